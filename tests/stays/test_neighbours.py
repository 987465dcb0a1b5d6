"""What the packs say to people of the region and of the world, in examples that can be checked by hand."""

from __future__ import annotations

import pytest

from panah.stays import Circumstances, assess, load_regime
from tests.stays.helpers import day, history

FIVE = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
ON = "2026-02-02"
"""A Monday without a holiday near."""

# Into which country, whose national, days per entry, days in how many (0: no such limit).
PAIRS = [
    ("KAZ", "KGZ", 90, 180),
    ("KAZ", "TJK", 30, 180),
    ("KAZ", "UZB", 30, 180),
    ("KGZ", "KAZ", 90, 180),
    ("KGZ", "TJK", 60, 120),
    ("KGZ", "UZB", 60, 120),
    ("TJK", "KAZ", 90, 0),
    ("TJK", "KGZ", 90, 0),
    ("TJK", "UZB", 30, 0),
    ("UZB", "KAZ", 30, 180),
    ("UZB", "KGZ", 60, 0),
    ("UZB", "TJK", 30, 0),
]


@pytest.mark.parametrize(("country", "nationality", "days", "window"), PAIRS)
def test_every_pair_of_neighbours(country: str, nationality: str, days: int, window: int) -> None:
    answer = assess(load_regime(country), nationality, history(ON), day(ON))
    assert answer.days_left == days - 1
    windows = {reason.params["window"] for reason in answer.why if "window" in reason.params}
    assert windows == ({window} if window else set())
    assert {head.confidence for head in answer.rules} <= {"reported", "official"}


@pytest.mark.parametrize("country", FIVE)
def test_turkmenistan_and_its_neighbours_ask_each_other_for_visas(country: str) -> None:
    other = "UZB" if country == "TKM" else "TKM"
    answer = assess(load_regime(country), other, history(ON), day(ON))
    if country != other:
        assert "visa_not_shown" in {doubt.code for doubt in answer.doubts}


@pytest.mark.parametrize(
    ("country", "nationality", "by"),
    [
        ("KAZ", "KGZ", "2026-03-03"),
        ("KAZ", "TJK", "2026-03-03"),
        ("KAZ", "UZB", "2026-03-03"),
        ("KGZ", "KAZ", "2026-03-03"),
        ("KGZ", "TJK", "2026-04-02"),
        ("KGZ", "UZB", "2026-02-09"),
        ("TJK", "KAZ", "2026-03-03"),
        ("TJK", "KGZ", "2026-04-02"),
        ("TJK", "UZB", "2026-02-16"),
        ("TKM", "UZB", "2026-02-05"),
        ("UZB", "KAZ", "2026-03-03"),
        ("UZB", "KGZ", "2026-02-05"),
        ("UZB", "TJK", "2026-02-16"),
        ("UZB", "AZE", "2026-02-16"),
        ("UZB", "RUS", "2026-02-16"),
        ("TJK", "IRN", "2026-03-03"),
    ],
)
def test_by_when_neighbours_register(country: str, nationality: str, by: str) -> None:
    """Entered on Monday 2 February: 30 free days end on 3 March, 60 on 2 April; 5 working days on the 9th."""
    answer = assess(load_regime(country), nationality, history(ON), day(ON))
    assert next(duty.by for duty in answer.duties if duty.code == "register") == day(by)


@pytest.mark.parametrize(
    ("country", "nationality", "entered", "leave_by"),
    [
        # China: fourteen days from July 2022, thirty by the agreement; in Uzbekistan seven, then thirty.
        ("KAZ", "CHN", "2023-11-09", "2023-11-22"),
        ("KAZ", "CHN", "2023-11-10", "2023-12-09"),
        ("UZB", "CHN", "2025-05-31", "2025-06-06"),
        ("UZB", "CHN", "2025-06-01", "2025-06-30"),
        ("KAZ", "IND", "2026-02-02", "2026-02-15"),
        ("KAZ", "TUR", "2025-09-07", "2025-10-06"),
        ("KAZ", "TUR", "2025-09-08", "2025-12-06"),
        ("KAZ", "MDV", "2026-02-02", "2026-03-03"),
        ("KAZ", "KNA", "2026-02-02", "2026-05-02"),
        ("KGZ", "UZB", "2023-10-27", "2023-12-25"),
        ("KGZ", "ALB", "2026-01-04", "2026-02-02"),
        ("KGZ", "MYS", "2026-02-02", "2026-03-03"),
        ("TJK", "DOM", "2022-01-01", "2022-01-30"),
        ("TJK", "MNG", "2024-05-01", "2024-05-30"),
        ("TJK", "UZB", "2018-03-19", "2018-04-17"),
        ("UZB", "FRA", "2019-02-01", "2019-03-02"),
        ("UZB", "JAM", "2020-01-01", "2020-01-30"),
        ("UZB", "KWT", "2025-06-01", "2025-06-30"),
        ("UZB", "SAU", "2025-10-21", "2025-11-19"),
        ("UZB", "USA", "2026-01-01", "2026-01-30"),
        ("UZB", "KAZ", "2024-04-14", "2024-05-13"),
    ],
)
def test_last_day_by_day_of_entry(country: str, nationality: str, entered: str, leave_by: str) -> None:
    answer = assess(load_regime(country), nationality, history(entered), day(entered))
    assert answer.leave_by == day(leave_by)


@pytest.mark.parametrize(
    ("country", "nationality", "entered"),
    [
        ("KAZ", "CHN", "2022-07-06"),
        ("TJK", "GBR", "2026-02-02"),
        ("TJK", "ISR", "2026-02-02"),
        ("TJK", "VNM", "2026-02-02"),
        ("TJK", "MNG", "2024-04-30"),
        ("UZB", "SAU", "2025-10-20"),
        ("UZB", "USA", "2025-12-31"),
        ("UZB", "THA", "2026-02-02"),
        ("KGZ", "CHL", "2019-04-08"),
        ("KGZ", "MEX", "2021-07-31"),
    ],
)
def test_who_needed_a_visa_on_that_day(country: str, nationality: str, entered: str) -> None:
    answer = assess(load_regime(country), nationality, history(entered), day(entered))
    assert "visa_not_shown" in {doubt.code for doubt in answer.doubts}


def test_uzbekistan_counts_no_days_for_russia_and_did_not_for_kazakhstan() -> None:
    uzbekistan = load_regime("UZB")
    assert assess(uzbekistan, "RUS", history("2025-01-01"), day(ON)).days_left is None
    stayed = assess(uzbekistan, "KAZ", history("2024-01-01"), day("2024-12-31"))
    assert (stayed.days_left, stayed.overstay_days, stayed.doubts) == (None, 0, ())


def test_people_of_55_and_older_come_to_tajikistan_for_fourteen_days() -> None:
    tajikistan = load_regime("TJK")
    for age, days_left in ((54, 0), (55, 13)):
        answer = assess(tajikistan, "CHN", history(ON), day(ON), Circumstances(age=age))
        assert answer.days_left == days_left


@pytest.mark.parametrize(
    ("country", "nationality", "days"),
    [
        ("KAZ", "TKM", 5),
        ("TKM", "KAZ", 5),
        ("TKM", "UZB", 15),
        ("UZB", "TKM", 15),
        ("UZB", "AFG", 15),
        ("KAZ", "CHN", 30),
    ],
)
def test_border_zones_in_force(country: str, nationality: str, days: int) -> None:
    living_there = Circumstances(border_resident=True)
    answer = assess(load_regime(country), nationality, history(ON), day(ON), living_there)
    assert answer.days_left == days - 1


@pytest.mark.parametrize(
    ("country", "nationality", "days"),
    [
        ("KAZ", "TKM", 30),
        ("TKM", "KAZ", 30),
        ("TKM", "KGZ", 30),
        ("KGZ", "TKM", 30),
        ("KGZ", "IRN", 30),
        ("KGZ", "IND", 90),
    ],
)
def test_diplomatic_and_service_passports(country: str, nationality: str, days: int) -> None:
    for document in ("diplomatic", "service"):
        answer = assess(load_regime(country), nationality, history(ON), day(ON), Circumstances(document=document))
        assert answer.days_left == days - 1
    assert assess(load_regime(country), nationality, history(ON), day(ON)).days_left in (0, None)


@pytest.mark.parametrize(
    ("country", "rule", "states"),
    [
        ("KAZ", "kz-visa-free-2023", 7 + 54 + 2),
        ("KGZ", "kg-visa-free-2026", 55),
        ("TJK", "tj-visa-free-2022", 52),
        ("TJK", "tj-visa-free-2024", 24),
        ("TJK", "tj-fifty-five", 16),
        ("UZB", "uz-visa-free-2018", 7),
        ("UZB", "uz-visa-free", 45 + 2),
        ("UZB", "uz-visa-free-2020", 20),
    ],
)
def test_lists_are_as_long_as_their_instruments_say(country: str, rule: str, states: int) -> None:
    found = next(each for each in load_regime(country).stays if each.head.id == rule)
    assert len(found.people.nationalities) == states


@pytest.mark.parametrize("country", FIVE)
def test_every_calendar_says_where_its_days_are_from(country: str) -> None:
    source = load_regime(country).calendar.source
    assert source is not None
    assert source.url.startswith("http")


@pytest.mark.parametrize(
    ("country", "entered", "duty", "by"),
    [
        # Kurban Ait on Wednesday the 27th: 28, 29 May and Monday 1 June are the three working days.
        ("KAZ", "2026-05-26", "host_notice", "2026-06-01"),
        # 9 May is a Saturday, so Monday is off: 12, 13, 14 May.
        ("KAZ", "2026-05-08", "host_notice", "2026-05-14"),
        # From the 1st to the 9th of May everything is closed: 11 to 15 May.
        ("KGZ", "2026-04-30", "register", "2026-05-15"),
        # The 20th to the 29th of March are days off: from Monday the 30th to Friday 10 April.
        ("TJK", "2026-03-19", "register", "2026-04-10"),
        # Monday 9 June 2025 is off after Kurban Bayram.
        ("TKM", "2025-06-05", "register", "2025-06-12"),
        # Ramazon hayit on a Sunday moves to Monday: 1, 2, 3 April.
        ("UZB", "2025-03-28", "register", "2025-04-03"),
    ],
)
def test_days_off_postpone_a_duty(country: str, entered: str, duty: str, by: str) -> None:
    answer = assess(load_regime(country), "AFG", history(entered), day(entered))
    assert next(each.by for each in answer.duties if each.code == duty) == day(by)
