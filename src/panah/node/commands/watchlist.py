"""`panah watchlist`: load a version of a list, say what a file would change, show and list what is in force."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from panah.node.commands import CommandError
from panah.node.running import NO_NODE, has_node, node, read_environment, tell

if TYPE_CHECKING:
    from panah.watchlists.desk.lists import Terms
    from panah.watchlists.desk.loading import Looked
    from panah.watchlists.models import List

REFUSED = 1
BAR = 40
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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
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
    show = acts.add_parser("show", help="one list: terms, version in force, versions before")
    show.add_argument("list", metavar="LIST", help="the list's code")
    acts.add_parser("list", help="all lists with their version and validity")
    for one in (load, diff, show, acts.choices["list"]):
        one.add_argument("--json", action="store_true", help="answer in JSON")


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file as the list's owner publishes it")
    parser.add_argument("--format", default="auto", help="un, ofac, ftm, national, lost_documents, protect (auto)")


def run(arguments: argparse.Namespace) -> int:
    if not has_node(read_environment()):
        raise CommandError(NO_NODE)
    with node(), _words():
        act = {"load": _load, "diff": _diff, "show": _show, "list": _list}[arguments.act]
        return act(arguments)


@contextmanager
def _words() -> Iterator[None]:
    """What the desks refuse, in words. Places in a file are told, never what stands there."""
    from panah.watchlists.desk.keeping import ContentUnusableError
    from panah.watchlists.desk.problems import WatchlistError
    from panah.watchlists.index import IndexProblemError
    from panah.web.wording import word

    try:
        yield
    except WatchlistError as no:
        raise CommandError(word(f"watchlist:{no.code}", no.params)) from None
    except ContentUnusableError as problem:
        raise CommandError(f"{problem}: {word('watchlist:content_unusable')}") from None
    except IndexProblemError as problem:
        raise CommandError(f"the index can't be built: {problem}") from None


def _load(arguments: argparse.Namespace) -> int:
    from panah.people.desk import SYSTEM
    from panah.watchlists.desk import lists, loading
    from panah.watchlists.formats import ListRefusedError

    operator = _Operator(SYSTEM)
    by = _looked_by(arguments)
    row, terms = _row(arguments)
    try:
        looked, entries = loading.look(row, arguments.file, arguments.format, accepted=frozenset(arguments.accept))
    except ListRefusedError as refusal:
        return _refused(arguments, refusal)
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


class _Operator:
    """Whoever works on the command line of a node acts as the node itself."""

    def __init__(self, id: Any) -> None:
        self.id = id


def _row(arguments: argparse.Namespace) -> tuple[List, Terms | None]:
    """The list in use, or one that isn't established yet with the terms to establish it under."""
    from panah.watchlists.desk import lists
    from panah.watchlists.desk.problems import WatchlistError
    from panah.watchlists.models import List

    given = {name.replace("-", "_"): getattr(arguments, name.replace("-", "_")) for name in TERMS}
    try:
        row = lists.by_code(arguments.list)
    except WatchlistError:
        missing = [f"--{name}" for name in ("title", "kind", "source", "state", "legal-basis", "remedy")
                   if not given[name.replace("-", "_")]]  # fmt: skip
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


def _diff(arguments: argparse.Namespace) -> int:
    from panah.watchlists import changes
    from panah.watchlists.desk import lists, loading
    from panah.watchlists.formats import ListRefusedError

    try:
        looked, _entries = loading.look(lists.by_code(arguments.list), arguments.file, arguments.format)
    except ListRefusedError as refusal:
        return _refused(arguments, refusal)
    _told(arguments, looked, loaded=False)
    if arguments.json and looked.change is not None:
        for line in changes.lines(looked.change):
            sys.stdout.write(json.dumps(line) + "\n")
    return 0


def _refused(arguments: argparse.Namespace, refusal: Any) -> int:
    if arguments.json:
        faults = [{"code": one.code, "place": str(one.where), "text": str(one)} for one in refusal.faults]
        sys.stdout.write(json.dumps({"refused": True, "total": refusal.total, "faults": faults}) + "\n")
    tell(f"{arguments.file}: refused; the version in force stays")
    for line in str(refusal).splitlines():
        tell(f"  {line}")
    codes = sorted({one.code for one in refusal.faults} & _objections())
    if codes:
        tell(f"  if this is right all the same: --accept {' --accept '.join(codes)}")
    return REFUSED


def _objections() -> frozenset[str]:
    """Codes that a supervisor may accept: the file is whole, but unlike the one before."""
    return frozenset(
        {"much_smaller", "another_list", "older", "another_format", "births_lost", "nationalities_lost", "names_alike"}
    )


def _told(arguments: argparse.Namespace, looked: Looked, *, loaded: bool) -> None:
    from panah.watchlists.formats import MESSAGES

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
    if arguments.json:
        sys.stdout.write(json.dumps(told) + "\n")
        return
    for note in looked.notes:
        place = str(note.first)
        tell(f"note: {MESSAGES[note.code].format_map({'count': note.count})}{f' First at {place}.' if place else ''}")
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


def _show(arguments: argparse.Namespace) -> int:
    from panah.watchlists.desk import lists

    row = lists.by_code(arguments.list)
    told = _described(row)
    told["versions"] = [
        {
            "version": one.version,
            "loaded": one.loaded.isoformat(timespec="seconds"),
            "entries": one.entries,
            "added": one.added,
            "changed": one.changed,
            "removed": one.removed,
            "accepted": one.accepted,
            "accepted_by": str(one.accepted_by or one.loaded_by) if one.accepted else None,
        }
        for one in lists.versions(row.subject)
    ]
    if arguments.json:
        sys.stdout.write(json.dumps(told) + "\n")
        return 0
    for name, value in told.items():
        if name != "versions":
            sys.stdout.write(f"{name.replace('_', ' '):<16} {value if value not in ('', None) else '-'}\n")
    for one in told["versions"]:
        sys.stdout.write(
            f"{'version':<16} {one['version']}  loaded {one['loaded']}  {one['entries']:,} entries"
            f"  +{one['added']:,} ~{one['changed']:,} -{one['removed']:,}"
            f"{''.join('  accepted: ' + unusual['code'] for unusual in one['accepted'])}\n"
        )
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from panah.watchlists.desk import lists

    told = [_described(row) for row in lists.all_lists()]
    if arguments.json:
        sys.stdout.write("".join(json.dumps(one) + "\n" for one in told))
        return 0
    if not told:
        tell("No list is established yet; panah watchlist load --help says how")
    for one in told:
        until = f", valid until {one['valid_until']}" if one["valid_until"] else ""
        sys.stdout.write(
            f"{one['code']:<16} {one['kind']:<15} {one['entries']:>9,} entries  "
            f"{one['version'] or 'nothing loaded'}{until}  [{one['validity']}]\n"
        )
    return 0


def _described(row: List) -> dict[str, Any]:
    from django.utils import timezone

    from panah.watchlists.desk import in_force, lists

    try:
        asked = in_force.current().versions().get(row.code, "")
    except in_force.IndexUnusableError:
        asked = ""
    return {
        "code": row.code,
        "title": row.title,
        "kind": row.sort,
        "source": row.source,
        "issuing_state": row.issuing_state,
        "legal_basis": row.legal_basis,
        "remedy": row.remedy,
        "contact": row.contact,
        "version": row.version,
        "version_asked": asked,
        "published": row.published.isoformat() if row.published else "",
        "valid_until": row.valid_until.isoformat() if row.valid_until else "",
        "validity": lists.validity(row, timezone.now().date()),
        "entries": row.entries,
    }


class Bar:
    """How far a piece of work has come: one line that is written over on a screen, ten lines where nobody watches."""

    def __init__(self, what: str) -> None:
        self._what, self._tenth = what, -1

    def __call__(self, done: int, total: int) -> None:
        share = 1.0 if total <= 0 else min(done / total, 1.0)
        if sys.stderr.isatty():
            filled = round(BAR * share)
            line = f"\r[{'█' * filled}{'·' * (BAR - filled)}] {done:,} of {total:,} {self._what}"
            sys.stderr.write(line + ("\n" if share >= 1.0 else ""))
            sys.stderr.flush()
        elif int(10 * share) > self._tenth:
            self._tenth = int(10 * share)
            tell(f"  {done:>9,} of {total:,} {self._what}")
