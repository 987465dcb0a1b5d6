"""Dates as lists write them. Each function says which; none guesses between day and month."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from panah.documents import Calendar, NoSuchDateError, PartialDate, SolarHijriDate
from panah.documents.solar_hijri import FIRST_YEAR, LAST_YEAR
from panah.watchlists.entries import Birth

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?", re.ASCII | re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_SLASHED = re.compile(r"\d{1,4}[/\\]\d{1,2}(?:[/\\]\d{1,4})?", re.ASCII)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[\d:.]+)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: at for at, name in enumerate(_SHORT, 1)}
_WORD = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?:(?P<month>[A-Za-z]{3,9})\.?,?\s+)?(?P<year>\d{4})", re.ASCII
)
_WORD_US = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),\s*(?P<year>\d{4})", re.ASCII)
_ABOUT = re.compile(r"^(?:circa|approximately|approx\.?|about|ca?\.|~)\s*", re.IGNORECASE)
_RANGE = re.compile(r"^(?:between\s+)?(.+?)\s+(?:to|and|-|–)\s+(.+)$", re.IGNORECASE)
_LONGEST = 80


class UnreadDateError(ValueError):
    """Not a date; `code` is one of the refusals' codes."""

    def __init__(self, code: str = "bad_date") -> None:
        super().__init__(code)
        self.code = code


def day(text: str) -> dt.date:
    """A whole day: `2015-07-01`, with or without a time and a zone behind it. Raises `UnreadDateError`."""
    match = _DAY.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        raise UnreadDateError
    try:
        return dt.date.fromisoformat(match[1])
    except ValueError as fault:
        raise UnreadDateError from fault


def moment(text: str) -> dt.datetime:
    """A moment in UTC: an ISO date and time; without a zone it is taken for UTC. Raises `UnreadDateError`."""
    try:
        when = dt.datetime.fromisoformat(text.strip()[:_LONGEST])
        return when.replace(tzinfo=dt.UTC) if when.tzinfo is None else when.astimezone(dt.UTC)
    except (ValueError, OverflowError) as fault:
        raise UnreadDateError from fault


@lru_cache(maxsize=65536)
def partial(text: str) -> PartialDate:
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD` (with `XX` or `00` for unknown parts) or `DD.MM.YYYY`; Gregorian.

    Raises `UnreadDateError` with the code that says best what is wrong.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise UnreadDateError
    if dotted := _DOTTED.fullmatch(text):
        year, month, number = dotted[3], dotted[2], dotted[1]
    elif written := _PARTIAL.fullmatch(text):
        year, month, number = written[1], written[2] or "00", written[3] or "00"
    elif _SLASHED.fullmatch(text):
        raise UnreadDateError("slashed_date")
    else:
        raise UnreadDateError("spreadsheet_date" if _SERIAL.fullmatch(text) else "bad_date")
    when = _date(int(year), _number(month), _number(number))
    if when.year is not None and FIRST_YEAR <= when.year <= LAST_YEAR:
        raise UnreadDateError("hijri_date")
    return when


def solar_hijri(text: str) -> Birth:
    """A birth from a Solar Hijri `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: the day, or the days between which it lies.

    Raises `UnreadDateError`.
    """
    match = _PARTIAL.fullmatch(text.strip().replace("/", "-")) if len(text) <= _LONGEST else None
    if match is None:
        raise UnreadDateError
    try:
        when = SolarHijriDate(int(match[1]), _number(match[2] or "00"), _number(match[3] or "00"))
    except NoSuchDateError as fault:
        raise UnreadDateError from fault
    first, last = when.earliest(), when.latest()
    if first == last:
        return Birth(date=PartialDate.of(first), calendar=Calendar.SOLAR_HIJRI, text=text.strip())
    return Birth(
        first=PartialDate.of(first), last=PartialDate.of(last), calendar=Calendar.SOLAR_HIJRI, text=text.strip()
    )


def worded(text: str) -> Birth:
    """A birth as English lists word it: `11 Apr 1963`, `Apr. 1963`, `1963`, `circa 1963`, `1960 to 1962`,
    `March 22, 1963`, `between Aug. 1977 and Sep. 1977`. Raises `UnreadDateError`."""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise UnreadDateError
    plain = _ABOUT.sub("", text)
    about = plain != text
    between = _RANGE.match(plain)
    if between is None:
        return Birth(date=_worded(plain), approximate=about)
    first, last = _worded(_ABOUT.sub("", between[1])), _worded(_ABOUT.sub("", between[2]))
    if last.latest() < first.earliest():
        raise UnreadDateError("bad_range")
    return Birth(first=first, last=last, approximate=about)


def _worded(text: str) -> PartialDate:
    if whole := _PARTIAL.fullmatch(text):
        return _date(int(whole[1]), _number(whole[2] or "00"), _number(whole[3] or "00"))
    match = _WORD_US.fullmatch(text) or _WORD.fullmatch(text)
    if match is None:
        raise UnreadDateError
    name = (match["month"] or "").lower()
    month = _MONTHS.get(name[:3]) if name else None
    if (name and month is None) or (match["day"] and month is None):
        raise UnreadDateError
    return _date(int(match["year"]), month, int(match["day"]) if match["day"] else None)


def _number(text: str) -> int | None:
    return None if text.upper() == "XX" or int(text) == 0 else int(text)


def _date(year: int, month: int | None, number: int | None) -> PartialDate:
    try:
        return PartialDate(year, month, number)
    except NoSuchDateError as fault:
        raise UnreadDateError from fault
