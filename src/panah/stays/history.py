"""From crossings to stays: puts them in order and says where one must be missing.

Only what is proven is counted: where an exit was missed, the day of entry; where an entry was missed, the day of exit.
`widest` holds the same stays at their longest possible, so that an assessment can say what might be true as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from panah.stays.errors import StayInputError
from panah.stays.ledger import Interval
from panah.stays.reasons import Reason
from panah.stays.values import FIRST_DAY, LAST_DAY, Crossing, day_number

MAX_CROSSINGS = 50_000
"""More than a daily commuter makes in 60 years; a longer history is a mistake and refused."""

_Event = tuple[int, str]


@dataclass(slots=True)
class History:
    """Stays in order; the last one runs to the day of assessment when `inside`."""

    stays: list[Interval] = field(default_factory=list)
    widest: list[Interval] | None = None
    inside: bool = False
    doubts: list[Reason] = field(default_factory=list)
    ignored: int = 0


def read_history(crossings: Iterable[Crossing], on: int) -> History:
    """Stays up to the day `on` (a day number). The order in which crossings are given doesn't matter."""
    known = list(crossings)
    if len(known) > MAX_CROSSINGS:
        raise StayInputError(f"a history of {len(known)} crossings is too long; at most {MAX_CROSSINGS} are assessed")
    events: list[_Event] = []
    previous = 0
    plain = True
    for crossing in known:
        day = crossing.date.toordinal()
        if not FIRST_DAY <= day <= LAST_DAY:
            day_number(crossing.date, "crossing")
        if day <= previous:
            plain = False
        previous = day
        events.append((day, crossing.direction))
    if not plain:
        events = _ordered(known)
    history = History()
    if events and events[-1][0] > on:
        upto = [event for event in events if event[0] <= on]
        history.ignored = len(events) - len(upto)
        events = upto
    _pair(events, on, history)
    return history


def _ordered(crossings: list[Crossing]) -> list[_Event]:
    """By day; within a day by time where every crossing has one, else in the order that alternates from how the day
    before ended: with no other would fewer crossings be missing. Where another would do with as few (an exit and an
    entry on the first day, an exit next), nothing tells the two apart; what is possible besides is in the doubts."""
    events: list[_Event] = []
    inside = False
    by_day = sorted(crossings, key=lambda crossing: crossing.date.toordinal())
    for day, group in groupby(by_day, key=lambda crossing: crossing.date.toordinal()):
        same_day = list(group)
        if len(same_day) > 1:
            directions = _timed(same_day) or _alternating([c.direction for c in same_day], inside)
        else:
            directions = [same_day[0].direction]
        events.extend((day, direction) for direction in directions)
        inside = directions[-1] == "entry"
    return events


def _timed(same_day: list[Crossing]) -> list[str] | None:
    times: list[tuple[dt.time, str]] = []
    for crossing in same_day:
        if not isinstance(crossing.date, dt.datetime):
            return None
        times.append((crossing.date.time(), crossing.direction))
    if len({time for time, _ in times}) < len(times):
        return None
    return [direction for _, direction in sorted(times)]


def _alternating(directions: list[str], inside: bool) -> list[str]:
    entries = directions.count("entry")
    exits = len(directions) - entries
    order: list[str] = []
    while entries or exits:
        wants_exit = inside
        if (wants_exit and exits) or not entries:
            exits -= 1
            order.append("exit")
            inside = False
        else:
            entries -= 1
            order.append("entry")
            inside = True
    return order


def _pair(events: list[_Event], on: int, history: History) -> None:
    stays = history.stays
    widest: list[Interval] = []
    uncertain = False
    entered = 0
    left = 0
    for day, direction in events:
        if direction == "entry":
            if not entered:
                entered = day
            elif day == entered:
                history.doubts.append(Reason("repeated_crossing", {"date": _date(day), "direction": direction}))
            else:
                stays.append((entered, entered))
                widest.append((entered, day))
                uncertain = True
                history.doubts.append(_missed_exit(entered, day))
                left, entered = entered, day
        elif entered:
            stays.append((entered, day))
            widest.append((entered, day))
            left, entered = day, 0
        elif day == left:
            history.doubts.append(Reason("repeated_crossing", {"date": _date(day), "direction": direction}))
        else:
            stays.append((day, day))
            widest.append((left or day, day))
            uncertain = uncertain or bool(left)
            history.doubts.append(_missed_entry(left, day))
            left = day
    if entered:
        stays.append((entered, on))
        widest.append((entered, on))
        history.inside = True
    if uncertain:
        history.widest = widest


def _missed_exit(entered: int, next_entry: int) -> Reason:
    return Reason(
        "missed_exit",
        {
            "entry": _date(entered),
            "next_entry": _date(next_entry),
            "days_counted": 1,
            "days_possible": next_entry - entered + 1,
        },
    )


def _missed_entry(left: int, exited: int) -> Reason:
    return Reason(
        "missed_entry",
        {
            "exit": _date(exited),
            "previous_exit": _date(left) if left else None,
            "days_counted": 1,
            "days_possible": exited - left + 1 if left else None,
        },
    )


def _date(day: int) -> dt.date:
    return dt.date.fromordinal(day)
