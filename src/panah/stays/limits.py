"""The arithmetic of limits: how many days are used, and the first day that is one too many."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from panah.stays.ledger import Ledger
from panah.stays.regime import Limit


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit as it applies to one stay.

    `anchor` is the day from which "entry" and "visa" days are counted, and the last lawful day of an "until".
    """

    days: int
    per: str
    window: int
    anchor: int
    counts_from: int = 0
    rule: str = ""

    def first_day(self, day: int) -> int:
        """The first day of the span in which days are counted towards this limit on `day`."""
        if self.per == "rolling":
            low = day - self.window + 1
        elif self.per in ("year", "half_year"):
            low = period_start(day, self.per)
        else:
            low = self.anchor
        return max(low, self.counts_from)

    def used(self, ledger: Ledger, day: int) -> int:
        """Days counted towards this limit on `day`, that day included if present."""
        return ledger.count(self.first_day(day), day)

    def breach(self, ledger: Ledger, start: int, end: int) -> int | None:
        """The first day in start..end, all of them counted days in the ledger, that exceeds the limit."""
        if self.per in ("year", "half_year"):
            return self._breach_by_period(ledger, start, end)
        if self.per == "rolling":
            return self._breach_rolling(ledger, start, end)
        if self.per == "until":
            return max(start, self.anchor + 1) if end > self.anchor else None
        return self._breach_in_span(ledger, self.first_day(start), start, end)

    def _breach_in_span(self, ledger: Ledger, low: int, start: int, end: int) -> int | None:
        if start < low:
            start = low
        day = start + self.days - ledger.count(low, start - 1)
        return max(day, start) if day <= end else None

    def _breach_by_period(self, ledger: Ledger, start: int, end: int) -> int | None:
        while start <= end:
            last = min(end, period_end(start, self.per))
            breach = self._breach_in_span(ledger, self.first_day(start), start, last)
            if breach is not None:
                return breach
            start = last + 1
        return None

    def _breach_rolling(self, ledger: Ledger, start: int, end: int) -> int | None:
        """In an unbroken run of presence the count never falls, so the first day over can be bisected.

        It can't come before the days left on `start` are used, nor later than when the run alone is too long.
        """
        if self.window <= self.days:
            return None
        prior = ledger.count(self.first_day(start), start - 1)
        low = start + max(0, self.days - prior)
        high = min(end, max(start, self.counts_from) + self.days)
        if low > high or ledger.count(self.first_day(high), high) <= self.days:
            return None
        while low < high:
            middle = (low + high) // 2
            if ledger.count(self.first_day(middle), middle) > self.days:
                high = middle
            else:
                low = middle + 1
        return low


def bound_of(limit: Limit, anchor: int, counts_from: int, rule: str) -> Bound:
    """A rule's limit for the stay that began on `anchor`."""
    return Bound(limit.days, limit.per, limit.window, anchor, counts_from, rule)


def period_start(day: int, per: str) -> int:
    """First day of the calendar year or half-year of a day."""
    date = dt.date.fromordinal(day)
    month = 7 if per == "half_year" and date.month > 6 else 1
    return dt.date(date.year, month, 1).toordinal()


def period_end(day: int, per: str) -> int:
    """Last day of the calendar year or half-year of a day."""
    date = dt.date.fromordinal(day)
    if per == "half_year" and date.month <= 6:
        return dt.date(date.year, 6, 30).toordinal()
    return dt.date(date.year, 12, 31).toordinal()
