"""The acts of `panah watchlist` about a file: put it in force as the next version of a list, or say what it changes."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from panah.node.commands import CommandError
from panah.node.operator import Operator
from panah.node.progress import Bar
from panah.node.running import tell

if TYPE_CHECKING:
    from panah.watchlists.desk.lists import Terms
    from panah.watchlists.desk.loading import Looked
    from panah.watchlists.formats import ListRefusedError
    from panah.watchlists.models import List

REFUSED = 1
# Names of entries are shown only where somebody asks for them, and never more than these.
SHOWN = 20

TERMS = {
    "title": "what the list is called",
    "kind": "sanctions, wanted, exit_ban, entry_ban, lost_documents or protect",
    "source": "who keeps it",
    "state": "the state or organisation whose list it is, such as KAZ or UNO",
    "legal-basis": "the law behind it",
    "remedy": "how a listing is contested",
    "contact": "where it is contested",
}


def add_acts(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """How the acts are called."""
    load = acts.add_parser("load", help="put a file in force as the next version of a list, or refuse it whole")
    load.add_argument("list", metavar="LIST", help="the list's code, such as un-sc")
    _file(load)
    load.add_argument(
        "--accept", action="append", default=[], metavar="CODE", help="an objection that was looked at, as it is named"
    )
    load.add_argument(
        "--by", metavar="NAME", default="", help="who looked at it: the name under which a member of staff signs in"
    )
    load.add_argument("--valid-days", type=int, default=None, help="how long a version holds after it was published")
    terms = load.add_argument_group("terms of a list that isn't established yet")
    for name, what in TERMS.items():
        terms.add_argument(f"--{name}", help=what, default="")
    diff = acts.add_parser("diff", help="say what loading a file would add, change and remove; load nothing")
    diff.add_argument("list", metavar="LIST", help="the list's code")
    _file(diff)
    diff.add_argument("--names", action="store_true", help=f"also the entries by id and name, up to {SHOWN} of each")


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file as the list's owner publishes it")
    parser.add_argument("--format", default="auto", help="un, ofac, ftm, national, lost_documents, protect (auto)")


def load(arguments: argparse.Namespace) -> int:
    """Exit code 1 where the file is refused."""
    from panah.people.desk import SYSTEM
    from panah.watchlists.desk import lists, loading
    from panah.watchlists.formats import ListRefusedError

    operator = Operator(SYSTEM)
    by = _looked_by(arguments)
    row, terms = _row(arguments)
    try:
        looked, entries = loading.look(row, arguments.file, arguments.format, accepted=frozenset(arguments.accept))
    except ListRefusedError as refusal:
        return refused(arguments, refusal)
    if terms is not None:
        # Only now: a file that is refused leaves no list without a version behind.
        row = lists.get(lists.establish(terms, actor=operator))
    looked = replace(looked, accepted_by=by if looked.accepted else None)
    loading.load(row, looked, loading.keep(row, looked, entries), actor=operator, progress=Bar("entries indexed"))
    _told(arguments, looked, loaded=True)
    return 0


def _looked_by(arguments: argparse.Namespace) -> UUID | None:
    """Whoever accepts what is unusual about the file, if they are named; else the node's operator does."""
    from panah.people.desk.names import staff_called

    if not arguments.by:
        return None
    found = staff_called(arguments.by)
    if found is None:
        raise CommandError("--by: nobody who may sign in has this name")
    return found


def _row(arguments: argparse.Namespace) -> tuple[List, Terms | None]:
    """The list in use, or one that isn't established yet with the terms to establish it under."""
    from panah.watchlists.desk import lists
    from panah.watchlists.desk.problems import WatchlistError
    from panah.watchlists.models import List

    given = {name.replace("-", "_"): getattr(arguments, name.replace("-", "_")) for name in TERMS}
    try:
        row = lists.by_code(arguments.list)
    except WatchlistError:
        missing = [f"--{name}" for name in TERMS if name != "contact" and not given[name.replace("-", "_")]]
        if missing:
            raise CommandError(
                f"{arguments.list}: no list of this code is established; to establish it give {', '.join(missing)} too"
            ) from None
    else:
        _same_terms(arguments, row, given)
        return row, None
    terms = lists.Terms(
        code=arguments.list,
        title=given["title"],
        sort=given["kind"],
        source=given["source"],
        issuing_state=given["state"].upper(),
        legal_basis=given["legal_basis"],
        remedy=given["remedy"],
        contact=given["contact"],
        valid_days=max(arguments.valid_days or 0, 0),
    )
    return List(code=terms.code, sort=terms.sort), terms


def _same_terms(arguments: argparse.Namespace, row: List, given: dict[str, str]) -> None:
    """Terms given for a list that is established already say the same as it does, or nothing is loaded."""
    fields = {"kind": "sort", "state": "issuing_state"}
    given = given | {"state": given["state"].upper()}
    differing = [
        f"--{name.replace('_', '-')}"
        for name, text in given.items()
        if text and text != getattr(row, fields.get(name, name))
    ]
    if arguments.valid_days is not None and max(arguments.valid_days, 0) != row.valid_days:
        differing.append("--valid-days")
    if differing:
        raise CommandError(
            f"{arguments.list}: the list is established with other terms than {', '.join(differing)} says; "
            "nothing is loaded. Leave them away, or change the terms of the list at its page first"
        )


def diff(arguments: argparse.Namespace) -> int:
    """The same; nothing is loaded."""
    from panah.watchlists import changes
    from panah.watchlists.desk import lists, loading
    from panah.watchlists.formats import ListRefusedError

    try:
        looked, _entries = loading.look(lists.by_code(arguments.list), arguments.file, arguments.format)
    except ListRefusedError as refusal:
        return refused(arguments, refusal)
    _told(arguments, looked, loaded=False)
    if arguments.json and looked.change is not None:
        for line in changes.lines(looked.change):
            sys.stdout.write(json.dumps(line) + "\n")
    return 0


def refused(arguments: argparse.Namespace, refusal: ListRefusedError) -> int:
    """Say what is wrong with the file, where, and how to take it all the same if that is possible."""
    from panah.watchlists.formats import OBJECTIONS

    if arguments.json:
        faults = [{"code": one.code, "place": str(one.where), "text": str(one)} for one in refusal.faults]
        sys.stdout.write(json.dumps({"refused": True, "total": refusal.total, "faults": faults}) + "\n")
    tell(f"{arguments.file}: refused; the version in force stays")
    for line in str(refusal).splitlines():
        tell(f"  {line}")
    codes = sorted({one.code for one in refusal.faults} & OBJECTIONS.keys())
    if codes:
        tell(f"  if this is right all the same: --accept {' --accept '.join(codes)}")
    return REFUSED


def _told(arguments: argparse.Namespace, looked: Looked, *, loaded: bool) -> None:
    from panah.watchlists.formats.messages import noted

    added, changed, removed = looked.counts
    told = {
        "list": looked.head.list,
        "version": looked.head.version,
        "published": looked.head.published,
        "format": looked.head.format,
        "entries": looked.head.count,
        "added": added,
        "changed": changed,
        "removed": removed,
        "first": looked.change is None,
        "loaded": loaded,
        "accepted": [{"code": one.code, "params": dict(one.params)} for one in looked.accepted],
    }
    for note in looked.notes:
        tell(noted(note.code, note.count, str(note.first)))
    if arguments.json:
        sys.stdout.write(json.dumps(told) + "\n")
        return
    sys.stdout.write(
        f"{told['list']}: version {told['version']}, {told['entries']:,} entries"
        f" ({'the first version' if told['first'] else f'{added:,} added, {changed:,} changed, {removed:,} removed'})\n"
    )
    if getattr(arguments, "names", False) and looked.change is not None:
        for sign, entries in (
            ("+", looked.change.added),
            ("~", tuple(one.entry for one in looked.change.changed)),
            ("-", looked.change.removed),
        ):
            for one in entries[:SHOWN]:
                sys.stdout.write(f"  {sign} {one.id}  {one.name}\n")
            if len(entries) > SHOWN:
                sys.stdout.write(f"  {sign} and {len(entries) - SHOWN:,} more\n")
    if loaded:
        sys.stdout.write("In force now\n")
