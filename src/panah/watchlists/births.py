"""Which of several listed births comes nearest to somebody's, as the one date that comparing takes."""

from __future__ import annotations

from collections.abc import Iterable

from panah.documents import PartialDate
from panah.names import DateLike
from panah.watchlists.entries import Birth
from panah.watchlists.screening_rules import rules


def years_of(listed: Birth) -> tuple[int, int] | None:
    """First and last year it may be, with what "about" allows, or None when no year is known."""
    years = listed.years()
    about = rules().about_years if listed.approximate else 0
    return None if years is None else (years[0] - about, years[1] + about)


def nearest(birth: DateLike | None, births: Iterable[Birth]) -> DateLike | None:
    """The listed date that agrees best with `birth`; of a span of years, or of "about" one, the year asked for if it is
    within, else the end that is nearer. None if nothing is listed."""
    if birth is None or birth.year is None:
        return None
    dates = [date for listed in births if (date := _date(birth.year, listed)) is not None]
    return min(dates, key=lambda date: _apart(birth, date), default=None)


def _date(year: int, listed: Birth) -> PartialDate | None:
    if listed.date is not None and not listed.approximate:
        return listed.date if listed.date.year is not None else None
    years = years_of(listed)
    if years is None:
        return None
    if listed.date is not None and listed.date.year == year:
        return listed.date
    return PartialDate(min(max(year, years[0]), years[1]))


def _apart(birth: DateLike, date: PartialDate) -> tuple[int, int]:
    """Years, then how the day agrees: the same, possible, swapped, another."""
    assert birth.year is not None
    assert date.year is not None
    mine, theirs = (birth.month, birth.day), (date.month, date.day)
    if mine == theirs:
        day = 0
    elif None in mine or None in theirs:
        day = 1 if all(a is None or b is None or a == b for a, b in zip(mine, theirs, strict=True)) else 3
    else:
        day = 2 if mine == theirs[::-1] else 3
    return abs(birth.year - date.year), day
