"""Clocks of claims: until when a certificate is valid, how long one may appeal, what is due and late. Pure.

The lengths are those of the procedure ``asylum`` (``safeguards.procedures``), which the law of a country may set. How
soon a claim is registered after fear was said stands in ``data/claims.toml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from panah.protection.claim_course import taken, unguarded_since
from panah.protection.claim_life import OPEN
from panah.safeguards import procedures
from panah.safeguards.procedures import Clock
from panah.safeguards.procedures.clocks import last_day
from panah.safeguards.procedures.kinds import UNITS
from panah.safeguards.procedures.loading import lengths
from panah.safeguards.tables import Table, load

ASYLUM = "asylum"
SEARCH = "search"
_STATUS = frozenset({"status_given", "status_extended"})
_GRANTED = _STATUS | {"certificate_extended"}


class Clocked(Protocol):
    """What the clocks look at: a claim's row."""

    state: str
    since: str
    country: str
    child: str
    level: int
    missing_since: str
    search_until: str
    history: list[Any]


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something has to be done by a day. ``what``: a step of the procedure, or SEARCH."""

    by: dt.date
    what: str
    late: bool


def certificate_until(country: str, on: dt.date) -> dt.date:
    """The last day of a certificate given on a day."""
    return _end(_clock(country, "certificate_extended"), on)


def appeal_until(country: str, level: int, served: dt.date) -> dt.date | None:
    """The last day to go against a decision served on a day; None where no court is left.

    ``level``: how many bodies of appeal have upheld it.
    """
    waitings = ("appeal", "court")
    return _end(_clock(country, waitings[level]), served) if level < len(waitings) else None


def register_until(country: str, feared: dt.date) -> dt.date:
    """The last day to register a claim after fear was first said."""
    return last_day(feared, *registering().get(country, registering()[""]))


def due(row: Clocked, today: dt.date) -> list[Due]:
    """What has to be done and by when, the first first."""
    if row.missing_since:
        return [_due(row.search_until, SEARCH, today)] if row.search_until else []
    if row.state not in OPEN and row.state != "granted":
        return []
    found = [
        Due(one.by, one.step, today > one.by)
        for one in procedures.course(procedures.get(ASYLUM), list(taken(row)), dt.date.max, row.country).due
        if (one.step in _GRANTED if row.state == "granted" else one.step not in _STATUS)
    ]
    if (since := unguarded_since(row)) is not None:
        by = _end(_clock(row.country, "guardian"), since)
        found.append(Due(by, "guardian", today > by))
    if row.state == "rejected" and row.level:
        by = _end(_clock(row.country, "served"), dt.date.fromisoformat(row.since))
        found.append(Due(by, "served", today > by))
    return sorted(found)


def first_due(row: Clocked) -> tuple[str | None, str]:
    """The first last day that something has to be done by (ISO), and what; None and "" where nothing is."""
    found = due(row, dt.date.min)
    return (found[0].by.isoformat(), found[0].what) if found else (None, "")


def _due(by: str, what: str, today: dt.date) -> Due:
    last = dt.date.fromisoformat(by)
    return Due(last, what, today > last)


def _clock(country: str, code: str) -> Clock:
    """The clock of a step or waiting time, as long as the country's law has it."""
    law = lengths(country, ASYLUM).get(code)
    if law is not None:
        return law
    procedure = procedures.get(ASYLUM)
    own = {step.code: step.clock for step in procedure.steps} | {one.code: one.clock for one in procedure.waitings}
    clock = own[code]
    assert clock is not None, f"{code} has no clock"
    return clock


def _end(clock: Clock, on: dt.date) -> dt.date:
    return last_day(on, clock.days, clock.unit)


@cache
def registering() -> Mapping[str, tuple[int, str]]:
    """By country, and under "" for all others: within how many days of which unit a claim is registered."""
    file = load("panah.protection", "claims.toml")
    file.date("as_of")
    own = file.table("countries")
    found = {"": _time(file.table("registered"))}
    found |= {country: _time(own.table(country)) for country in own.keys()}  # noqa: SIM118 (a table is no dict)
    file.finish()
    return found


def _time(row: Table) -> tuple[int, str]:
    found = row.number("days", 0, 3660), row.choice("unit", UNITS)
    row.text("source")
    row.flag("checked")
    row.finish()
    return found
