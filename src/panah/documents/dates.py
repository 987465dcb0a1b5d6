"""Dates as documents give them: parts may be unknown, centuries are left out."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(\d{4}|XXXX)-(\d{2}|XX)-(\d{2}|XX)", re.ASCII)

# How far ahead of today a document may expire before its date is taken for one of the century before.
EXPIRY_WINDOW_YEARS = 39
# No document with a zone ended before the first edition of Doc 9303.
FIRST_ZONES = 1980


class NoSuchDateError(ValueError):
    """The date doesn't exist in the calendar."""


class NotADateError(NoSuchDateError):
    """It isn't written as a date."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A Gregorian date of which year, month or day may be unknown (None).

    Raises `NoSuchDateError` for one that can't exist: 31 February, month 13. 29 February needs a leap year only when
    the year is known.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is not None and not 1 <= self.year <= 9999:
            raise NoSuchDateError(f"no year {self.year}")
        if self.month is not None and not 1 <= self.month <= 12:
            raise NoSuchDateError(f"no month {self.month}")
        if self.day is not None and not 1 <= self.day <= self._longest():
            raise NoSuchDateError(f"no day {self.day} in that month")

    def _longest(self) -> int:
        if self.month is None:
            return 31
        return calendar.monthrange(2000 if self.year is None else self.year, self.month)[1]

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The whole date."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From ISO with `XX` for unknown parts (`1974-XX-XX`). Raises `NoSuchDateError`."""
        match = _ISO.fullmatch(text)
        if match is None:
            raise NotADateError("not a date")
        year, month, day = (None if part.startswith("X") else int(part) for part in match.groups())
        return cls(year, month, day)

    def iso(self) -> str:
        """`1974-08-12`, with `XX` for what is unknown (`1974-XX-XX`, `XXXX-08-12`)."""
        year = "XXXX" if self.year is None else f"{self.year:04}"
        month = "XX" if self.month is None else f"{self.month:02}"
        day = "XX" if self.day is None else f"{self.day:02}"
        return f"{year}-{month}-{day}"

    def __str__(self) -> str:
        return self.iso()

    @property
    def known(self) -> bool:
        """Whether year, month and day are all known."""
        return None not in (self.year, self.month, self.day)

    def exact(self) -> date | None:
        """The date, if all of it is known."""
        return self.earliest() if self.known else None

    def earliest(self) -> date:
        """The first day it may be; `date.min` without a year."""
        if self.year is None:
            return date.min
        month = self.month or 1
        if self.month is None and self.day is not None:
            month = next(m for m in range(1, 13) if self.day <= calendar.monthrange(self.year, m)[1])
        return date(self.year, month, self.day or 1)

    def latest(self) -> date:
        """The last day it may be; `date.max` without a year."""
        if self.year is None:
            return date.max
        month = self.month or 12
        if self.month is None and self.day is not None:
            month = next(m for m in range(12, 0, -1) if self.day <= calendar.monthrange(self.year, m)[1])
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def before(self, other: PartialDate | date) -> bool | None:
        """Whether it is earlier than `other`: True or False where certain, None where the unknown parts decide."""
        first, last = _bounds(other)
        if self.latest() < first:
            return True
        return False if self.earliest() >= last else None

    def may_be(self, other: PartialDate | date) -> bool:
        """Whether both may be the same day."""
        if isinstance(other, date):
            other = PartialDate.of(other)
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(a is None or b is None or a == b for a, b in pairs)


def _bounds(when: PartialDate | date) -> tuple[date, date]:
    return (when, when) if isinstance(when, date) else (when.earliest(), when.latest())


def with_century(two_digits: int, month: int | None, day: int | None, *, not_after: date) -> PartialDate:
    """The latest date ending in these two digits of a year that may lie on or before `not_after`.

    Raises `NoSuchDateError` if there is none, as for 29 February 1900.
    """
    year = not_after.year // 100 * 100 + two_digits
    candidate = PartialDate(year, month, day)
    return candidate if candidate.earliest() <= not_after else PartialDate(year - 100, month, day)


def birth_century(
    two_digits: int, month: int | None, day: int | None, *, today: date, expiry: PartialDate | None = None
) -> PartialDate:
    """A date of birth: the latest one that is neither in the future nor after the document's end.

    The zone has two digits of the year and Doc 9303 leaves the century to the reader. A person of over 100 comes out a
    century too young; the printed page of the document tells. Raises `NoSuchDateError`.
    """
    return with_century(two_digits, month, day, not_after=today if expiry is None else min(today, expiry.latest()))


def expiry_century(two_digits: int, month: int | None, day: int | None, *, today: date) -> PartialDate:
    """A date of expiry: at most `EXPIRY_WINDOW_YEARS` ahead of today's year, otherwise the century before; but never
    before `FIRST_ZONES`.

    So `99` read in 2026 is a document that ended in 1999, not one that ends in 2099, and `70` a card for life that ends
    in 2070. Raises `NoSuchDateError`.
    """
    read = with_century(two_digits, month, day, not_after=date(today.year + EXPIRY_WINDOW_YEARS, 12, 31))
    if read.year is None or read.year >= FIRST_ZONES:
        return read
    return PartialDate(read.year + 100, month, day)
