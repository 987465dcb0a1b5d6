"""`panah referrals`: a body's referrals for other systems, and one referral where there is no line."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from panah.node.commands import CommandError
from panah.node.operator import Operator
from panah.node.running import has_node, no_node, node, read_environment, tell, whose_home

if TYPE_CHECKING:
    from panah.journal.envelopes.keyring import Reader

FORMATS = ("htcds", "csv", "json")
LEFT_OUT = {
    "not_trafficking": "not about trafficking",
    "no_consent": "the person agreed neither to statistics nor to sharing",
    "not_expressible": "a value has no place in the standard",
    "personal": "in the table without what is the person's alone: they didn't agree to sharing",
}


NOT_CARRIED = {
    "reference_unknown": "nothing was sent from here under this number",
    "referral_unknown": "what was sent is no longer here",
    "nobody_reads": "a body has no key any more",
}
REFUSED = {
    "not_a_bundle": "this is no referral",
    "newer_format": "this file is of a newer format",
    "garbled": "this file is damaged",
    "not_for_us": "this isn't for this body",
    "unknown_sender": "no node known here wrote this; see: panah journal peer",
    "bad_signature": "something in this file was changed",
    "foreign_voice": "it speaks for a body from a node that isn't the body's",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    export = acts.add_parser("export", help="the referrals of a body at home here, as far as the persons agreed")
    export.add_argument("--format", choices=FORMATS, required=True, help="htcds: cases of trafficking, HTCDS 2.0 (CSV)")
    export.add_argument(
        "--body",
        help="the name of its key (see: panah body keys); needed where several are at home, for htcds several shelters",
    )
    export.add_argument("--out", type=Path, metavar="FILE", help="into a file that only you may read; else printed")
    export.add_argument("--reason", default="case", help="why: case (default), court, oversight or other")
    export.add_argument("--words", default="", help="in a few words; needed for court and other")
    carry = acts.add_parser("carry", help="write sealed files of what was sent under a number, one for each body")
    carry.add_argument("referral", metavar="NUMBER", help="the number on the person's card, such as 7KQ4-M2XP")
    carry.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="such as a stick")
    take = acts.add_parser("take", help="take in a file that was brought by hand")
    take.add_argument("file", type=Path)
    take.add_argument("--body", help="the name of its key (see: panah body keys); needed where several are at home")


def run(arguments: argparse.Namespace) -> int:
    environment = read_environment()
    if not has_node(environment):
        raise CommandError(no_node(environment))
    with node():
        return act(arguments)


def act(arguments: argparse.Namespace) -> int:
    """What is asked, on a node that is there."""
    try:
        if arguments.act == "carry":
            return _carry(arguments.referral, arguments.to)
        if arguments.act == "take":
            return _take(arguments.file, arguments.body)
        return _export(arguments)
    except OSError as error:
        if error.filename is None:
            raise
        raise CommandError(f"{error.filename}: {error.strerror}") from None


def _export(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from panah.journal.keyfiles import KeysUnusableError
    from panah.people.desk import SYSTEM
    from panah.people.post_time import shared_zone
    from panah.people.problems import PeopleProblemError
    from panah.protection.desk.exporting import export

    try:
        body = _body(arguments.body, htcds=arguments.format == "htcds")
        with timezone.override(shared_zone()):
            done = export(
                body.id, arguments.format, actor=Operator(SYSTEM), reason=arguments.reason, words=arguments.words
            )
    except KeysUnusableError as error:
        raise CommandError(str(error)) from None
    except PeopleProblemError as error:
        raise CommandError(f"--reason, --words: {error.message}") from None
    if arguments.out:
        _write(arguments.out, done.text.encode())
    else:
        sys.stdout.write(done.text)
    tell(f"{done.rows:,} referrals of {body.name}; each was written down as a look")
    for reason, amount in sorted(done.left_out.items()):
        if amount:
            tell(f"  {amount:,} {'left out: ' if reason != 'personal' else ''}{LEFT_OUT[reason]}")
    return 0


def _carry(number: str, folder: Path) -> int:
    from panah.protection.desk import by_hand
    from panah.protection.desk.problems import ProtectionError

    if not folder.is_dir():
        raise CommandError(f"--to {folder}: no such folder")
    try:
        sent = by_hand.of_reference(number)
        files = [(one, by_hand.file_of(one.id)) for one in sent]
    except ProtectionError as no:
        raise CommandError(f"{number}: {NOT_CARRIED[no.code]}") from None
    for one, content in files:
        path = folder / f"{one.reference}-{one.body.id.hex[:8]}.panah"
        _write(path, content)
        tell(f"{path} for {one.body.name}")
    return 0


def _take(path: Path, name: str | None) -> int:
    from panah.journal.carrying.bundles import BundleRefusedError
    from panah.people.desk import SYSTEM
    from panah.protection.desk.by_hand import take_in_file

    body = _body(name)
    content = path.read_bytes()
    try:
        taken = take_in_file(body.id, content, actor=Operator(SYSTEM))
    except BundleRefusedError as refused:
        raise CommandError(f"{path}: {REFUSED[refused.code]}; nothing was taken") from None
    if taken.fresh:
        tell(f"taken in for {body.name}; it stands at the body's desk now")
    else:
        tell(f"{body.name} has it already; nothing new but what was said since")
    return 0


def _body(name: str | None, *, htcds: bool = False) -> Reader:
    """The body asked for, or the only one here; of trafficking, the only one here that exists for it."""
    from panah.journal.envelopes import keyring

    known = keyring.readers()
    if name is not None:
        known = [one for one in known if one.name == name]
    elif htcds and len(known) > 1:
        known = [one for one in known if one.id in _helping_the_trafficked()]
    if len(known) != 1:
        there = ", ".join(one.name for one in keyring.readers()) or whose_home(read_environment()) or "none"
        raise CommandError(f"--body: name one of the bodies at home here ({there})")
    return known[0]


def _helping_the_trafficked() -> set[UUID]:
    from panah.protection.desk.bodies import bodies
    from panah.safeguards.guard.law import law

    first, *_others = law().categories["trafficking"].bodies
    return {one.id for one in bodies() if one.sort == first}


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
