"""Duties beside the stay, such as registering: by which day, and whether they were done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from panah.stays.choosing import meets, remember, strength, traits
from panah.stays.reasons import Duty, Reason
from panah.stays.regime import DutyRule, Regime, WorkCalendar
from panah.stays.values import Circumstances

ONE_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Duties:
    """The duties of one stay. `broken` is the first whose breach makes the stay irregular."""

    duties: tuple[Duty, ...] = ()
    broken: Duty | None = None
    doubts: list[Reason] = field(default_factory=list)


def duties_of(regime: Regime, nationality: str, circumstances: Circumstances, entered: dt.date, on: dt.date) -> Duties:
    """The duties that a stay which began on `entered` brings, as seen on the day `on`."""
    if not regime.duties:
        return Duties()
    strongest: dict[str, DutyRule] = {}
    for rule in _for_person(regime, nationality, circumstances):
        if rule.duty not in strongest and rule.head.in_force(entered):
            strongest[rule.duty] = rule
    result = Duties()
    duties = []
    for rule in strongest.values():
        by = due_day(rule, entered, regime.calendar)
        state = _state(rule, by, on, circumstances)
        duty = Duty(rule.duty, by, rule.on, state, rule.head.id)
        duties.append(duty)
        if rule.breach_breaks_stay and state == "missed" and (result.broken is None or by < result.broken.by):
            result.broken = duty
        if rule.breach_breaks_stay and state == "unknown":
            result.doubts.append(Reason("duty_not_known", {"duty": rule.duty, "by": by}, rule.head.id))
        known = regime.calendar.known_until
        if rule.unit == "working" and (known is None or by > known):
            result.doubts.append(Reason("holidays_not_known", {"duty": rule.duty, "by": by}, rule.head.id))
    result.duties = tuple(sorted(duties, key=lambda duty: (duty.by, duty.code)))
    return result


def _for_person(regime: Regime, nationality: str, circumstances: Circumstances) -> tuple[DutyRule, ...]:
    """The duties of one person, strongest first; remembered by the regime."""
    key = ("duties", *traits(nationality, circumstances), circumstances.statuses)
    found = regime.memory.get(key)
    if not isinstance(found, tuple):
        rules = [
            rule
            for rule in regime.duties
            if meets(rule.people, nationality, circumstances)
            and not rule.statuses_excepted.intersection(circumstances.statuses)
        ]
        found = tuple(sorted(rules, key=strength, reverse=True))
        remember(regime, key, found)
    return found


def due_day(rule: DutyRule, entered: dt.date, calendar: WorkCalendar) -> dt.date:
    """The last day on which the duty can be done in time."""
    day = entered if rule.clock == "entry_day" else entered + ONE_DAY
    if rule.unit == "calendar":
        by = day + dt.timedelta(days=max(rule.within - 1, 0))
    else:
        remaining = max(rule.within, 1)
        while True:
            if calendar.is_working(day):
                remaining -= 1
                if not remaining:
                    break
            day += ONE_DAY
        by = day
    if rule.free_days:
        by = max(by, entered + dt.timedelta(days=rule.free_days - 1))
    return by


def _state(rule: DutyRule, by: dt.date, on: dt.date, circumstances: Circumstances) -> str:
    if rule.duty == "register" and circumstances.registered_on is not None and circumstances.registered_on <= on:
        return "done" if circumstances.registered_on <= by else "late"
    if rule.duty == "register" and circumstances.registered:
        return "done"
    if on <= by:
        return "open"
    return "missed" if rule.duty == "register" and circumstances.registered is False else "unknown"
