"""When a person may come back."""

from __future__ import annotations

import datetime as dt

from panah.stays.ground import Ground
from panah.stays.judging import Verdict
from panah.stays.ledger import Interval, Ledger, without
from panah.stays.limits import period_end
from panah.stays.reasons import Ban


def first_day_back(
    verdict: Verdict, ground: Ground, today: int, leave_by: dt.date | None, left_days: int | None, ban: Ban | None
) -> dt.date | None:
    """The first day from which a stay of at least a day is possible; see `Assessment`."""
    if left_days is None:
        return None
    if not verdict.present and left_days > 0:
        return dt.date.fromordinal(today)
    last = today
    if verdict.inside and leave_by is not None:
        last = max(today, leave_by.toordinal())
    earliest = last + 1
    if ban is not None:
        earliest = max(earliest, ban.until.toordinal() + 1)
    day = _first_lawful(_upto(verdict, last), ground, earliest)
    return None if day is None else dt.date.fromordinal(day)


def _upto(verdict: Verdict, last: int) -> Ledger:
    """The days of presence, with the present stay ending on `last`."""
    ledger = verdict.ledger
    kept: list[Interval] = []
    for start, end in zip(ledger.starts, ledger.ends, strict=True):
        if start > last or (not verdict.present and start >= verdict.entered):
            break
        kept.append((start, min(end, last)))
    return Ledger(kept)


def _first_lawful(ledger: Ledger, ground: Ground, earliest: int) -> int | None:
    """While a person stays away, what was used only falls off; each limit names the next day worth trying."""
    day = earliest
    while day <= max(ground.reach, earliest + ground.plan.reach):
        later = _next_try(ledger, ground, day)
        if later == day:
            return day
        if later is None:
            return None
        day = later
    return None


def _next_try(ledger: Ledger, ground: Ground, day: int) -> int | None:
    """`day` itself if entering on it is lawful, else the next day that might be; None if none can be told."""
    if ground.covered and not without((day, day), ground.covered):
        return day
    rule = ground.plan_at(day).rule_on(day, day)
    bounds = ground.bounds(day, day, rule)
    if not bounds and rule is not None and rule.no_limit:
        return day
    if not bounds:
        coming = [turn for turn in ground.plan_at(day).turns if turn > day]
        return min(coming) if coming else None
    later = day
    for bound in bounds:
        if bound.per == "until":
            if day > bound.anchor:
                return None
        elif bound.per in ("year", "half_year"):
            if bound.used(ledger, day) >= bound.days:
                later = max(later, period_end(day, bound.per) + 1)
        elif bound.per == "visa":
            if bound.used(ledger, day) >= bound.days:
                later = max(later, ground.reach + ground.plan.reach + 1)
        elif bound.per == "rolling" and bound.used(ledger, day) >= bound.days:
            low, high = day + 1, day + bound.window
            while low < high:
                middle = (low + high) // 2
                if bound.used(ledger, middle) < bound.days:
                    high = middle
                else:
                    low = middle + 1
            later = max(later, low)
    return later
