"""Dates, times, numbers and durations as their readers write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from panah.web import formats, languages

NOON = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "21 Nov 2026, 14:05 (\u2066UTC+5\u2069)"),
        ("ru", "21 нояб. 2026 г., 14:05 (\u2066UTC+5\u2069)"),
        ("kk", "2026 ж. 21 қар., 14:05 (\u2066UTC+5\u2069)"),
    ],
)
def test_a_moment_says_day_time_and_zone(language: str, shown: str) -> None:
    with override(language), timezone.override("Asia/Almaty"):
        text = formats.moment(NOON)
    assert [part for part in shown.replace(",", "").split() if part not in text.replace(",", "")] == []


def test_dari_and_pashto_have_their_digits() -> None:
    with timezone.override("Asia/Kabul"):
        with override("fa-af"):
            assert formats.day(NOON) == "۲۱ نومبر ۲۰۲۶"
            assert formats.clock(NOON) == "۱۳:۳۵"
            assert formats.number(1234567) == "۱٬۲۳۴٬۵۶۷"
            assert "UTC+4:30" in formats.moment(NOON)
        with override("ps"):
            assert formats.number(90) == "۹۰"


def test_the_day_is_the_day_at_the_post() -> None:
    late = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)
    with override("en"), timezone.override("Asia/Almaty"):
        assert formats.day(late) == "22 Nov 2026"
        assert formats.day(date(2026, 11, 21), "long") == "21 November 2026"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3600, "1 h"),
        (7800, "2 h 10 min"),
        (86_400, "1 day"),
        (3 * 86_400 + 4 * 3600 + 59, "3 days 4 h"),
        (-7800, "−2 h 10 min"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(seconds: int, shown: str) -> None:
    with override("en"):
        assert formats.duration(seconds) == shown
        assert formats.duration(timedelta(seconds=seconds)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1974-08-12", "12 Aug 1974"),
        ("1974-XX-XX", "1974 (month and day not known)"),
        ("1974-08-XX", "August 1974 (day not known)"),
        ("XXXX-XX-XX", "not known"),
        ("1974-13-XX", "1974-13-XX"),
        ("1974-02-31", "1974-02-31"),
        ("XXXX-08-12", "XXXX-08-12"),
        ("about 1974", "about 1974"),
        ("", "–"),
        (None, "–"),
        (date(1974, 8, 12), "12 Aug 1974"),
    ],
)
def test_a_date_of_which_parts_are_unknown(value: str | date | None, shown: str) -> None:
    with override("en"):
        assert formats.partial_date(value) == shown


def test_nothing_is_shown_as_a_dash() -> None:
    for write in (
        formats.day,
        formats.clock,
        formats.moment,
        formats.number,
        formats.duration,
        formats.ago,
        formats.percent,
    ):
        assert write(None) == "–"


def test_numbers_and_shares() -> None:
    with override("en"):
        assert formats.number(1284) == "1,284"
        assert formats.number(Decimal("12345.6")) == "12,345.6"
        assert formats.percent(0.25) == "25%"
        assert formats.percent(24 / 5171) == "0.5%", "set aside rarely isn't never"
        assert formats.percent(0) == "0%"
        assert [formats.days_long(1), formats.days_long(90)] == ["1 day", "90 days"]
    with override("ru"):
        assert formats.number(12345.6).replace("\xa0", " ") == "12 345,6"
        assert formats.percent(24 / 5171).replace("\xa0", " ") == "0,5 %"


def test_how_long_ago() -> None:
    with override("en"):
        assert formats.ago(NOON - timedelta(minutes=5), NOON) == "5 minutes ago"
        assert formats.ago(NOON + timedelta(hours=2), NOON) == "in 2 hours"
        assert formats.ago(NOON - timedelta(seconds=10), NOON) == "just now"


@given(
    st.sampled_from([one.code for one in languages.ALL]),
    st.integers(-(10**9), 7 * 10**9).map(lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)),
    st.integers(-(10**9), 10**9),
)
def test_every_language_writes_every_value(code: str, when: datetime, amount: int) -> None:
    with override(code):
        shown = [
            formats.moment(when),
            formats.day(when.date(), "long"),
            formats.number(amount),
            formats.duration(amount),
        ]
        shown += [formats.ago(when, NOON), formats.partial_date(f"{when.year}-{when.month:02}-XX")]
    assert all(text.strip() for text in shown)
    if not languages.get(code).rtl:
        assert str(when.year) in shown[0]
