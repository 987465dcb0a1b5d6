"""The guard's own life of a matter, walked beside the procedures: no course closes what the guard keeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.safeguards.guard.answers import Refused
from panah.safeguards.guard.conditions import Taking
from panah.safeguards.guard.law import Law, law
from panah.safeguards.guard.life import attempt
from panah.safeguards.guard.matters import Matter, Stage, Status
from panah.safeguards.guard.people import Person, Years
from panah.safeguards.procedures import life, procedures
from tests.safeguards.procedures.walks import MATTERS, Case, cases, straight

GUARDIANS = {"guardian"}
RECORDS = {"best_interests", "bia"}


def seconds(on: dt.date) -> int:
    return int(dt.datetime.combine(on, dt.time(12), dt.UTC).timestamp())


def in_guard(case: Case, category: str, whole: Law) -> tuple[Matter[Stage], list[Refused]]:
    """The matter after every step of the case as the guard sees it, and what the guard refused."""
    body = whole.categories[category].bodies[0]
    matter: Matter[Stage] = Matter("m", category, Status.REFERRED)
    refused = []
    known: set[str] = set()
    child = False
    for taken, steps in life(case.procedure, case.taken, case.today, case.country):
        known.add(taken.step)
        child = child or taken.values.get("child", "no") != "no" or taken.values.get("age", "") in ("child", "doubtful")
        person = Person(
            years=Years.CHILD if child else Years.ADULT,
            guardian=bool(known & GUARDIANS),
            best_interests=bool(known & RECORDS),
        )
        for one in steps:
            taking = Taking(
                seconds(taken.on), one.role, whole.directory(), person, body if one.role == "body" else "",
                frozenset(one.given),
            )  # fmt: skip
            after = attempt(matter, one.code, taking, whole)
            if isinstance(after, Refused):
                refused.append(after)
            else:
                matter = after
    return matter, refused


def closing(case: Case, category: str, whole: Law) -> Matter[Stage] | Refused:
    """The matter let go by the competent body on the day somebody looks at it."""
    matter, _ = in_guard(case, category, whole)
    if matter.status is Status.CLOSED:
        return matter
    body = whole.categories[category].bodies[0]
    return attempt(matter, "close", Taking(seconds(case.today), "body", whole.directory(), Person(), body), whole)


@pytest.mark.parametrize("code", MATTERS)
@given(st.data())
@settings(max_examples=25)
def test_the_guard_takes_every_step_and_closes_what_may_be_let_go(code: str, data: st.DataObject) -> None:
    # The law's time to appeal is the country's; the guard's is only the default.
    whole = replace(law(), clocks=replace(law().clocks, appeal=28 * 86400))
    case = data.draw(cases((code,)))
    for category in procedures()[code].categories:
        matter, refused = in_guard(case, category, whole)
        assert not refused, refused
        if case.course().may_let_go:
            assert not isinstance(closing(case, category, whole), Refused), matter


def test_reflection_is_ended_by_the_person_alone() -> None:
    procedure = procedures()["trafficking"]
    steps = [
        ("received", 0, {"child": "no"}),
        ("non_punishment", 0, {}),
        ("legal_aid", 1, {}),
        ("reasonable_grounds", 2, {}),
        ("risk_assessed", 3, {"result": "safe"}),
    ]
    waiting = Case(procedure, straight(procedure, *steps), dt.date(2026, 3, 20))
    assert "safe_return" not in waiting.course().allowed
    assert [one.code for one in waiting.course().running] == ["reflection"]
    ended = Case(
        procedure,
        straight(procedure, *steps, ("reflection_ended", 5, {}), ("safe_return", 8, {})),
        dt.date(2026, 3, 20),
    )
    assert ended.course().way == "safe_return"
    assert not isinstance(closing(ended, "trafficking", law()), Refused)


def test_an_appeal_after_the_journey_home_was_agreed_holds() -> None:
    procedure = procedures()["trafficking"]
    steps = (
        ("received", 0, {"child": "no"}),
        ("non_punishment", 0, {}),
        ("legal_aid", 1, {}),
        ("reasonable_grounds", 2, {}),
        ("risk_assessed", 3, {"result": "safe"}),
        ("conclusive", 40, {"outcome": "not_confirmed"}),
        ("safe_return", 41, {}),
        ("appeal_lodged", 41, {}),
    )
    running = Case(procedure, straight(procedure, *steps), dt.date(2026, 6, 1))
    assert not running.course().may_let_go
    decided = straight(procedure, *steps, ("appeal_decided", 50, {"outcome": "dismissed"}))
    assert Case(procedure, decided, dt.date(2026, 6, 1)).course().may_let_go


def test_a_course_that_let_go_too_early_would_be_seen() -> None:
    procedure = procedures()["trafficking"]
    hasty = replace(procedure, waitings=())
    taken = straight(
        hasty,
        ("received", 0, {"child": "no"}),
        ("non_punishment", 0, {}),
        ("legal_aid", 1, {}),
        ("reasonable_grounds", 2, {}),
        ("conclusive", 3, {"outcome": "confirmed"}),
        ("risk_assessed", 3, {}),
        ("residence", 3, {}),
    )
    case = Case(hasty, taken, dt.date(2026, 3, 10))
    assert case.course().may_let_go
    assert isinstance(closing(case, "trafficking", law()), Refused)
