"""Grounds on which the law of a country lets entry be refused, and the remedy against it. Reviewed data, no decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from panah.safeguards.tables import Table, load, unique


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its code, its letter in the standard form, and its text in English (a message id)."""

    code: str
    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Law:
    """What a country's law says of refusing entry. ``days``: within how many the remedy is open.

    ``checked`` is false where nobody compared this with the law; ``as_of`` is the day of the data.
    """

    country: str
    grounds: tuple[Ground, ...]
    law: str
    remedy: str
    days: int
    as_of: dt.date
    checked: bool


def grounds(country: str) -> Mapping[str, Ground]:
    """The grounds of a country (alpha-3) by code, in the order of their letters; empty where the law isn't known."""
    known = laws().get(country)
    return MappingProxyType({one.code: one for one in known.grounds} if known else {})


@cache
def laws() -> Mapping[str, Law]:
    """Every country's law by alpha-3 code; raises tables.DataError."""
    table = load(__package__, "grounds.toml")
    table.texts("translate")
    as_of = table.date("as_of")
    table.text("source")
    table.flag("checked")
    listed: dict[str, Ground] = {}
    for row in table.tables("ground", "code"):
        one = Ground(row.text("code"), row.text("letter"), row.text("text"))
        unique(row, "code", set(listed), one.code)
        listed[one.code] = one
        row.finish()
    found = {}
    for row in table.tables("country", "code"):
        law = _law(row, listed, as_of)
        found[law.country] = law
    table.finish()
    return MappingProxyType(found)


def _law(row: Table, listed: Mapping[str, Ground], as_of: dt.date) -> Law:
    codes = row.texts("grounds")
    unknown = next((code for code in codes if code not in listed), None)
    if unknown is not None:
        raise row.error("grounds", f"no ground is called {unknown!r}")
    law = Law(
        country=row.text("code"),
        grounds=tuple(listed[code] for code in codes),
        law=row.text("law"),
        remedy=row.text("remedy"),
        days=row.number("days", 1, 365),
        as_of=as_of,
        checked=row.flag("checked"),
    )
    row.finish()
    return law
