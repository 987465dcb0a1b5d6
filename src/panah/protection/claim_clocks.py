"""Clocks of claims: until when a certificate is valid, how long one may appeal, what is due and late. Pure.

The lengths are those of the procedure ``asylum`` (``safeguards.procedures``), which the law of a country may set. How
soon a claim is registered after fear was said stands in ``data/claims.toml``.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from panah.protection.claim_life import OPEN
from panah.safeguards import procedures
from panah.safeguards.procedures import Clock, Taken
from panah.safeguards.procedures.clocks import last_day
from panah.safeguards.procedures.loading import lengths

ASYLUM = "asylum"
SEARCH = "search"
_STATUS = frozenset({"status_given", "status_extended"})


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
    data = _data()
    law = data["countries"].get(country, data["registered"])
    return last_day(feared, law["days"], law["unit"])


def due(row: Clocked, today: dt.date) -> list[Due]:
    """What has to be done and by when, the first first."""
    if row.missing_since:
        return [_due(row.search_until, SEARCH, today)] if row.search_until else []
    if row.state not in OPEN and row.state != "granted":
        return []
    found = [
        Due(one.by, one.step, today > one.by)
        for one in procedures.course(procedures.get(ASYLUM), list(taken(row)), dt.date.max, row.country).due
        if (row.state != "granted") is (one.step not in _STATUS)
    ]
    if row.state == "rejected" and row.level:
        by = _end(_clock(row.country, "served"), dt.date.fromisoformat(row.since))
        found.append(Due(by, "served", today > by))
    return sorted(found)


def first_due(row: Clocked) -> tuple[str | None, str]:
    """The first last day that something has to be done by (ISO), and what; None and "" where nothing is."""
    found = due(row, dt.date.min)
    return (found[0].by.isoformat(), found[0].what) if found else (None, "")


def taken(row: Clocked) -> Iterator[Taken]:
    """The claim as steps of the procedure, since it was last registered or opened."""
    found: list[Taken] = []
    level = 0
    for line in row.history:
        if line["code"]:
            continue
        what, fact, on = line["what"], line["fact"], dt.date.fromisoformat(line["at"][:10])
        if what in ("registered", "reopened", "status_ended"):
            found, level = _begin(row, fact, on, found), 0
        elif what == "searched" and fact["found"]:
            # What was served before is served anew.
            found = [one for one in found if one.step != "served"] if row.state == "rejected" else found
            found.append(Taken("found", on))
        else:
            found += _steps(what, fact, on, level, {one.step for one in found})
        level += what == "appeal_decided" and fact["outcome"] == "upheld"
    for place, one in enumerate(found):
        yield Taken(one.step, one.on, one.values, place)


def _begin(row: Clocked, fact: Mapping[str, Any], on: dt.date, before: list[Taken]) -> list[Taken]:
    valid = fact.get("valid_until") or next(
        (one.values["valid_until"] for one in reversed(before) if one.step.startswith("certificate")), on.isoformat()
    )
    registered = {"language": fact.get("language") or "-", "child": row.child}
    kept = [one for one in before if one.step in ("guardian", "best_interests")]
    return [Taken("registered", on, registered), Taken("certificate", on, {"valid_until": valid}), *kept]


def _steps(what: str, fact: Mapping[str, Any], on: dt.date, level: int, before: set[str]) -> list[Taken]:
    """What was said as steps; what the procedure doesn't know is none."""
    yes = "yes"
    match what:
        case "certified":
            return [Taken("certificate_extended", on, {"valid_until": fact["valid_until"]})]
        case "called":
            return [Taken("called", on, {"interview_on": fact["on"], "sex_asked": yes, "counsel_told": yes})]
        case "interviewed":
            # Whoever came uncalled was heard all the same.
            call = [] if "called" in before else [Taken("called", on, {"interview_on": fact["on"]})]
            return [*call, Taken("interviewed", on, {"language": fact["language"], "understood": yes})]
        case "decided" if fact["outcome"] == "withdrawn":
            return [Taken("withdrawn", on)]
        case "decided":
            granted = fact["outcome"] in ("recognised", "other_protection")
            step = "prima_facie" if granted and "interviewed" not in before else "decided"
            return [Taken(step, on, {"outcome": fact["outcome"]})]
        case "served":
            return [Taken("served", on, {"appeal_until": fact["appeal_until"]})] if level == 0 else []
        case "appealed":
            return [Taken("court_lodged" if level else "appeal_lodged", on)]
        case "appeal_decided" if fact["outcome"] == "annulled":
            return [Taken("sent_back", on)]
        case "appeal_decided":
            lost = fact["outcome"] == "upheld"
            told = ("court_ordered", "upheld") if level else ("appeal_decided", "dismissed")
            return [Taken(told[0], on, {"outcome": told[1] if lost else "granted"})]
        case "status_set":
            step = "status_extended" if "status_given" in before else "status_given"
            return [Taken(step, on, {"valid_until": fact["valid_until"]})]
        case "child":
            guardian = [Taken("guardian", on, {"name": fact["guardian"]})] if fact["guardian"] else []
            record = (
                [Taken("best_interests", on, {"on": fact["best_interests_on"]})] if fact["best_interests_on"] else []
            )
            return [*guardian, *record]
    return []


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
def _data() -> dict[str, Any]:
    return tomllib.loads(files("panah.protection").joinpath("data/claims.toml").read_text("utf-8"))
