"""`panah watchlist`: load a version of a list, say what a file would change, show and list what is in force."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from panah.node.commands import CommandError, listloading
from panah.node.running import has_node, no_node, node, read_environment, tell

if TYPE_CHECKING:
    from panah.watchlists.models import List


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    listloading.add_acts(acts)
    show = acts.add_parser("show", help="one list: terms, version in force, versions before")
    show.add_argument("list", metavar="LIST", help="the list's code")
    acts.add_parser("list", help="all lists with their version and validity")
    for one in acts.choices.values():
        one.add_argument("--json", action="store_true", help="answer in JSON")


def run(arguments: argparse.Namespace) -> int:
    environment = read_environment()
    if not has_node(environment):
        raise CommandError(no_node(environment))
    with node(), _words():
        act = {"load": listloading.load, "diff": listloading.diff, "show": _show, "list": _list}[arguments.act]
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
