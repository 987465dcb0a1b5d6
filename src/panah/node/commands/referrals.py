"""`panah referrals`: a body's referrals for other systems, and one referral where there is no line."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from panah.node.commands import CommandError
from panah.node.running import set_up_django, tell

if TYPE_CHECKING:
    from panah.journal.envelopes.keyring import Reader

FORMATS = ("htcds", "csv", "json")
LEFT_OUT = {
    "not_trafficking": "not about trafficking",
    "no_consent": "the person agreed neither to statistics nor to sharing",
    "not_expressible": "a value has no place in the standard",
    "personal": "in the table without what is the person's alone: they didn't agree to sharing",
}


@dataclass(frozen=True, slots=True)
class _Operator:
    """Whoever may run commands on this node."""

    id: UUID
    roles: frozenset[str] = frozenset()
    post: None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    export = acts.add_parser("export", help="the referrals of a body at home here, as far as the persons agreed")
    export.add_argument("--format", choices=FORMATS, required=True, help="htcds: cases of trafficking, HTCDS 2.0 (CSV)")
    export.add_argument("--body", help="the name of its key (see: panah body keys); needed where several are at home")
    export.add_argument("--out", type=Path, metavar="FILE", help="into a file that only you may read; else printed")
    export.add_argument("--reason", default="case", help="why: case (default), court, oversight or other")
    export.add_argument("--words", default="", help="in a few words; needed for court and other")


def run(arguments: argparse.Namespace) -> int:
    set_up_django()
    try:
        return _export(arguments)
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None


def _export(arguments: argparse.Namespace) -> int:
    from panah.journal.keyfiles import KeysUnusableError
    from panah.people.desk import SYSTEM
    from panah.people.problems import PeopleProblemError
    from panah.protection.desk.exporting import export

    try:
        body = _body(arguments.body)
        done = export(
            body.id, arguments.format, actor=_Operator(SYSTEM), reason=arguments.reason, words=arguments.words
        )
    except KeysUnusableError as error:
        raise CommandError(str(error)) from None
    except PeopleProblemError as error:
        raise CommandError(f"--reason, --words: {error.message}") from None
    if arguments.out:
        _write(arguments.out, done.text)
    else:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream
        sys.stdout.write(done.text)
    tell(f"{done.rows:,} referrals of {body.name}; each was written down as a look")
    for reason, amount in sorted(done.left_out.items()):
        if amount:
            tell(f"  {amount:,} {'left out: ' if reason != 'personal' else ''}{LEFT_OUT[reason]}")
    return 0


def _body(name: str | None) -> Reader:
    from panah.journal.envelopes import keyring

    known = keyring.readers()
    if name is not None:
        known = [one for one in known if one.name == name]
    if len(known) != 1:
        there = ", ".join(one.name for one in keyring.readers()) or "none"
        raise CommandError(f"--body: name one of the bodies at home here ({there})")
    return known[0]


def _write(path: Path, text: str) -> None:
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline=""
    ) as file:
        file.write(text)
