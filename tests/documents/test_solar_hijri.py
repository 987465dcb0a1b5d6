"""Solar Hijri dates beside Gregorian ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.documents import Calendar, NoSuchDateError, NotADateError, SolarHijriDate, parse_solar_hijri, written_date
from panah.documents.solar_hijri import FIRST_YEAR, LAST_YEAR, is_leap, month_length, month_names, new_year

# Published new years: official calendars of Iran and Afghanistan.
NEW_YEARS = {
    1300: date(1921, 3, 21),
    1304: date(1925, 3, 21),
    1357: date(1978, 3, 21),
    1375: date(1996, 3, 20),
    1399: date(2020, 3, 20),
    1400: date(2021, 3, 21),
    1403: date(2024, 3, 20),
    1404: date(2025, 3, 21),
    1405: date(2026, 3, 21),
    1408: date(2029, 3, 20),
    1409: date(2030, 3, 21),
}


@pytest.mark.parametrize("year", NEW_YEARS)
def test_published_new_years(year: int) -> None:
    assert new_year(year) == NEW_YEARS[year]
    assert SolarHijriDate.of(NEW_YEARS[year]) == SolarHijriDate(year, 1, 1)


def test_leap_years_of_our_time() -> None:
    assert [year for year in range(1370, 1413) if is_leap(year)] == [
        1370,
        1375,
        1379,
        1383,
        1387,
        1391,
        1395,
        1399,
        1403,
        1408,
        1412,
    ]


def test_a_day_everybody_knows() -> None:
    """28 Asad 1298, the independence of Afghanistan."""
    assert SolarHijriDate(1298, 5, 28).to_gregorian().iso() == "1919-08-20"
    assert SolarHijriDate.of(date(1919, 8, 19)) == SolarHijriDate(1298, 5, 27)


@given(st.dates(new_year(FIRST_YEAR), new_year(LAST_YEAR) + timedelta(days=364)))
def test_there_and_back(day: date) -> None:
    there = SolarHijriDate.of(day)
    assert there.to_gregorian().exact() == day
    assert parse_solar_hijri(str(there)) == there


def test_the_years_follow_each_other_without_gap() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR):
        days = sum(month_length(year, month) for month in range(1, 13))
        assert new_year(year) + timedelta(days=days) == new_year(year + 1)


@pytest.mark.parametrize(
    "text",
    [
        "1403/05/12",
        "1403-5-12",
        "12/05/1403",
        "۱۴۰۳/۰۵/۱۲",
        "١٤٠٣/٠٥/١٢",
        "12 Asad 1403",
        "۱۲ اسد ۱۴۰۳",
        "۱۴۰۳ اسد ۱۲",
        "۱۲ زمری ۱۴۰۳",
        "۱۲ مرداد ۱۴۰۳ ه.ش",
    ],
)
def test_ways_to_write_a_date(text: str) -> None:
    assert parse_solar_hijri(text) == SolarHijriDate(1403, 5, 12)


@pytest.mark.parametrize("text", ["1403/13/01", "1402/12/30", "1403/07/31", "1276/01/01", "2024/03/20", "1403/01/00"])
def test_dates_that_do_not_exist(text: str) -> None:
    with pytest.raises(NoSuchDateError):
        parse_solar_hijri(text)


@pytest.mark.parametrize(
    "text", ["", "Asad", "12 Asad", "1403 1404", "5/1403/6", "12 August 1403", "1403/5/12/1", "9" * 500]
)
def test_text_that_is_no_date(text: str) -> None:
    with pytest.raises(NotADateError):
        parse_solar_hijri(text)


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        written = written_date(text)
    except NoSuchDateError:
        return
    assert written.as_written == text


def test_only_what_is_certain_becomes_gregorian() -> None:
    assert parse_solar_hijri("1353/05").to_gregorian().iso() == "1974-XX-XX"
    year = parse_solar_hijri("1353")
    assert year.to_gregorian().iso() == "XXXX-XX-XX"
    assert (year.earliest(), year.latest()) == (date(1974, 3, 21), date(1975, 3, 20))
    assert parse_solar_hijri("1353-XX-XX") == parse_solar_hijri("XX/XX/1353") == year


@pytest.mark.parametrize(
    ("text", "calendar", "iso"),
    [
        ("1974-08-12", Calendar.GREGORIAN, "1974-08-12"),
        ("1974-XX-XX", Calendar.GREGORIAN, "1974-XX-XX"),
        ("12.08.1974", Calendar.GREGORIAN, "1974-08-12"),
        ("1974", Calendar.GREGORIAN, "1974-XX-XX"),
        ("1403-05-12", Calendar.SOLAR_HIJRI, "2024-08-02"),
        ("۱۲ اسد ۱۴۰۳", Calendar.SOLAR_HIJRI, "2024-08-02"),
        ("1369-XX-XX", Calendar.SOLAR_HIJRI, "XXXX-XX-XX"),
        ("1353/05/XX", Calendar.SOLAR_HIJRI, "1974-XX-XX"),
        ("XX Asad 1353", Calendar.SOLAR_HIJRI, "1974-XX-XX"),
        ("xx.08.1974", Calendar.GREGORIAN, "1974-08-XX"),
        ("12.ХХ.1974", Calendar.GREGORIAN, "1974-XX-12"),
    ],
)
def test_the_year_tells_the_calendar(text: str, calendar: Calendar, iso: str) -> None:
    written = written_date(text)
    assert (written.as_written, written.calendar, written.gregorian.iso()) == (text, calendar, iso)


def test_month_names_are_complete_and_mean_one_month_each() -> None:
    for language, names in month_names().items():
        assert len(set(names)) == 12, language
        for month, name in enumerate(names, 1):
            assert parse_solar_hijri(f"10 {name} 1400") == SolarHijriDate(1400, month, 10)
