"""Duties beside the stay, working days, and what follows an overstay."""

from __future__ import annotations

from datetime import date

import pytest

from panah.stays import Circumstances, assess, load_regime
from tests.stays.helpers import TOP, day, history, regime, rule

LONG = rule("stay", "all", nationalities=["*"], limits=[{"days": 90, "per": "entry"}])
THREE = {"nationalities": ["*"], "duty": "register", "within": 3, "unit": "working", "clock": "next_day"}
CALENDAR = """
[calendar]
weekend = ["friday", "saturday"]
fixed_holidays = ["03-21"]
dated_holidays = [2024-04-10]
known_until = 2024-12-31
"""


def due(entered: str, calendar: str = "", **keys: object) -> date:
    """By when the duty is due."""
    made = regime(LONG, rule("duty", "reg", **{**THREE, **keys}), top=TOP + calendar)
    return assess(made, "UZB", history(entered), day(entered)).duties[0].by


def test_working_days_begin_on_the_next_day_and_skip_the_weekend() -> None:
    assert due("2024-05-06") == day("2024-05-09")
    assert due("2024-05-09") == day("2024-05-14")
    assert due("2024-05-11") == day("2024-05-15")


def test_working_days_may_begin_on_the_day_of_entry() -> None:
    assert due("2024-05-06", clock="entry_day") == day("2024-05-08")


def test_weekends_and_holidays_are_the_country_s_own() -> None:
    assert due("2024-05-08", CALENDAR) == day("2024-05-13")
    assert due("2024-03-19", CALENDAR) == day("2024-03-25")
    assert due("2024-04-08", CALENDAR) == day("2024-04-14")


def test_calendar_days_run_through() -> None:
    assert due("2024-05-10", unit="calendar") == day("2024-05-13")
    assert due("2024-05-10", unit="calendar", clock="entry_day") == day("2024-05-12")


def test_a_duty_may_be_due_only_for_longer_stays() -> None:
    assert due("2024-05-01", free_days=30) == day("2024-05-30")


@pytest.mark.parametrize(
    ("on", "known", "state"),
    [
        ("2024-05-09", {}, "open"),
        ("2024-05-10", {}, "unknown"),
        ("2024-05-10", {"registered": False}, "missed"),
        ("2024-05-10", {"registered": True}, "done"),
        ("2024-05-10", {"registered_on": day("2024-05-09")}, "done"),
        ("2024-05-11", {"registered_on": day("2024-05-10")}, "late"),
    ],
)
def test_the_state_of_a_duty(on: str, known: dict[str, object], state: str) -> None:
    made = regime(LONG, rule("duty", "reg", **THREE))
    answer = assess(made, "UZB", history("2024-05-06"), day(on), Circumstances(**known))  # type: ignore[arg-type]
    assert [duty.state for duty in answer.duties] == [state]
    assert (answer.leave_by, answer.irregular_since) == (day("2024-08-03"), None)


def test_a_breach_breaks_the_stay_only_where_the_rule_says_so() -> None:
    breaking = regime(LONG, rule("duty", "reg", **THREE, breach_breaks_stay=True))
    known = Circumstances(registered=False)
    answer = assess(breaking, "UZB", history("2024-05-06"), day("2024-05-20"), known)
    assert (answer.irregular_since, answer.irregular_step) == (day("2024-05-10"), "conditions_broken")
    assert (answer.leave_by, answer.overstay_days) == (day("2024-08-03"), 0)
    unknown = assess(breaking, "UZB", history("2024-05-06"), day("2024-05-20"))
    assert unknown.irregular_since is None
    assert "duty_not_known" in {doubt.code for doubt in unknown.doubts}


def test_a_bilateral_duty_replaces_the_general_one() -> None:
    made = regime(
        LONG,
        rule("duty", "reg", **THREE),
        rule("duty", "treaty", **{**THREE, "nationalities": ["UZB"], "within": 10}, rank="bilateral"),
        rule("duty", "notice", **{**THREE, "duty": "host_notice"}, on="host"),
    )
    duties = assess(made, "UZB", history("2024-05-06"), day("2024-05-06")).duties
    assert {(duty.code, duty.rule, duty.on) for duty in duties} == {
        ("register", "treaty", "traveller"),
        ("host_notice", "notice", "host"),
    }


def test_unknown_movable_holidays_are_a_doubt() -> None:
    made = regime(LONG, rule("duty", "reg", **THREE), top=TOP + CALENDAR)
    codes = {one.code for one in assess(made, "UZB", history("2025-05-06"), day("2025-05-06")).doubts}
    assert codes == {"holidays_not_known"}
    assert not assess(made, "UZB", history("2024-05-06"), day("2024-05-06")).doubts


def test_uzbekistan_counts_three_working_days_from_the_next_day() -> None:
    answer = assess(load_regime("UZB"), "KGZ", history("2025-03-19"), day("2025-03-19"))
    assert [duty.by for duty in answer.duties] == [day("2025-03-25")]


TIERS = (
    rule("ban", "short", overstay_from=31, overstay_to=180, years=3),
    rule("ban", "middle", overstay_from=181, overstay_to=270, years=5),
    rule("ban", "long", overstay_from=271, years=10),
)
TEN = rule("stay", "all", nationalities=["*"], limits=[{"days": 10, "per": "entry"}])


@pytest.mark.parametrize(
    ("left", "rule_id", "until"),
    [
        ("2023-02-09", None, None),
        ("2023-02-10", "short", "2026-02-10"),
        ("2023-07-09", "short", "2026-07-09"),
        ("2023-07-10", "middle", "2028-07-10"),
        ("2023-10-08", "long", "2033-10-08"),
    ],
)
def test_tiers_of_overstay(left: str, rule_id: str | None, until: str | None) -> None:
    tiered = regime(TEN, *TIERS)
    answer = assess(tiered, "UZB", history("2023-01-01", left), day("2023-12-01"))
    assert (answer.ban.rule if answer.ban else None) == rule_id
    assert (answer.ban.until if answer.ban else None) == (day(until) if until else None)
    assert (answer.days_left == 0) == (rule_id is not None)


def test_a_ban_of_years_from_a_leap_day() -> None:
    made = regime(TEN, rule("ban", "any", overstay_from=1, years=1))
    answer = assess(made, "UZB", history("2024-02-01", "2024-02-29"), day("2024-03-01"))
    assert answer.ban is not None
    assert (answer.ban.until, answer.first_day_back) == (day("2025-02-28"), day("2025-03-01"))


def test_a_ban_holds_through_its_last_day() -> None:
    made = regime(TEN, rule("ban", "any", overstay_from=1, days=90))
    stays = history("2024-01-01", "2024-01-11")
    last = assess(made, "UZB", stays, day("2024-04-10"))
    assert (last.days_left, last.first_day_back) == (0, day("2024-04-11"))
    after = assess(made, "UZB", stays, day("2024-04-11"))
    assert (after.ban, after.days_left) == (None, 10)


def test_inside_the_ban_is_what_leaving_today_would_bring() -> None:
    answer = assess(regime(TEN, *TIERS), "UZB", history("2023-01-01"), day("2023-03-01"))
    assert answer.ban is not None
    assert (answer.ban.running, answer.ban.left_on, answer.ban.until) == (False, day("2023-03-01"), day("2026-03-01"))
    assert answer.first_day_back == day("2026-03-02")
    assert "ban_would_follow" in {reason.code for reason in answer.why}


def test_an_old_ban_is_over() -> None:
    answer = assess(regime(TEN, *TIERS), "UZB", history("2020-01-01", "2020-03-01"), day("2023-12-01"))
    assert answer.ban is None
    assert answer.days_left == 10
    assert [(one.entry, one.since, one.days) for one in answer.past_overstays] == [
        (day("2020-01-01"), day("2020-01-11"), 51)
    ]


def test_who_entered_in_spite_of_a_ban_is_still_told_the_days() -> None:
    stays = ("2023-01-01", "2023-03-01", "2023-05-01")
    answer = assess(regime(TEN, *TIERS), "UZB", history(*stays), day("2023-05-03"))
    assert answer.ban is not None
    assert answer.ban.running
    assert (answer.days_left, answer.leave_by, answer.overstay_days) == (7, day("2023-05-10"), 0)
