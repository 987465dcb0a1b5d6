"""Dates, times, numbers and durations as a reader of the language in use writes them.

Instants are aware datetimes; they are shown in Django's current time zone (the post's) with its offset from UTC, so
that a paper read at another post is not misunderstood. Dari and Pashto get the digits of their script; document
numbers and machine-readable zones are never passed through here. Source of patterns: CLDR, through Babel.
"""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from panah.web.languages import babel_locale

_EASTERN_DIGITS = str.maketrans("0123456789%", "۰۱۲۳۴۵۶۷۸۹٪")
_RARE = 0.1
_PARTIAL = re.compile(r"(?P<year>\d{4}|X{4})-(?P<month>\d\d|XX)-(?P<day>\d\d|XX)", re.ASCII)


def _locale() -> Locale:
    return babel_locale(get_language())


def _digits(text: str) -> str:
    return text.translate(_EASTERN_DIGITS) if _locale().default_numbering_system == "arabext" else text


def number(value: int | float | Decimal | None) -> str:
    """`12345.6` → `12,345.6`; None → an en dash."""
    if value is None:
        return "–"
    return _digits(str(format_decimal(value, locale=_locale(), numbering_system="default")))


def isolated(words: object) -> str:
    """Text of either direction, within a sentence: it doesn't turn round what stands beside it."""
    return f"\u2068{words}\u2069"


def percent(share: float | Decimal | None) -> str:
    """A share of one as a percentage: `0.25` → `25%`; what is rare with a place more, `0.0046` → `0.5%`; None → an en
    dash."""
    if share is None:
        return "–"
    rare = 0 < share < _RARE
    pattern = _locale().percent_formats[None].pattern.replace("0", "0.0") if rare else None
    return _digits(str(format_percent(share, pattern, locale=_locale(), numbering_system="default")))


def day(value: date | datetime | None, style: str = "medium") -> str:
    """A calendar day: `21 Nov 2026`, with `style="long"` `21 November 2026`. An instant gives its day at the post."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = _here(value)
        value = date(value.year, value.month, value.day)
    return _day(value, style, get_language())


@lru_cache(maxsize=4096)
def _day(value: date, style: str, language: str | None) -> str:
    """Kept, since a list says the same few days over and over, and putting one into words takes a while."""
    return _digits(str(format_date(value, style, locale=babel_locale(language))))


def clock(value: datetime | None) -> str:
    """The time of day at the post, 24 hours: `14:05`."""
    if value is None:
        return "–"
    here = _here(value)
    return _digits(f"{here.hour:02}:{here.minute:02}")


def zone(value: datetime | None = None) -> str:
    """The offset of the post's time zone at an instant (default: now): `UTC+5`, `UTC+4:30`."""
    return _zone(_here(value or datetime.now(UTC)).utcoffset() or timedelta())


@lru_cache(maxsize=64)
def _zone(offset: timedelta) -> str:
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    sign = "−" if offset < timedelta() else "+"
    shown = f"{hours}:{minutes:02}" if minutes else str(hours)
    # Isolated, so that the sign stays before its number where one reads from the right.
    return f"\u2066UTC{sign}{shown}\u2069" if hours or minutes else "UTC"


def moment(value: datetime | None) -> str:
    """An instant with day, time and zone: `21 Nov 2026, 14:05 (UTC+5)`."""
    if value is None:
        return "–"
    here = _here(value)
    return gettext("%(day)s, %(time)s (%(zone)s)") % {"day": day(here), "time": clock(here), "zone": zone(here)}


def duration(value: timedelta | int | float | None) -> str:
    """A length of time (timedelta or seconds) in its two largest units: `2 h 10 min`, `3 days 4 h`, `40 s`."""
    if value is None:
        return "–"
    seconds = int(value.total_seconds() if isinstance(value, timedelta) else value)
    if seconds < 0:
        return "−" + duration(-seconds)
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, left = divmod(rest, 60)
    if days:
        parts = [days_long(days), gettext("%(hours)s h") % {"hours": number(hours)} if hours else ""]
    elif hours:
        parts = [
            gettext("%(hours)s h") % {"hours": number(hours)},
            gettext("%(minutes)s min") % {"minutes": number(minutes)} if minutes else "",
        ]
    elif minutes:
        parts = [gettext("%(minutes)s min") % {"minutes": number(minutes)}]
    else:
        parts = [gettext("%(seconds)s s") % {"seconds": number(left)}]
    return " ".join(part for part in parts if part)


def days_long(count: int) -> str:
    """`1 day`, `90 days`."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": number(count)}


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long since an instant, or until it: `5 minutes ago`, `in 2 hours`. `now` defaults to the clock's."""
    if value is None:
        return "–"
    gap = value - (now or datetime.now(UTC))
    if abs(gap) < timedelta(seconds=45):
        return gettext("just now")
    return _digits(str(format_timedelta(gap, add_direction=True, locale=_locale())))


def partial_date(value: str | date | None) -> str:
    """A date of which parts may be unknown: `1974-XX-XX` → `1974 (month and day not known)`. Other text stays."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return day(value)
    found = _PARTIAL.fullmatch(value)
    if found is None:
        return value
    year, month, of_month = found["year"], found["month"], found["day"]
    if "X" not in value:
        try:
            return day(date.fromisoformat(value))
        except ValueError:
            return value
    if "X" in year:
        return gettext("not known") if (month, of_month) == ("XX", "XX") else value
    if "X" in month:
        return gettext("%(year)s (month and day not known)") % {"year": _digits(year)}
    if not 1 <= int(month) <= 12:
        return value
    shown = _digits(str(format_date(date(int(year), int(month), 1), "LLLL y", locale=_locale())))
    return gettext("%(month)s (day not known)") % {"month": shown}


def beside(shown: str, written: str) -> str:
    """What is shown, and after it how the paper has it, where that is something else: `not known (1369-XX-XX)`."""
    return f"{shown} ({isolated(written)})" if written else shown


def _here(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
