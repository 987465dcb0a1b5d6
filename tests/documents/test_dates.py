"""Dates with unknown parts, and the centuries that documents leave out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.documents import NoSuchDateError, NotADateError, PartialDate
from panah.documents.dates import EXPIRY_WINDOW_YEARS, FIRST_ZONES, birth_century, expiry_century

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def partial(draw: st.DrawFn) -> tuple[date, PartialDate]:
    """A day and what a document may say of it."""
    day = draw(days)
    hide = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    parts = (None if hidden else part for hidden, part in zip(hide, (day.year, day.month, day.day), strict=True))
    return day, PartialDate(*parts)


@given(partial())
def test_the_day_lies_between_its_bounds(case: tuple[date, PartialDate]) -> None:
    day, when = case
    assert when.earliest() <= day <= when.latest()
    assert when.may_be(day)
    assert when.known == (when.exact() is not None)


@given(partial())
def test_text_and_back(case: tuple[date, PartialDate]) -> None:
    assert PartialDate.parse(case[1].iso()) == case[1]


@given(partial(), partial())
def test_comparison_is_certain_or_silent(a: tuple[date, PartialDate], b: tuple[date, PartialDate]) -> None:
    answer = a[1].before(b[1])
    if answer is not None:
        assert answer == (a[0] < b[0])
    if a[1].known and b[1].known:
        assert answer is not None
    if not a[1].may_be(b[1]):
        assert a[0] != b[0]


@pytest.mark.parametrize("text", ["2023-02-31", "2023-02-29", "2023-13-01", "2023-00-01", "2023-01-00", "0000-01-01"])
def test_dates_that_do_not_exist(text: str) -> None:
    with pytest.raises(NoSuchDateError):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["", "1974", "1974-8-12", "74-08-12", "１９７４-08-12", "1974-08-12 ", "X974-08-12"])
def test_text_that_is_no_date(text: str) -> None:
    with pytest.raises(NotADateError):
        PartialDate.parse(text)


def test_29_february_may_be_without_a_year_only() -> None:
    assert PartialDate(None, 2, 29).iso() == "XXXX-02-29"
    assert PartialDate(2000, None, 31).earliest() == date(2000, 1, 31)
    assert PartialDate(2000, None, 31).latest() == date(2000, 12, 31)
    with pytest.raises(NoSuchDateError):
        PartialDate(2001, 2, 29)


@given(days, st.dates(date(2000, 1, 1), date(2069, 12, 31)))
def test_nobody_is_born_in_the_future_nor_read_as_older_than_a_hundred(born: date, today: date) -> None:
    try:
        read = birth_century(born.year % 100, born.month, born.day, today=today)
    except NoSuchDateError:
        assert (born.month, born.day, born.year % 100) == (2, 29, 0)
        return
    assert read.earliest() <= today
    assert today.year - read.earliest().year <= 100
    if born <= today and today.year - born.year < 100:
        assert read.exact() == born


def test_birth_lies_before_the_end_of_the_document() -> None:
    """A document that ended in 1996 wasn't given to somebody born in 2010."""
    today, ended = date(2026, 11, 21), PartialDate(1996, 12, 10)
    assert birth_century(10, 5, 1, today=today, expiry=ended).iso() == "1910-05-01"
    assert birth_century(10, 5, 1, today=today).iso() == "2010-05-01"


@given(days, st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_no_document_runs_beyond_the_window(expiry: date, today: date) -> None:
    try:
        read = expiry_century(expiry.year % 100, expiry.month, expiry.day, today=today)
    except NoSuchDateError:
        return
    year, last = read.earliest().year, today.year + EXPIRY_WINDOW_YEARS
    assert year >= FIRST_ZONES
    assert last - 100 < year <= last or year - 100 < FIRST_ZONES


def test_99_is_the_past() -> None:
    assert expiry_century(99, 12, 31, today=date(2026, 11, 21)).iso() == "1999-12-31"


def test_a_card_for_life_ends_in_its_own_century() -> None:
    today = date(2026, 11, 21)
    assert expiry_century(70, 1, 1, today=today).iso() == "2070-01-01"
    assert expiry_century(79, 12, 31, today=today).iso() == "2079-12-31"
    assert expiry_century(80, 1, 1, today=today).iso() == "1980-01-01"
