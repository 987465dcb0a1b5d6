"""Times of procedures: the last day of a time that began on some day, after the law of the country."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from panah.safeguards.procedures.kinds import Clock, Taken

_WORKING_DAYS = 5


def last_day(since: dt.date, days: int, unit: str) -> dt.date:
    """The last day of so many days or months; the day itself isn't counted.

    A month ends on the day of the same number, or on its last. What lies beyond the last day there is, ends then.
    """
    try:
        if unit == "months":
            year, month = divmod(since.month - 1 + days, 12)
            year, month = since.year + year, month + 1
            return dt.date(year, month, min(since.day, calendar.monthrange(year, month)[1]))
        if unit == "working":
            return _working(since, days)
        return since + dt.timedelta(days=days)
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return dt.date.max


def day(text: str) -> dt.date | None:
    """A date from ISO form; None where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def ends(clock: Clock, since: Taken) -> dt.date:
    """The last day of a clock that a step set going; a date in its own field counts instead."""
    said = day(since.values.get(clock.field, "")) if clock.field else None
    return said or last_day(since.on, clock.days, clock.unit)


def waits_until(clock: Clock, since: Taken) -> dt.date:
    """The last day of a waiting time: what was written down may lengthen it, never shorten it."""
    return max(ends(clock, since), last_day(since.on, clock.days, clock.unit))


def of_country(clock: Clock, lengths: Mapping[str, Clock], name: str) -> Clock:
    """The clock as a country's law has it for what is called so: another length, and perhaps from another step on."""
    law = lengths.get(name)
    if law is None:
        return clock
    return replace(clock, since=law.since or clock.since, days=law.days, unit=law.unit, source=law.source)


def _working(since: dt.date, days: int) -> dt.date:
    found = since
    for _ in range(days):
        found += dt.timedelta(days=1)
        while found.weekday() >= _WORKING_DAYS:
            found += dt.timedelta(days=1)
    return found
