"""The grounds on which a law lets entry be refused, per country, with the remedy: reviewed data.

Whether somebody may be refused at all is not for this package: the guard says that. Here is only what the law's list
holds. A ground that the law has and Panah doesn't offer (illness, whatever an authority sees fit) is kept with the
reason.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from panah.safeguards.refusals.texts import text_ids
from panah.safeguards.tables import Table, load, unique

COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan", "eu")


class UnknownGroundError(LookupError):
    """There is no such country or no such ground on its list, or it isn't offered; `code` is what was asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no ground is called {code[:40]!r}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. `kind` names its words on the notice; `text` for officers and `place` in the law are English (message
    ids)."""

    id: str
    kind: str
    text: str
    place: str
    offered: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """To whom to complain (ids of bodies in the notice's words), within how many days or months, and by which law."""

    to: tuple[str, ...]
    days: int
    months: int
    waits_outside: bool
    place: str
    checked: bool

    def deadline(self, decided_on: dt.date) -> dt.date:
        """The last day; time runs from the day after the decision. A month that is shorter ends on its last day."""
        month = decided_on.month - 1 + self.months
        year, month = decided_on.year + month // 12, month % 12 + 1
        day = min(decided_on.day, calendar.monthrange(year, month)[1])
        return dt.date(year, month, day) + dt.timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class GroundList:
    """A country's list. `checked` is false until somebody has compared it with the law: then a lawyer confirms it
    first."""

    country: str
    title: str
    law: str
    as_of: dt.date
    checked: bool
    remedy: Remedy
    grounds: Mapping[str, Ground]

    def offered(self) -> tuple[Ground, ...]:
        """The grounds that may be chosen, in the order of the list."""
        return tuple(one for one in self.grounds.values() if one.offered)

    def ground(self, code: str) -> Ground:
        """One offered ground; raises UnknownGroundError."""
        one = self.grounds.get(code)
        if one is None or not one.offered:
            raise UnknownGroundError(code)
        return one


@cache
def ground_lists() -> Mapping[str, GroundList]:
    """Every list by the country's alpha-3 code, and the reference set of the European Union as `EU`."""
    found = (read(load(__package__, f"grounds/{name}.toml")) for name in COUNTRIES)
    return MappingProxyType({one.country: one for one in found})


def ground_list(country: str) -> GroundList:
    """One country's list; raises UnknownGroundError."""
    try:
        return ground_lists()[country]
    except KeyError:
        raise UnknownGroundError(country) from None


def in_law(country: str, code: str) -> bool:
    """Whether a ground is on the country's list and offered: what the guard asks of a ground."""
    found = ground_lists().get(country)
    return found is not None and code in {one.id for one in found.offered()}


def read(table: Table) -> GroundList:
    """The list of one file; raises DataError."""
    remedy = _remedy(table.table("remedy"))
    seen: set[str] = set()
    grounds = {}
    for row in table.tables("ground"):
        offered = row.flag("offered", True)
        one = Ground(
            id=unique(row, "id", seen, row.text("id")),
            kind=row.text("kind"),
            text=row.text("text"),
            place=row.text("place"),
            offered=offered,
            reason="" if offered else row.text("reason"),
        )
        if f"ground.{one.kind}" not in text_ids():
            raise row.error("kind", f"the notice has no words for {one.kind!r}")
        row.finish()
        grounds[one.id] = one
    table.texts("translate")
    found = GroundList(
        country=table.text("country"),
        title=table.text("title"),
        law=table.text("law"),
        as_of=table.date("as_of"),
        checked=table.flag("checked"),
        remedy=remedy,
        grounds=MappingProxyType(grounds),
    )
    table.finish()
    return found


def _remedy(row: Table) -> Remedy:
    one = Remedy(
        to=row.texts("to"),
        days=row.number("days", 0, 366, 0),
        months=row.number("months", 0, 24, 0),
        waits_outside=row.flag("waits_outside"),
        place=row.text("place"),
        checked=row.flag("checked"),
    )
    if bool(one.days) == bool(one.months):
        raise row.error("days", "give days or months")
    if unknown := [body for body in one.to if f"body.{body}" not in text_ids()]:
        raise row.error("to", f"the notice has no words for {unknown[0]!r}")
    row.finish()
    return one
