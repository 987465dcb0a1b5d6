"""Missing, repeated and unordered crossings: what is proven counts, the rest is a doubt."""

from __future__ import annotations

import datetime as dt
from itertools import combinations_with_replacement, permutations, product

import pytest

from panah.stays import (
    Assessment,
    Circumstances,
    Crossing,
    Pause,
    Reason,
    StayInputError,
    Visa,
    assess,
    load_regime,
)
from panah.stays.history import MAX_CROSSINGS, read_history
from panah.stays.values import Direction
from tests.stays.helpers import day, history, limited

SCHENGEN = load_regime("schengen")


def doubt(answer: Assessment, code: str) -> Reason:
    """The one doubt of this code."""
    found = [one for one in answer.doubts if one.code == code]
    assert len(found) == 1, answer.doubts
    return found[0]


def test_a_missed_exit_counts_the_day_of_entry_and_says_what_else_is_possible() -> None:
    crossings = [Crossing(day("2024-01-01"), "entry"), Crossing(day("2024-06-01"), "entry")]
    answer = assess(SCHENGEN, "UZB", crossings, day("2024-06-10"))
    assert (answer.overstay_days, answer.irregular_since) == (0, None)
    assert answer.days_used == 11
    assert doubt(answer, "missed_exit").params == {
        "entry": day("2024-01-01"),
        "next_entry": day("2024-06-01"),
        "days_counted": 1,
        "days_possible": 153,
    }
    assert doubt(answer, "could_be_more").params == {"days_used": 162, "days_left": 0, "overstay_days": 10}


def test_a_missed_entry_counts_the_day_of_exit() -> None:
    crossings = [*history("2024-01-01", "2024-01-05"), Crossing(day("2024-03-01"), "exit")]
    answer = assess(SCHENGEN, "UZB", crossings, day("2024-03-02"))
    assert answer.days_used == 6
    assert doubt(answer, "missed_entry").params["days_possible"] == 57
    assert doubt(answer, "could_be_more").params["days_used"] == 61


def test_a_history_that_begins_with_an_exit_has_an_unknown_beginning() -> None:
    answer = assess(SCHENGEN, "UZB", [Crossing(day("2024-03-01"), "exit")], day("2024-03-02"))
    assert answer.days_used == 1
    assert doubt(answer, "missed_entry").params == {
        "exit": day("2024-03-01"),
        "previous_exit": None,
        "days_counted": 1,
        "days_possible": None,
    }


def test_an_overstay_that_rests_on_a_missing_exit_says_so() -> None:
    answer = assess(SCHENGEN, "UZB", history("2024-01-01"), day("2024-06-01"))
    assert answer.overstay_days == 63
    assert doubt(answer, "exit_not_seen").params == {"entry": day("2024-01-01"), "on": day("2024-06-01")}


def test_the_same_crossing_recorded_twice_is_one() -> None:
    crossings = [*history("2024-01-01", "2024-01-05"), Crossing(day("2024-01-01"), "entry")]
    answer = assess(SCHENGEN, "UZB", crossings, day("2024-01-06"))
    assert answer.days_used == 5
    assert doubt(answer, "repeated_crossing").params == {"date": day("2024-01-01"), "direction": "entry"}


def test_crossings_after_the_day_are_left_out_and_mentioned() -> None:
    answer = assess(SCHENGEN, "UZB", history("2024-01-01", "2024-01-05", "2024-02-01"), day("2024-01-03"))
    assert (answer.inside, answer.days_used) == (True, 3)
    assert answer.why[-1].code == "later_crossings_left_out"
    assert answer.why[-1].params["count"] == 2


def test_times_order_crossings_of_a_day() -> None:
    at = dt.datetime(2024, 1, 5, 9, tzinfo=dt.UTC)
    crossings = [
        Crossing(day("2024-01-01"), "entry"),
        Crossing(at.replace(hour=18), "entry"),
        Crossing(at, "exit"),
    ]
    answer = assess(SCHENGEN, "UZB", crossings, day("2024-01-10"))
    assert (answer.inside, answer.days_used, answer.doubts) == (True, 10, ())


def test_without_times_crossings_of_a_day_alternate() -> None:
    inside_before = [*history("2024-01-01"), *history("2024-01-05", "2024-01-05")]
    assert assess(SCHENGEN, "UZB", inside_before, day("2024-01-05")).inside
    outside_before = history("2024-01-05", "2024-01-05")[::-1]
    assert not assess(SCHENGEN, "UZB", outside_before, day("2024-01-05")).inside


def test_no_other_order_of_a_day_leaves_fewer_crossings_missing() -> None:
    """Every history of three days with up to two crossings each, beside every order that times could give it."""
    days = [day(text) for text in ("2024-01-01", "2024-01-04", "2024-01-07")]
    on = day("2024-02-01").toordinal()
    ways_of_a_day: list[Direction] = ["entry", "exit"]
    some = [one for count in range(3) for one in combinations_with_replacement(ways_of_a_day, count)]
    for told in product(some, repeat=3):
        untimed = [Crossing(date, way) for date, ways in zip(days, told, strict=True) for way in ways]
        orders = [
            [
                Crossing(dt.datetime.combine(date, dt.time(hour)), way)
                for date, ways in zip(days, order, strict=True)
                for hour, way in enumerate(ways)
            ]
            for order in product(*(set(permutations(ways)) for ways in told))
        ]
        fewest = min(len(read_history(order, on).doubts) for order in orders)
        assert len(read_history(untimed, on).doubts) == fewest


def test_a_day_with_exit_and_new_entry_starts_a_new_count_per_entry() -> None:
    regime = limited({"days": 5, "per": "entry"})
    answer = assess(regime, "UZB", history("2024-01-01", "2024-01-04", "2024-01-04"), day("2024-01-06"))
    assert (answer.days_used, answer.leave_by) == (3, day("2024-01-08"))


def test_nobody_is_asked_about_without_crossings() -> None:
    answer = assess(SCHENGEN, "UZB", [], day("2024-01-01"))
    assert (answer.inside, answer.days_used, answer.days_left) == (False, 0, 90)
    assert answer.leave_by == day("2024-03-30")
    assert answer.first_day_back == day("2024-01-01")


@pytest.mark.parametrize("text", ["1899-12-31", "2201-01-01"])
def test_dates_far_out_of_range_are_refused(text: str) -> None:
    with pytest.raises(StayInputError, match="outside 1900"):
        assess(SCHENGEN, "UZB", history(text), day("2024-01-01"))
    with pytest.raises(StayInputError, match="outside 1900"):
        assess(SCHENGEN, "UZB", [], day(text))


def test_a_history_of_impossible_length_is_refused() -> None:
    crossings = [Crossing(day("2024-01-01"), "entry")] * (MAX_CROSSINGS + 1)
    with pytest.raises(StayInputError, match="too long"):
        assess(SCHENGEN, "UZB", crossings, day("2024-01-01"))


def test_a_daily_commuter_of_many_years_is_assessed() -> None:
    start = day("1960-01-01").toordinal()
    crossings = []
    for number in range(MAX_CROSSINGS // 2):
        crossings += [
            Crossing(dt.date.fromordinal(start + number), "entry"),
            Crossing(dt.date.fromordinal(start + number), "exit"),
        ]
    on = dt.date.fromordinal(start + MAX_CROSSINGS // 2)
    answer = assess(limited({"days": 200, "per": "rolling", "window": 365}), "UZB", crossings, on)
    assert (answer.days_used, answer.days_left) == (364, 0)
    assert len(answer.past_overstays) == MAX_CROSSINGS // 2 - 200


def test_a_long_history_with_visa_and_pauses_is_assessed() -> None:
    start = day("1960-01-01").toordinal()
    crossings = []
    for number in range(MAX_CROSSINGS // 2):
        crossings += [
            Crossing(dt.date.fromordinal(start + number), "entry"),
            Crossing(dt.date.fromordinal(start + number), "exit"),
        ]
    known = Circumstances(
        visa=Visa(day("1960-01-01"), day("2040-01-01"), entries="double"),
        pauses=tuple(Pause(day("1970-01-01"), day("1970-01-05"), "illness") for _ in range(200)),
    )
    answer = assess(SCHENGEN, "UZB", crossings, day("2028-12-31"), known)
    assert answer.days_left == 90


def test_more_papers_than_anyone_has_are_refused() -> None:
    pause = Pause(day("2024-01-01"), day("2024-01-02"), "illness")
    with pytest.raises(StayInputError, match="more than 200"):
        Circumstances(pauses=(pause,) * 201)


def test_a_direction_is_entry_or_exit() -> None:
    with pytest.raises(StayInputError, match="entry or exit"):
        Crossing(day("2024-01-01"), "in")  # type: ignore[arg-type]


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(StayInputError, match="not a date"):
        assess(SCHENGEN, "UZB", [], "2024-01-01")  # type: ignore[arg-type]
    with pytest.raises(StayInputError, match="not a date"):
        Crossing("2024-01-01", "entry")  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["", "12", "UZBE", "У З", "U\u202eZ", "\0\0\0", "😀"])
def test_what_is_no_nationality_is_refused(code: str) -> None:
    with pytest.raises(StayInputError, match="nationality"):
        assess(SCHENGEN, code, [], day("2024-01-01"))


@pytest.mark.parametrize("code", ["uzb", " UZB ", "UZB", "UZB<"])
def test_a_nationality_may_be_written_loosely(code: str) -> None:
    assert assess(SCHENGEN, code, [], day("2024-01-01")).nationality == "UZB"


def test_an_unknown_nationality_is_assessed_with_a_doubt() -> None:
    answer = assess(SCHENGEN, "QQQ", [], day("2024-01-01"))
    assert answer.days_left == 90
    assert doubt(answer, "nationality_not_known").params == {"nationality": "QQQ"}


@pytest.mark.parametrize("code", ["XXA", "XXB", "XXC"])
def test_stateless_persons_and_refugees_have_known_codes(code: str) -> None:
    assert assess(SCHENGEN, code, [], day("2024-01-01")).doubts == ()
