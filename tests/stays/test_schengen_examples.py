"""The public worked examples of the 90/180-day rule.

Sources:
SEM — Swiss State Secretariat for Migration, examples for the short-stay calculator, 2014-12-01
      (sem.admin.ch, themen/einreise/aufenthaltsrechner).
EU — historical example of the Commission's handbooks on the rule, as retold at
      dev.to/nekoautomata/an-entry-day-count-is-not-a-whole-trip-answer-trace-rolling-windows-with-why180-6nf.
Berlin — aufenthaltserlaubnis-berlin.de, archive 545, an example run through the Commission's calculator.
"""

from __future__ import annotations

import pytest

from panah.stays import assess, load_regime
from tests.stays.helpers import day, history

SCHENGEN = load_regime("schengen")

SEM_4 = ("2013-06-01", "2013-07-13", "2013-08-15", "2013-09-30", "2014-01-01", "2014-01-30")
SEM_5 = ("2013-09-01", "2013-09-30", "2014-02-21", "2014-04-20", "2014-05-01", "2014-06-09")


def test_sem_1_a_second_trip_may_last_ninety_days() -> None:
    answer = assess(SCHENGEN, "AUS", history("2014-08-15", "2014-09-30"), day("2015-01-01"))
    assert (answer.days_used, answer.days_left, answer.leave_by) == (47, 90, day("2015-03-31"))


def test_sem_4_several_entries_and_the_last_lawful_day() -> None:
    answer = assess(SCHENGEN, "AUS", history(*SEM_4), day("2014-01-30"))
    assert (answer.days_used, answer.leave_by, answer.overstay_days) == (77, day("2014-03-31"), 0)


def test_sem_5_a_short_overstay_on_leaving() -> None:
    answer = assess(SCHENGEN, "AUS", history(*SEM_5), day("2014-06-09"))
    assert (answer.days_used, answer.overstay_days, answer.irregular_since) == (99, 9, day("2014-06-01"))
    assert (answer.days_left, answer.irregular_step) == (0, "overstayed")


def test_sem_5_the_overstay_does_not_block_planning_the_next_trip() -> None:
    answer = assess(SCHENGEN, "AUS", history(*SEM_5), day("2014-08-30"))
    assert (answer.days_used, answer.days_left, answer.leave_by) == (88, 50, day("2014-10-18"))


@pytest.mark.parametrize("first", [(), ("2013-06-28", "2013-08-09")])
def test_sem_6_a_long_overstay(first: tuple[str, ...]) -> None:
    """SEM counts what exceeds 90 in the window of the last day: 74. Every single day over is more once the first
    trip is known: from 5 November 2013 on, each day had more than 90 days in its own window."""
    answer = assess(SCHENGEN, "AUS", history(*first, "2013-09-19", "2014-03-01"), day("2014-03-01"))
    assert answer.days_used - 90 == 74
    assert answer.overstay_days == (117 if first else 74)


def test_eu_eighty_nine_days_leave_one_more() -> None:
    answer = assess(SCHENGEN, "AUS", history("2014-04-19", "2014-04-21", "2014-06-18"), day("2014-09-11"))
    assert (answer.days_used, answer.days_left, answer.leave_by) == (89, 1, day("2014-09-12"))


def test_eu_days_of_the_first_trip_fall_out_of_the_window_one_by_one() -> None:
    crossings = history("2014-04-19", "2014-04-21", "2014-06-18", "2014-09-12")
    assert assess(SCHENGEN, "AUS", crossings, day("2014-10-15")).days_left == 0
    assert assess(SCHENGEN, "AUS", crossings, day("2014-10-15")).first_day_back == day("2014-10-16")
    assert assess(SCHENGEN, "AUS", crossings, day("2014-10-16")).days_left == 3
    assert assess(SCHENGEN, "AUS", crossings, day("2014-12-15")).days_left == 90


def test_berlin_back_on_the_day_the_first_day_falls_out() -> None:
    answer = assess(SCHENGEN, "AUS", history("2022-09-10", "2022-12-08"), day("2022-12-09"))
    assert (answer.days_used, answer.days_left, answer.leave_by) == (90, 0, None)
    assert answer.first_day_back == day("2023-03-09")


def test_the_window_is_the_day_and_the_179_before() -> None:
    crossings = history("2024-01-01", "2024-01-10")
    assert assess(SCHENGEN, "AUS", crossings, day("2024-06-28")).days_used == 10
    assert assess(SCHENGEN, "AUS", crossings, day("2024-06-29")).days_used == 9


def test_ninety_days_away_give_ninety_days_back() -> None:
    answer = assess(SCHENGEN, "AUS", history("2024-01-01", "2024-03-30"), day("2024-06-29"))
    assert answer.days_left == 90


def test_a_day_with_two_trips_counts_once() -> None:
    crossings = history("2024-05-01", "2024-05-03", "2024-05-03", "2024-05-03", "2024-05-03", "2024-05-05")
    assert assess(SCHENGEN, "AUS", crossings, day("2024-05-20")).days_used == 5


def test_free_movement_has_no_limit() -> None:
    answer = assess(SCHENGEN, "D", history("2020-01-01"), day("2024-01-01"))
    assert (answer.days_left, answer.leave_by, answer.overstay_days) == (None, None, 0)
    assert [reason.code for reason in answer.why] == ["no_limit"]
