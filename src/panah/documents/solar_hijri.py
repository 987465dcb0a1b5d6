"""The Solar Hijri calendar of Afghan (and Iranian) documents, beside the Gregorian.

The year begins at the March equinox. Leap years follow the 33-year rule: eight in 33 years, those that leave 1, 5, 9,
13, 17, 22, 26 or 30 when divided by 33. Source: K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon,
and Planets 74 (1996). Compared with equinoxes computed astronomically for the meridian of 52.5 degrees, the rule gives
every new year from 1277 to 1502 (1898 to 2123 of the Gregorian) right, and no other years are accepted. The 2,820-year
rule met elsewhere makes 1404 a leap year instead of 1403 and is not used.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from panah.documents.dates import NoSuchDateError, NotADateError, PartialDate

FIRST_YEAR, LAST_YEAR = 1277, 1502
_MONTH_DAYS = (31,) * 6 + (30,) * 5
_REFERENCE = (1403, date(2024, 3, 20))
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ERA_WORDS = frozenset({"ه", "ش", "هش", "هـ", "هجری", "شمسی", "سال", "سنه", "hs", "sh", "h", "ah"})
_FOLD = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": None, "\u200c": None, "\u200d": None})
_LONGEST_TEXT = 60
# For a part that isn't known; the letters look the same on a keyboard that was left on Cyrillic.
_UNKNOWN = frozenset({"xx", "хх"})


class Calendar(StrEnum):
    """The calendar a date was written in."""

    GREGORIAN = "gregorian"
    SOLAR_HIJRI = "solar_hijri"


@dataclass(frozen=True, slots=True)
class SolarHijriDate:
    """A date of the Solar Hijri calendar; month and day may be unknown (None), as on papers that give a year alone.

    Raises `NoSuchDateError` for a date that can't exist or a year outside 1277 to 1502.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise NoSuchDateError(f"year {self.year} is outside {FIRST_YEAR} to {LAST_YEAR}")
        if self.month is None and self.day is not None:
            raise NoSuchDateError("a day without its month")
        if self.month is not None and not 1 <= self.month <= 12:
            raise NoSuchDateError(f"no month {self.month}")
        if self.day is not None and not 1 <= self.day <= month_length(self.year, self.month or 1):
            raise NoSuchDateError(f"no day {self.day} in that month")

    @classmethod
    def of(cls, day: date) -> SolarHijriDate:
        """The Solar Hijri date of a Gregorian day. Raises `NoSuchDateError` outside the range."""
        year = day.year - 621
        if FIRST_YEAR <= year <= LAST_YEAR + 1 and day < new_year(year):
            year -= 1
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise NoSuchDateError("outside the range of this calendar")
        month, left = 1, (day - new_year(year)).days
        while left >= month_length(year, month):
            left -= month_length(year, month)
            month += 1
        return cls(year, month, left + 1)

    def earliest(self) -> date:
        """The first Gregorian day it may be."""
        month = self.month or 1
        before = sum(month_length(self.year, m) for m in range(1, month))
        return new_year(self.year) + timedelta(days=before + (self.day or 1) - 1)

    def latest(self) -> date:
        """The last Gregorian day it may be."""
        month = self.month or 12
        return SolarHijriDate(self.year, month, self.day or month_length(self.year, month)).earliest()

    def to_gregorian(self) -> PartialDate:
        """The Gregorian date, with only those parts that are certain.

        A year alone covers parts of two Gregorian years, so nothing of it is certain; `earliest` and `latest` give its
        bounds.
        """
        first, last = self.earliest(), self.latest()
        if first == last:
            return PartialDate.of(first)
        return PartialDate(first.year) if first.year == last.year else PartialDate()

    def __str__(self) -> str:
        month = "" if self.month is None else f"/{self.month:02}"
        return f"{self.year}{month}" + ("" if self.day is None else f"/{self.day:02}")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands on a paper, beside what it is in the Gregorian calendar."""

    as_written: str
    calendar: Calendar
    gregorian: PartialDate


def is_leap(year: int) -> bool:
    """Whether the Solar Hijri year has 366 days."""
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def month_length(year: int, month: int) -> int:
    """Days in a month of a year."""
    return _MONTH_DAYS[month - 1] if month < 12 else 29 + is_leap(year)


@cache
def new_year(year: int) -> date:
    """The Gregorian day on which the Solar Hijri year begins."""
    known, day = _REFERENCE
    step = 1 if year > known else -1
    between = range(known, year) if step > 0 else range(year, known)
    return day + step * timedelta(days=sum(365 + is_leap(y) for y in between))


@cache
def month_names() -> Mapping[str, tuple[str, ...]]:
    """The twelve names by language: `dari`, `pashto`, `iranian`, `latin`."""
    return MappingProxyType({name: tuple(_data()[name]) for name in ("dari", "pashto", "iranian", "latin")})


def parse_solar_hijri(text: str) -> SolarHijriDate:
    """From `1403/05/12`, `12/05/1403`, `12 Asad 1403`, `۱۲ اسد ۱۴۰۳`, `1403/05`, `1403` or `1403-XX-XX`.

    Digits may be Latin, Arabic-Indic or Persian, month names Dari, Pashto, Iranian or Latin. Raises `NoSuchDateError`.
    """
    return SolarHijriDate(*_parts(text))


def written_date(text: str) -> WrittenDate:
    """A date as keyed from a paper, in either calendar.

    Year first or last, separated by anything, with `XX` or nothing for unknown parts. A year from 1277 to 1502 or a
    month's Solar Hijri name makes it Solar Hijri. The text stays exactly as written. Raises `NoSuchDateError`, and its
    kind `NotADateError` where the text isn't a date at all.
    """
    try:
        gregorian = PartialDate.parse(text.strip())
    except NotADateError:
        year, month, day = _parts(text)
    else:
        if gregorian.year is None or gregorian.year > LAST_YEAR:
            return WrittenDate(text, Calendar.GREGORIAN, gregorian)
        year, month, day = gregorian.year, gregorian.month, gregorian.day
    if FIRST_YEAR <= year <= LAST_YEAR:
        return WrittenDate(text, Calendar.SOLAR_HIJRI, SolarHijriDate(year, month, day).to_gregorian())
    return WrittenDate(text, Calendar.GREGORIAN, PartialDate(year, month, day))


def _parts(text: str) -> tuple[int, int | None, int | None]:
    """Year, month and day. Raises `NotADateError`."""
    if len(text) > _LONGEST_TEXT:
        raise NotADateError("too long for a date")
    tokens = _TOKEN.findall(_digits(text).translate(_FOLD).lower())
    named = [_months()[token] for token in tokens if token in _months()]
    numbers = [token for token in tokens if token.isdecimal() or token in _UNKNOWN]
    words = sum(token in _ERA_WORDS for token in tokens)
    years = [at for at, number in enumerate(numbers) if len(number) == 4]
    rest = [None if number in _UNKNOWN else int(number) for number in numbers if len(number) <= 2]
    if (
        len(named) + len(numbers) + words != len(tokens)
        or len(years) != 1
        or len(rest) + 1 != len(numbers)
        or len(named) > 1
        or len(rest) + len(named) > 2
        or (len(numbers) == 3 and years == [1])
    ):
        raise NotADateError("not a date")
    if years != [0]:
        rest.reverse()
    month, day = (*named, *rest, None, None)[:2]
    return int(numbers[years[0]]), month, day


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


@cache
def _months() -> Mapping[str, int]:
    months = {name.lower().translate(_FOLD): at for names in month_names().values() for at, name in enumerate(names, 1)}
    return MappingProxyType(months | {name.translate(_FOLD): at for name, at in _data()["also"].items()})


@cache
def _data() -> Mapping[str, Mapping[str, int]]:
    text = files(__package__).joinpath("solar_hijri.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
