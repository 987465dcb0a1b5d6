"""Which rule applies to whom and when."""

from __future__ import annotations

import pytest

from panah.stays import Circumstances, Pause, Visa, assess, load_regime
from tests.stays.helpers import TOP, day, history, limited, regime, rule

THIRTY = [{"days": 30, "per": "entry"}]
NINETY = [{"days": 90, "per": "entry"}]
TEN = [{"days": 10, "per": "entry"}]


def test_the_tighter_of_two_limits_decides() -> None:
    both = limited({"days": 30, "per": "entry"}, {"days": 90, "per": "rolling", "window": 180})
    fresh = assess(both, "UZB", history("2024-01-01"), day("2024-01-10"))
    assert (fresh.days_used, fresh.days_left, fresh.leave_by) == (10, 20, day("2024-01-30"))
    stays = ("2024-01-01", "2024-01-30", "2024-02-01", "2024-03-01", "2024-03-10")
    third = assess(both, "UZB", history(*stays), day("2024-03-20"))
    assert (third.days_used, third.days_left, third.leave_by) == (71, 19, day("2024-04-08"))
    fourth = assess(both, "UZB", history(*stays, "2024-04-08"), day("2024-04-09"))
    assert (fourth.days_left, fourth.first_day_back) == (0, day("2024-06-29"))


def test_one_day_too_many_is_seen_after_leaving() -> None:
    ten = limited({"days": 10, "per": "entry"})
    lawful = assess(ten, "UZB", history("2024-01-01", "2024-01-10"), day("2024-03-01"))
    assert (lawful.overstay_days, lawful.past_overstays) == (0, ())
    late = assess(ten, "UZB", history("2024-01-01", "2024-01-11"), day("2024-03-01"))
    assert (late.overstay_days, late.irregular_since, late.days_left) == (1, day("2024-01-11"), 10)
    since = assess(ten, "UZB", history("2024-01-01", "2024-01-11", "2024-02-01", "2024-02-02"), day("2024-03-01"))
    assert (since.overstay_days, [one.days for one in since.past_overstays]) == (0, [1])


def test_days_by_calendar_year_begin_anew_in_january() -> None:
    yearly = limited({"days": 90, "per": "year"})
    answer = assess(yearly, "UZB", history("2024-12-01"), day("2024-12-31"))
    assert (answer.days_used, answer.leave_by) == (31, day("2025-03-31"))
    used_up = assess(yearly, "UZB", history("2024-01-01", "2024-03-30"), day("2024-10-01"))
    assert (used_up.days_left, used_up.first_day_back) == (0, day("2025-01-01"))


def test_days_by_half_year_begin_anew_in_july() -> None:
    half = limited({"days": 30, "per": "half_year"})
    answer = assess(half, "UZB", history("2024-06-15"), day("2024-06-30"))
    assert (answer.days_used, answer.leave_by) == (16, day("2024-07-30"))


def test_an_overstay_is_not_healed_by_the_turn_of_the_year() -> None:
    answer = assess(limited({"days": 30, "per": "year"}), "UZB", history("2023-11-01"), day("2024-01-05"))
    assert (answer.irregular_since, answer.overstay_days) == (day("2023-12-01"), 36)


def test_a_limit_as_long_as_its_window_never_ends() -> None:
    answer = assess(
        limited({"days": 30, "per": "rolling", "window": 30}), "UZB", history("2020-01-01"), day("2024-01-05")
    )
    assert (answer.days_left, answer.leave_by, answer.overstay_days) == (None, None, 0)


def test_bilateral_rules_override_general_ones() -> None:
    mixed = regime(
        rule("stay", "general", nationalities=["*"], limits=THIRTY),
        rule("stay", "named", nationalities=["UZB", "KGZ"], limits=TEN),
        rule("stay", "treaty", nationalities=["KGZ"], limits=NINETY, rank="bilateral"),
    )
    for code, days in (("TJK", 30), ("UZB", 10), ("KGZ", 90)):
        assert assess(mixed, code, [], day("2024-01-01")).days_left == days


def test_document_purpose_age_and_border_zone_narrow_a_rule() -> None:
    mixed = regime(
        rule("stay", "general", nationalities=["*"], limits=THIRTY),
        rule("stay", "official", nationalities=["*"], documents=["diplomatic", "service"], limits=NINETY),
        rule("stay", "old", nationalities=["*"], age_from=55, limits=[{"days": 14, "per": "entry"}]),
        rule("stay", "transit", nationalities=["*"], purposes=["transit"], limits=[{"days": 5, "per": "entry"}]),
        rule("stay", "zone", nationalities=["UZB"], border_residents=True, limits=[{"days": 3, "per": "entry"}]),
    )

    def left(**known: object) -> int | None:
        return assess(mixed, "UZB", [], day("2024-01-01"), Circumstances(**known)).days_left  # type: ignore[arg-type]

    assert left() == 30
    assert left(document="service") == 90
    assert left(age=54) == 30
    assert left(age=55) == 14
    assert left(purpose="transit") == 5
    assert left(border_resident=True) == 3


def test_a_bilateral_rule_gives_way_when_it_ends() -> None:
    mixed = regime(
        rule("stay", "general", nationalities=["*"], limits=THIRTY),
        rule("stay", "treaty", nationalities=["UZB"], limits=NINETY, rank="bilateral", valid_to=day("2024-01-31")),
    )
    assert assess(mixed, "UZB", [], day("2024-01-31")).days_left == 90
    assert assess(mixed, "UZB", [], day("2024-02-01")).days_left == 30
    inside = assess(mixed, "UZB", history("2024-01-20"), day("2024-02-10"))
    assert inside.leave_by == day("2024-04-18")


@pytest.mark.parametrize(
    ("applies_to", "leave_by", "on_leaving"),
    [("entries_from", day("2024-03-30"), 0), ("everyone_inside", day("2024-01-31"), 9)],
)
def test_a_rule_replaced_while_people_are_inside(applies_to: str, leave_by: object, on_leaving: int) -> None:
    """Ninety days per entry become ten on 1 February, with the person inside since 1 January."""
    replaced = regime(
        rule("stay", "old", nationalities=["*"], limits=NINETY, valid_to=day("2024-01-31")),
        rule("stay", "new", nationalities=["*"], limits=TEN, valid_from=day("2024-02-01"), applies_to=applies_to),
    )
    answer = assess(replaced, "UZB", history("2024-01-01"), day("2024-01-15"))
    assert answer.leave_by == leave_by
    late = assess(replaced, "UZB", history("2024-01-01"), day("2024-02-09"))
    assert late.overstay_days == on_leaving
    later = assess(replaced, "UZB", history("2024-02-01"), day("2024-02-01"))
    assert later.leave_by == day("2024-02-10")


def test_a_gentler_rule_for_everyone_inside_lengthens_a_stay_that_still_runs() -> None:
    replaced = regime(
        rule("stay", "old", nationalities=["*"], limits=TEN, valid_to=day("2024-01-31")),
        rule(
            "stay",
            "new",
            nationalities=["*"],
            limits=NINETY,
            valid_from=day("2024-02-01"),
            applies_to="everyone_inside",
        ),
    )
    assert assess(replaced, "UZB", history("2024-01-25"), day("2024-01-26")).leave_by == day("2024-04-23")
    assert assess(replaced, "UZB", history("2024-01-01"), day("2024-02-05")).irregular_since == day("2024-01-11")


def test_days_before_a_new_rule_count_unless_it_says_from_when() -> None:
    def later(**more: object) -> int | None:
        one = rule(
            "stay",
            "new",
            nationalities=["*"],
            limits=[{"days": 90, "per": "rolling", "window": 180}],
            valid_from=day("2024-02-01"),
            **more,
        )
        return assess(regime(one), "UZB", history("2024-01-01", "2024-01-31"), day("2024-02-01")).days_left

    assert later() == 59
    assert later(counts_from=day("2024-02-01")) == 90


def test_before_any_rule_the_answer_is_a_doubt() -> None:
    one = regime(rule("stay", "new", nationalities=["*"], limits=TEN, valid_from=day("2024-02-01")))
    answer = assess(one, "UZB", history("2023-01-01"), day("2023-06-01"))
    assert (answer.days_left, answer.overstay_days) == (0, 0)
    assert [doubt.code for doubt in answer.doubts] == ["no_rule"]


def test_who_needs_a_visa_is_not_called_irregular_without_knowing_the_visa() -> None:
    answer = assess(load_regime("kazakhstan"), "AFG", history("2024-01-01"), day("2024-03-01"))
    assert (answer.days_left, answer.leave_by, answer.irregular_since) == (0, None, None)
    assert [doubt.code for doubt in answer.doubts] == ["visa_not_shown"]
    assert answer.why[0].code == "visa_required"


@pytest.mark.parametrize("status", ["resident", "refugee", "asylum_applicant", "stateless_recognised", "diplomatic"])
@pytest.mark.parametrize("name", ["kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan", "schengen"])
def test_a_status_lifts_the_limit(name: str, status: str) -> None:
    known = Circumstances(**{status: True})
    answer = assess(load_regime(name), "AFG", history("2020-01-01"), day("2024-03-01"), known)
    assert (answer.days_left, answer.leave_by, answer.overstay_days, answer.irregular_since) == (None, None, 0, None)
    assert answer.why[0].params == {"status": status}
    assert answer.rules[0].id == answer.why[0].rule


def test_nationals_have_no_limit() -> None:
    answer = assess(load_regime("KAZ"), "KAZ", history("2020-01-01"), day("2024-03-01"))
    assert (answer.days_left, answer.days_used, answer.irregular_since) == (None, 1522, None)
    assert [reason.params for reason in answer.why] == [{"status": "national"}]


def test_the_clock_stands_still_for_reasons_the_regime_names() -> None:
    pausing = regime(
        rule("stay", "all", nationalities=["*"], limits=TEN),
        rule("pause", "closed", reasons=["border_closed"]),
    )
    closed = Pause(day("2024-01-05"), day("2024-01-14"), "border_closed")
    answer = assess(pausing, "UZB", history("2024-01-01"), day("2024-01-16"), Circumstances(pauses=(closed,)))
    assert (answer.days_used, answer.leave_by, answer.overstay_days) == (6, day("2024-01-20"), 0)
    over = assess(pausing, "UZB", history("2024-01-01"), day("2024-01-22"), Circumstances(pauses=(closed,)))
    assert (over.irregular_since, over.overstay_days) == (day("2024-01-21"), 2)
    other = Pause(day("2024-01-05"), day("2024-01-14"), "holiday")
    refused = assess(pausing, "UZB", history("2024-01-01"), day("2024-01-16"), Circumstances(pauses=(other,)))
    assert refused.overstay_days == 6
    assert "pause_not_in_rules" in {doubt.code for doubt in refused.doubts}


def test_a_pause_at_the_limit_carries_the_stay_to_its_end() -> None:
    pausing = regime(
        rule("stay", "all", nationalities=["*"], limits=TEN),
        rule("pause", "ill", reasons=["illness"]),
    )
    ill = Pause(day("2024-01-11"), day("2024-01-20"), "illness")
    answer = assess(pausing, "UZB", history("2024-01-01"), day("2024-01-15"), Circumstances(pauses=(ill,)))
    assert (answer.leave_by, answer.overstay_days) == (day("2024-01-20"), 0)


def test_kazakhstan_before_and_after_january_2023() -> None:
    kazakhstan = load_regime("kazakhstan")
    runs = ("2022-11-01", "2022-11-30", "2022-12-01", "2022-12-30", "2022-12-31", "2023-01-26")
    assert assess(kazakhstan, "TUR", history(*runs), day("2023-01-26")).overstay_days == 0
    assert assess(kazakhstan, "TUR", history(*runs), day("2023-01-27")).days_left == 3
    inside = assess(kazakhstan, "TUR", history(*runs[:5]), day("2023-01-28"))
    assert inside.leave_by == day("2023-01-29")
    assert assess(kazakhstan, "KGZ", history("2024-01-01"), day("2024-01-01")).leave_by == day("2024-03-30")


def test_kyrgyzstan_closes_entry_for_ninety_days_after_an_overstay() -> None:
    answer = assess(load_regime("KGZ"), "KAZ", history("2025-09-10", "2025-12-20"), day("2026-01-10"))
    assert answer.ban is not None
    assert (answer.ban.until, answer.ban.running, answer.ban.overstay_days) == (day("2026-03-20"), True, 12)
    assert (answer.days_left, answer.first_day_back) == (0, day("2026-03-21"))


@pytest.mark.parametrize(
    ("nationality", "on", "days", "window"),
    [
        ("USA", "2026-02-01", 30, 60),
        ("USA", "2024-02-01", 60, 120),
        ("SAU", "2026-02-01", 180, 360),
        ("UZB", "2026-02-01", 60, 120),
        ("RUS", "2026-02-01", 90, 180),
        ("TUR", "2026-02-01", 90, 180),
        ("KAZ", "2026-02-01", 90, 180),
        ("TJK", "2026-02-01", 60, 120),
        ("TJK", "2024-02-01", 90, 180),
        ("OMN", "2024-02-01", 60, 120),
    ],
)
def test_kyrgyzstan_by_nationality(nationality: str, on: str, days: int, window: int) -> None:
    answer = assess(load_regime("KGZ"), nationality, history(on), day(on))
    assert answer.days_left == days - 1
    assert answer.why[1].params["window"] == window


def test_kyrgyzstan_keeps_the_old_rule_for_who_entered_under_it() -> None:
    kyrgyzstan = load_regime("KGZ")
    assert assess(kyrgyzstan, "USA", history("2026-01-03"), day("2026-01-20")).leave_by == day("2026-03-03")
    assert assess(kyrgyzstan, "USA", history("2026-01-15"), day("2026-01-20")).leave_by == day("2026-02-13")
    assert assess(kyrgyzstan, "RUS", history("2023-10-20"), day("2023-10-20")).leave_by == day("2024-01-17")


def test_registration_free_is_not_stay_free() -> None:
    """Thirty days unregistered, and yet ninety in all: a duty never shortens a stay."""
    answer = assess(load_regime("KGZ"), "KAZ", history("2026-01-01"), day("2026-02-15"))
    register = next(duty for duty in answer.duties if duty.code == "register")
    assert (register.by, register.state) == (day("2026-01-30"), "unknown")
    assert (answer.leave_by, answer.irregular_since) == (day("2026-03-31"), None)


def test_an_area_may_have_nationals_of_many_states() -> None:
    area = TOP.replace('country = "UTO"', 'nationals = ["FRA", "DEU"]')
    free = regime(rule("stay", "all", nationalities=["*"], limits=TEN), top=area)
    assert assess(free, "FRA", [], day("2024-01-01")).days_left is None
    assert assess(free, "UTO", [], day("2024-01-01")).days_left == 10


FREE = regime(
    rule("stay", "free", nationalities=["ARM"], no_limit=True, valid_to=day("2024-01-31")),
    rule("stay", "all", nationalities=["*"], limits=TEN),
    rule("stay", "later", nationalities=["ARM"], limits=[{"days": 30, "per": "entry"}], valid_from=day("2024-02-01")),
)


def test_a_rule_may_let_people_stay_without_a_limit_of_days() -> None:
    answer = assess(FREE, "ARM", history("2024-01-01"), day("2025-01-01"))
    assert (answer.days_left, answer.leave_by, answer.overstay_days, answer.irregular_since) == (None, None, 0, None)
    assert (answer.days_used, answer.doubts) == (367, ())
    assert [reason.code for reason in answer.why] == ["rule_applies", "no_limit_found"]
    outside = assess(FREE, "ARM", history("2024-01-01", "2024-01-20"), day("2024-01-25"))
    assert (outside.days_left, outside.days_used) == (None, 0)


def test_a_limit_that_comes_later_binds_those_who_enter_later() -> None:
    answer = assess(FREE, "ARM", history("2024-01-01", "2024-06-30", "2024-07-10"), day("2024-08-20"))
    assert (answer.leave_by, answer.overstay_days) == (day("2024-08-08"), 12)
    assert answer.past_overstays == ()


def test_without_a_limit_the_way_back_is_open_the_next_day() -> None:
    """A permit carried the stay and ended; the rule since then has no limit."""
    coming = regime(
        rule("stay", "visa", nationalities=["*"], needs_visa=True, valid_to=day("2024-01-31")),
        rule("stay", "free", nationalities=["*"], no_limit=True, valid_from=day("2024-02-01")),
    )
    answer = assess(coming, "ARM", history("2024-01-20"), day("2024-02-05"))
    assert (answer.days_left, answer.first_day_back) == (0, day("2024-02-06"))


def test_a_visa_bounds_the_stay_where_days_are_not_limited() -> None:
    visa = Visa(day("2024-01-01"), day("2024-01-31"), days=15)
    answer = assess(FREE, "ARM", history("2024-01-05"), day("2024-01-06"), Circumstances(visa=visa))
    assert answer.leave_by == day("2024-01-19")
