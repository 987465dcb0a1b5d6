"""Visas, contracts and other papers that carry a stay of their own."""

from __future__ import annotations

from datetime import date

import pytest

from panah.stays import Circumstances, Permit, StayInputError, Visa, assess, load_regime
from tests.stays.helpers import day, history, regime, rule

SCHENGEN = load_regime("schengen")
KAZAKHSTAN = load_regime("kazakhstan")


def with_visa(**keys: object) -> Circumstances:
    """A visa for the first half of 2024."""
    given: dict[str, object] = {"valid_from": day("2024-01-01"), "valid_to": day("2024-06-30"), **keys}
    return Circumstances(visa=Visa(**given))  # type: ignore[arg-type]


def test_a_visa_ends_the_stay_with_its_last_day() -> None:
    answer = assess(KAZAKHSTAN, "AFG", history("2024-06-20"), day("2024-06-25"), with_visa())
    assert (answer.days_left, answer.leave_by) == (5, day("2024-06-30"))
    late = assess(KAZAKHSTAN, "AFG", history("2024-06-20"), day("2024-07-02"), with_visa())
    assert (late.overstay_days, late.irregular_since) == (2, day("2024-07-01"))


def test_a_visa_ends_the_stay_when_its_days_are_used() -> None:
    stays = ("2024-02-01", "2024-02-10", "2024-03-01")
    answer = assess(KAZAKHSTAN, "AFG", history(*stays), day("2024-03-05"), with_visa(days=30))
    assert (answer.days_used, answer.days_left, answer.leave_by) == (15, 15, day("2024-03-20"))


@pytest.mark.parametrize(("entries", "left"), [("single", 0), ("double", 30), ("multiple", 30)])
def test_a_visa_has_so_many_entries(entries: str, left: int) -> None:
    answer = assess(
        KAZAKHSTAN, "AFG", history("2024-02-01", "2024-02-10"), day("2024-06-01"), with_visa(entries=entries)
    )
    assert answer.days_left == left
    assert ("visa_entries_used" in {reason.code for reason in answer.why}) == (left == 0)


def test_leaving_on_a_single_entry_visa_leaves_no_day_to_come_back() -> None:
    answer = assess(KAZAKHSTAN, "AFG", history("2024-02-01"), day("2024-02-10"), with_visa(entries="single"))
    assert answer.leave_by == day("2024-06-30")
    assert answer.first_day_back is None


def test_a_third_entry_on_a_double_entry_visa_is_not_carried() -> None:
    stays = ("2024-02-01", "2024-02-10", "2024-03-01", "2024-03-02", "2024-04-01")
    answer = assess(KAZAKHSTAN, "AFG", history(*stays), day("2024-04-05"), with_visa(entries="double"))
    assert (answer.days_left, answer.leave_by) == (0, None)
    assert answer.irregular_since is None
    assert "visa_not_shown" in {doubt.code for doubt in answer.doubts}
    assert "visa_entries_used" in {reason.code for reason in answer.why}


def test_entering_before_the_visa_begins_is_not_carried_by_it() -> None:
    answer = assess(KAZAKHSTAN, "AFG", history("2023-12-20"), day("2024-01-05"), with_visa())
    assert "visa_not_valid_at_entry" in {reason.code for reason in answer.why}


def test_a_visa_free_traveller_with_a_spent_visa_falls_back_on_the_visa_free_rule() -> None:
    answer = assess(
        KAZAKHSTAN, "TUR", history("2024-02-01", "2024-02-10"), day("2024-06-01"), with_visa(entries="single")
    )
    assert answer.days_left == 30


def test_a_schengen_visa_stays_under_90_in_180() -> None:
    visa = with_visa(valid_from=day("2024-01-01"), valid_to=day("2025-12-31"), days=90)
    answer = assess(SCHENGEN, "UZB", history("2024-01-01"), day("2024-01-10"), visa)
    assert answer.leave_by == day("2024-03-30")
    short = assess(SCHENGEN, "UZB", history("2024-01-01"), day("2024-01-10"), with_visa(days=15))
    assert short.leave_by == day("2024-01-15")


def test_a_long_stay_visa_does_not_use_up_short_stay_days() -> None:
    visa = with_visa(long_stay=True)
    answer = assess(SCHENGEN, "UZB", history("2023-12-22"), day("2024-06-30"), visa)
    assert (answer.days_used, answer.overstay_days) == (0, 0)
    assert answer.leave_by == day("2024-09-28")


def permit(kind: str, start: str, end: str | None = None, ended: str | None = None) -> Circumstances:
    """One permit."""
    return Circumstances(
        permits=(Permit(kind, day(start), day(end) if end else None, ended=day(ended) if ended else None),)
    )


def test_a_residence_permit_is_not_counted() -> None:
    held = permit("residence", "2024-02-01", "2025-01-31")
    answer = assess(SCHENGEN, "UZB", history("2024-01-22"), day("2025-02-10"), held)
    assert (answer.days_used, answer.leave_by) == (10, day("2025-05-01"))


def test_a_permit_without_end_has_no_last_day() -> None:
    held = permit("residence", "2024-02-01")
    answer = assess(SCHENGEN, "UZB", history("2024-01-22"), day("2030-02-10"), held)
    assert (answer.days_left, answer.leave_by, answer.overstay_days) == (None, None, 0)


def test_a_contract_carries_the_stay_to_its_end() -> None:
    held = permit("work_contract", "2024-01-10", "2024-12-31")
    answer = assess(KAZAKHSTAN, "KGZ", history("2024-01-01"), day("2024-06-01"), held)
    assert (answer.leave_by, answer.overstay_days) == (day("2024-12-31"), 0)


def test_a_contract_ended_early_leaves_fifteen_days_to_find_another() -> None:
    held = permit("work_contract", "2024-01-10", "2024-12-31", ended="2024-06-01")
    answer = assess(KAZAKHSTAN, "KGZ", history("2024-01-01"), day("2024-06-10"), held)
    assert (answer.leave_by, answer.overstay_days) == (day("2024-06-16"), 0)
    late = assess(KAZAKHSTAN, "KGZ", history("2024-01-01"), day("2024-06-20"), held)
    assert (late.irregular_since, late.overstay_days) == (day("2024-06-17"), 4)


def test_a_contract_ended_within_ninety_days_leaves_the_ninety_days() -> None:
    held = permit("work_contract", "2024-01-10", "2024-12-31", ended="2024-02-01")
    answer = assess(KAZAKHSTAN, "KGZ", history("2024-01-01"), day("2024-02-10"), held)
    assert answer.leave_by == day("2024-03-30")


def test_a_permit_carries_who_needs_a_visa_and_nothing_after_it() -> None:
    held = permit("temporary_residence", "2024-01-10", "2024-06-30")
    answer = assess(KAZAKHSTAN, "AFG", history("2024-01-10"), day("2024-02-10"), held)
    assert answer.leave_by == day("2024-06-30")
    late = assess(KAZAKHSTAN, "AFG", history("2024-01-10"), day("2024-07-02"), held)
    assert (late.irregular_since, late.overstay_days) == (day("2024-07-01"), 2)


def test_a_permit_the_regime_does_not_know_is_left_out_and_said() -> None:
    answer = assess(KAZAKHSTAN, "TUR", history("2024-01-01"), day("2024-01-10"), permit("fishing", "2024-01-01"))
    assert answer.leave_by == day("2024-01-30")
    assert "permit_without_rule" in {doubt.code for doubt in answer.doubts}


def test_mass_arrivals_registered_at_temporary_sites() -> None:
    held = permit("mass_arrival", "2026-01-10", "2026-04-09")
    answer = assess(load_regime("TKM"), "AFG", history("2026-01-09"), day("2026-02-01"), held)
    assert (answer.leave_by, answer.overstay_days) == (day("2026-04-09"), 0)


ZONE = regime(
    rule("stay", "all", nationalities=["*"], limits=[{"days": 30, "per": "entry"}]),
    rule(
        "stay",
        "zone",
        nationalities=["*"],
        border_residents=True,
        limits=[{"days": 3, "per": "entry"}, {"days": 90, "per": "half_year"}],
    ),
)


def test_a_border_zone_permit_brings_the_local_rule_while_it_is_valid() -> None:
    held = permit("border_zone", "2024-01-01", "2024-06-30")
    assert assess(ZONE, "UZB", history("2024-02-01"), day("2024-02-02"), held).leave_by == day("2024-02-03")
    assert assess(ZONE, "UZB", history("2023-12-20", "2024-01-10"), day("2024-02-02"), held).past_overstays == ()
    assert assess(ZONE, "UZB", history("2024-06-29"), day("2024-06-29"), held).leave_by == day("2024-06-30")
    assert assess(ZONE, "UZB", [], day("2024-07-01"), held).days_left == 30
    resident = Circumstances(border_resident=True)
    assert assess(ZONE, "UZB", [], day("2024-07-01"), resident).days_left == 3


def test_a_border_zone_permit_that_was_withdrawn_ends_the_local_stay() -> None:
    held = permit("border_zone", "2024-01-01", ended="2024-02-01")
    answer = assess(ZONE, "UZB", history("2024-02-01"), day("2024-02-02"), held)
    assert (answer.leave_by, answer.irregular_since) == (day("2024-02-01"), day("2024-02-02"))


def working(nationality: str, since: str | None = None, *permits: Permit) -> tuple[date | None, str | None]:
    """Since when and how the stay of a working person is irregular on 20 January 2024."""
    known = Circumstances(working=True, working_since=day(since) if since else None, permits=permits)
    answer = assess(KAZAKHSTAN, nationality, history("2024-01-01"), day("2024-01-20"), known)
    return answer.irregular_since, answer.irregular_step


def test_work_without_the_permit_it_needs() -> None:
    assert working("TJK", "2024-01-05") == (day("2024-01-05"), "work_without_permit")
    assert working("TJK") == (day("2024-01-20"), "work_without_permit")
    assert working("TJK", "2023-05-01") == (day("2024-01-01"), "work_without_permit")


def test_work_that_needs_no_permit() -> None:
    assert working("KGZ", "2024-01-05") == (None, None)


def test_work_with_a_permit_and_after_it() -> None:
    held = Permit("work_permit", day("2024-01-02"), day("2024-01-15"))
    assert working("TJK", "2024-01-05", held) == (day("2024-01-16"), "work_without_permit")
    assert working("TJK", "2024-01-05", Permit("work_permit", day("2024-01-02"))) == (None, None)
    lapsed = Permit("work_patent", day("2024-01-02"), day("2024-02-15"), ended=day("2024-01-10"))
    assert working("TJK", "2024-01-05", lapsed) == (day("2024-01-11"), "work_without_permit")


def test_the_first_step_into_irregularity_is_named() -> None:
    known = Circumstances(working=True, working_since=day("2024-02-20"))
    answer = assess(KAZAKHSTAN, "TUR", history("2024-01-01"), day("2024-03-01"), known)
    assert (answer.irregular_since, answer.irregular_step) == (day("2024-01-31"), "overstayed")
    assert answer.overstay_days == 31


def test_visas_without_a_rule_are_taken_as_printed() -> None:
    bare = regime(rule("stay", "none", nationalities=["*"], needs_visa=True))
    answer = assess(bare, "UZB", history("2024-02-01"), day("2024-02-02"), with_visa(days=10))
    assert answer.leave_by == day("2024-02-10")
    assert "visa_without_rule" in {doubt.code for doubt in answer.doubts}


@pytest.mark.parametrize(
    "make",
    [
        lambda: Visa(day("2024-02-01"), day("2024-01-01")),
        lambda: Visa(day("2024-01-01"), day("2024-02-01"), days=0),
        lambda: Visa(day("2024-01-01"), day("2024-02-01"), entries="many"),  # type: ignore[arg-type]
        lambda: Visa(day("0001-01-01"), day("2024-02-01")),
        lambda: Permit("study", day("2024-02-01"), day("2024-01-01")),
        lambda: Permit("study", day("2024-02-01"), ended=day("2024-01-01")),
    ],
)
def test_papers_that_cannot_be_are_refused(make: object) -> None:
    with pytest.raises(StayInputError):
        make()  # type: ignore[operator]
