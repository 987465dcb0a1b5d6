"""What holds for every procedure, whatever happens in a case."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from panah.safeguards.procedures import Course, Taken, course, problems, procedures
from tests.safeguards.procedures.walks import CODES, FIRST, Case, cases, day

ANYTHING = st.builds(
    Taken,
    st.sampled_from(sorted({step.code for one in procedures().values() for step in one.steps} | {"nonsense"})),
    st.integers(-10, 400).map(day),
    st.dictionaries(
        st.sampled_from(["outcome", "child", "age", "until", "agreed"]), st.sampled_from(["yes", "no", "x"])
    ),
)


@settings(max_examples=25)
@given(cases(), st.randoms())
def test_the_order_in_which_steps_arrive_means_nothing(case: Case, shuffle: random.Random) -> None:
    mixed = list(case.taken)
    shuffle.shuffle(mixed)
    assert course(case.procedure, mixed, case.today) == case.course()


@settings(max_examples=25)
@given(cases(), st.lists(ANYTHING, max_size=4))
def test_more_steps_never_lose_history(case: Case, more: list[Taken]) -> None:
    after = course(case.procedure, [*case.taken, *more], case.today)
    assert len(after.done) == len(case.taken) + len(more)
    assert all(one in after.done for one in (*case.taken, *more))


@settings(max_examples=60)
@given(st.sampled_from(CODES), st.lists(ANYTHING, max_size=8))
def test_nothing_is_too_odd_to_be_read(code: str, taken: list[Taken]) -> None:
    found = course(procedures()[code], taken, day(100), "KAZ")
    assert sorted(found.done, key=repr) == sorted(taken, key=repr)
    assert set(found.allowed).isdisjoint(found.missing)
    assert found.may_let_go is not bool(found.why)


@settings(max_examples=25)
@given(cases())
def test_what_is_allowed_counts_and_what_isnt_says_why(case: Case) -> None:
    now: Course = case.course()
    assert not now.aside
    assert {*now.allowed, *now.missing} == {step.code for step in case.procedure.steps}
    assert all(now.lacks[code] for code in now.missing)
    assert set(now.later) <= set(now.missing)
    for code in now.missing:
        tried = course(case.procedure, [*case.taken, Taken(code, case.today, place=99)], case.today)
        assert [one.step for one in tried.aside] == [code]
        assert (tried.may_let_go, tried.allowed, tried.due) == (now.may_let_go, now.allowed, now.due)


@settings(max_examples=60)
@given(cases(country="KGZ"))
def test_a_matter_is_never_let_go_while_a_condition_is_unmet(case: Case) -> None:
    found = case.course()
    if not found.may_let_go:
        assert found.why
        assert not found.way
        return
    assert not found.running
    taken = {one.step for one in found.done}
    if case.procedure.code == "child" and found.way != "died":
        assert "guardian" in taken
        assert "bid" in taken or found.way == "adult"
    if case.procedure.code == "trafficking" and found.way in ("residence", "plan", "safe_return"):
        assert {"reasonable_grounds", "non_punishment", "risk_assessed", "legal_aid"} <= taken
    if case.procedure.code in ("asylum", "stateless"):
        assert taken & {"decided", "prima_facie", "withdrawn", "died"}
        if found.way == "rejected":
            assert "served" in taken


@settings(max_examples=25)
@given(cases())
def test_a_clock_is_late_the_day_after_and_never_before(case: Case) -> None:
    for one in case.course().due:
        assert one.late is (case.today > one.by)
        assert one.step not in {code for code, lacks in case.course().lacks.items() if lacks[0].code == "taken"}
    assert list(case.course().due) == sorted(case.course().due)


@given(cases())
@settings(max_examples=15)
def test_what_the_walks_fill_in_can_be_recorded(case: Case) -> None:
    for one in case.taken:
        assert problems(case.procedure.step(one.step), one.values) == ()


def test_a_step_of_tomorrow_doesnt_count_today() -> None:
    asylum = procedures()["asylum"]
    tomorrow = Taken("registered", FIRST + dt.timedelta(days=1), {"child": "no"})
    today = course(asylum, [tomorrow], FIRST)
    assert (today.aside, today.allowed, today.due) == ((tomorrow,), ("registered",), ())
    assert course(asylum, [tomorrow], FIRST + dt.timedelta(days=1)).aside == ()


def test_what_was_recorded_late_takes_its_old_place() -> None:
    child = procedures()["child"]
    received = Taken("received", day(0), {"age": "child"})
    assessed = Taken("bia", day(3), {})
    assert course(child, [received, assessed], day(5)).aside == (assessed,)
    guardian = Taken("guardian", day(1), {"name": "G"})
    assert course(child, [received, assessed, guardian], day(5)).aside == ()
