"""What follows from a possible match, by what the list is for: ``data/kinds.toml``. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from panah.safeguards.tables import Table, load
from panah.watchlists.terms import ListKind

Booth = Literal["match", "document", "nothing"]
State = Literal["green", "amber", "red"]
Told = Literal["offer", "decide"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table: see the file for what each word means."""

    directions: frozenset[str]
    booth: Booth
    state: State
    told: Told
    apart: bool


@cache
def kinds() -> Mapping[str, Kind]:
    """The table in use, by kind of list."""
    file = load("panah.watchlists.rules", "kinds.toml")
    file.date("as_of")
    file.text("source")
    found = {kind.value: _kind(file.table(kind.value)) for kind in ListKind}
    file.finish()
    return MappingProxyType(found)


def _kind(row: Table) -> Kind:
    directions = row.texts("directions")
    if not directions or not {"entry", "exit"}.issuperset(directions):
        raise row.error("directions", "must name entry, exit or both")
    found = Kind(
        frozenset(directions),
        cast("Booth", row.choice("booth", get_args(Booth))),
        cast("State", row.choice("state", get_args(State))),
        cast("Told", row.choice("told", get_args(Told))),
        row.flag("apart"),
    )
    row.finish()
    return found


def asked(sort: str, direction: str) -> bool:
    """Whether a list of this kind is asked about somebody who goes in this direction."""
    return direction in kinds()[sort].directions
