"""A trafficking case as the steps of its procedure tell it to the data standard."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from panah.safeguards.htcds import TraffickingCase, export
from panah.safeguards.procedures import get, told_by_steps
from tests.safeguards.procedures.walks import Case, cases, day, straight

SAID = {"exploitation": "forced_labour begging", "controlled": "debt", "recruited": "family", "industry": "f"}
BEGUN: tuple[Any, ...] = (("received", 0, {"child": "no"}), ("legal_aid", 1, {}), ("reasonable_grounds", 2, SAID))


def told(*more: Any, today: int = 400) -> TraffickingCase:
    steps = straight(get("trafficking"), *BEGUN, *more)
    return told_by_steps(TraffickingCase(controlled=("threats",)), steps, day(today))


def test_reasonable_grounds_say_what_was_done_to_the_person_and_decide_nothing() -> None:
    case = told()
    assert (case.exploited, case.controlled) == (("forced_labour", "begging"), ("threats", "debt"))
    assert (case.status, case.decided_by, case.consent) == ("possible", "", False)
    assert export(case)["vic_TypeOfExploitation"] == ["ForcedLabour", "ForcedBegging"]


@pytest.mark.parametrize(("outcome", "status"), [("confirmed", "actual"), ("not_confirmed", "not")])
def test_a_conclusive_decision_says_by_whom(outcome: str, status: str) -> None:
    case = told(("conclusive", 40, {"outcome": outcome, "by": "ngo"}))
    assert (case.status, case.decided_by) == (status, "ngo")


def test_an_appeal_makes_it_open_again() -> None:
    refused = ("conclusive", 40, {"outcome": "not_confirmed", "by": "police"})
    assert told(refused, ("appeal_lodged", 45, {})).status == "possible"
    won = told(refused, ("appeal_lodged", 45, {}), ("appeal_decided", 50, {"outcome": "granted"}))
    assert (won.status, won.decided_by) == ("actual", "court")


def test_what_doesnt_count_says_nothing() -> None:
    assert told(("conclusive", 10, {"outcome": "not_confirmed", "by": "police"})).status == "possible"


@settings(max_examples=25)
@given(cases(("trafficking",)))
def test_every_case_can_be_written_in_the_standard(case: Case) -> None:
    assert export(told_by_steps(TraffickingCase(), case.taken, case.today))["con_Consent"] == "FALSE"
