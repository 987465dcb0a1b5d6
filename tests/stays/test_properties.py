"""What must hold for any history: agreement with a count day by day, and what follows from the rules' shape."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from panah.stays import Assessment, Circumstances, Crossing, Pause, assess, load_regime
from panah.stays.regime import Limit, Regime
from tests.stays.helpers import ONE_DAY, days, regime, rule, slow

START = date(2023, 6, 1)
SCHENGEN = load_regime("schengen")

rolling = st.tuples(st.integers(1, 90), st.integers(2, 180)).map(
    lambda pair: Limit(min(pair), "rolling", max(pair[0] + 1, pair[1]))
)
per_entry = st.integers(1, 60).map(lambda days: Limit(days, "entry"))
calendar = st.tuples(st.integers(1, 90), st.sampled_from(["year", "half_year"])).map(lambda pair: Limit(*pair))
limit_sets = st.lists(st.one_of(rolling, per_entry, calendar), min_size=1, max_size=3, unique=True)


@st.composite
def stays(draw: st.DrawFn) -> tuple[list[tuple[date, date | None]], date]:
    """Stays in order, possibly re-entering on the day of leaving, the last one perhaps open; and a day."""
    current = START + ONE_DAY * draw(st.integers(0, 250))
    result: list[tuple[date, date | None]] = []
    for _ in range(draw(st.integers(0, 6))):
        left = current + ONE_DAY * draw(st.integers(0, 70))
        result.append((current, left))
        current = left + ONE_DAY * draw(st.integers(0, 90))
    if result and draw(st.booleans()):
        entered, left = result[-1]
        assert left is not None
        result[-1] = (entered, None)
        return result, left
    return result, current


def crossings_of(given_stays: list[tuple[date, date | None]]) -> list[Crossing]:
    """Crossings with times, so that several on a day keep their order."""
    crossings = []
    for number, (entered, left) in enumerate(given_stays):
        moment = dt.time(hour=number, minute=1)
        crossings.append(Crossing(dt.datetime.combine(entered, moment), "entry"))
        if left is not None:
            crossings.append(Crossing(dt.datetime.combine(left, moment.replace(minute=2)), "exit"))
    return crossings


def regime_of(limits: list[Limit]) -> Regime:
    given_limits = [
        {"days": limit.days, "per": limit.per, **({"window": limit.window} if limit.window else {})} for limit in limits
    ]
    return regime(
        rule("stay", "all", nationalities=["*"], limits=given_limits), rule("pause", "closed", reasons=["closed"])
    )


@given(limit_sets, stays())
@settings(max_examples=300, deadline=None)
def test_agrees_with_counting_day_by_day(
    limits: list[Limit], case: tuple[list[tuple[date, date | None]], date]
) -> None:
    given_stays, on = case
    answer = assess(regime_of(limits), "KAZ", crossings_of(given_stays), on)
    expected = slow(limits, given_stays, on)
    assert not answer.doubts or {doubt.code for doubt in answer.doubts} == {"exit_not_seen"}
    assert answer.overstay_days == expected.over_days
    assert answer.irregular_since == expected.over_since
    present = bool(given_stays) and given_stays[-1][1] in (None, on)
    if expected.leave_by is None:
        assert (answer.days_left, answer.leave_by) == (None, None)
    elif expected.lawful_to_enter:
        assert answer.leave_by == expected.leave_by
        assert answer.days_left == (expected.leave_by - on).days + (0 if present else 1)
    else:
        assert answer.days_left == 0
    adding = [used for limit, used in expected.used.items() if limit.per != "entry"]
    assert answer.days_used in (adding or expected.used.values())


@given(limit_sets, stays(), st.lists(st.tuples(st.integers(0, 500), st.integers(0, 40)), max_size=3))
@settings(max_examples=150, deadline=None)
def test_agrees_with_counting_day_by_day_when_the_clock_stands_still(
    limits: list[Limit], case: tuple[list[tuple[date, date | None]], date], pauses: list[tuple[int, int]]
) -> None:
    given_stays, on = case
    spans = [(START + ONE_DAY * at, START + ONE_DAY * (at + length)) for at, length in pauses]
    off = frozenset(one for first, last in spans for one in days(first, last))
    known = Circumstances(pauses=tuple(Pause(first, last, "closed") for first, last in spans))
    answer = assess(regime_of(limits), "KAZ", crossings_of(given_stays), on, known)
    expected = slow(limits, given_stays, on, off)
    assert (answer.overstay_days, answer.irregular_since) == (expected.over_days, expected.over_since)
    if expected.lawful_to_enter:
        assert answer.leave_by == expected.leave_by
    else:
        assert answer.days_left == 0


@given(limit_sets, stays())
@settings(max_examples=100, deadline=None)
def test_the_first_day_back_is_the_first_on_which_a_day_is_left(
    limits: list[Limit], case: tuple[list[tuple[date, date | None]], date]
) -> None:
    given_stays, on = case
    assume(not given_stays or given_stays[-1][1] not in (None, on))
    rules = regime_of(limits)
    crossings = crossings_of(given_stays)
    answer = assess(rules, "KAZ", crossings, on)
    if answer.first_day_back is None:
        assert answer.days_left is None
        return
    back = answer.first_day_back
    assert assess(rules, "KAZ", crossings, back).days_left != 0
    current = on
    while current < back:
        assert assess(rules, "KAZ", crossings, current).days_left == 0
        current += ONE_DAY


@given(limit_sets, stays())
@settings(max_examples=100, deadline=None)
def test_staying_through_the_last_day_is_lawful_and_one_day_more_is_not(
    limits: list[Limit], case: tuple[list[tuple[date, date | None]], date]
) -> None:
    given_stays, on = case
    rules = regime_of(limits)
    crossings = crossings_of(given_stays)
    answer = assess(rules, "KAZ", crossings, on)
    assume(answer.leave_by is not None and answer.leave_by >= on)
    assert answer.leave_by is not None
    if not answer.inside:
        assume(not given_stays or given_stays[-1][1] != on)
        crossings.append(Crossing(dt.datetime.combine(on, dt.time(23)), "entry"))
    assert assess(rules, "KAZ", crossings, answer.leave_by).overstay_days == 0
    late = assess(rules, "KAZ", crossings, answer.leave_by + ONE_DAY)
    assert (late.overstay_days, late.irregular_since) == (1, answer.leave_by + ONE_DAY)


@given(limit_sets, stays(), st.integers(1, 400), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_an_earlier_stay_never_gives_more_days(
    limits: list[Limit], case: tuple[list[tuple[date, date | None]], date], before: int, length: int
) -> None:
    given_stays, on = case
    assume(given_stays)
    first = given_stays[0][0]
    entered = first - ONE_DAY * (before + length)
    earlier = [
        Crossing(dt.datetime.combine(entered, dt.time(1)), "entry"),
        Crossing(dt.datetime.combine(first - ONE_DAY * before, dt.time(2)), "exit"),
    ]
    rules = regime_of(limits)
    crossings = crossings_of(given_stays)
    fewer = assess(rules, "KAZ", crossings, on)
    more = assess(rules, "KAZ", earlier + crossings, on)
    if fewer.days_left is not None:
        assert more.days_left is not None
        assert more.days_left <= fewer.days_left


@given(stays(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_of_input_does_not_matter_and_asking_twice_changes_nothing(
    case: tuple[list[tuple[date, date | None]], date], shuffler: object
) -> None:
    given_stays, on = case
    crossings = crossings_of(given_stays)
    answer = assess(SCHENGEN, "KAZ", crossings, on)
    shuffled = list(crossings)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    again = assess(SCHENGEN, "KAZ", shuffled, on)
    assert answer == again
    assert answer.as_dict() == again.as_dict() == assess(SCHENGEN, "KAZ", crossings, on).as_dict()


@given(st.lists(st.tuples(st.integers(0, 300), st.sampled_from(["entry", "exit"])), max_size=12), st.integers(0, 320))
@settings(max_examples=200, deadline=None)
def test_any_pile_of_crossings_gets_an_answer_in_any_order(pile: list[tuple[int, str]], at: int) -> None:
    crossings = [Crossing(START + ONE_DAY * offset, direction) for offset, direction in pile]  # type: ignore[arg-type]
    on = START + ONE_DAY * at
    answer = assess(SCHENGEN, "KAZ", crossings, on)
    assert answer == assess(SCHENGEN, "KAZ", crossings[::-1], on)
    assert 0 <= answer.days_used <= 180
    assert (answer.overstay_days > 0) == (answer.irregular_since is not None)
    _says_what_is_missing(answer, crossings)


def _says_what_is_missing(answer: Assessment, crossings: list[Crossing]) -> None:
    known = [crossing.direction for crossing in crossings if crossing.date <= answer.on]
    missing = abs(known.count("entry") - known.count("exit"))
    if missing > 1:
        assert {"missed_exit", "missed_entry", "repeated_crossing"} & {doubt.code for doubt in answer.doubts}


@given(stays())
@settings(max_examples=60, deadline=None)
def test_without_the_last_exit_nothing_before_changes(case: tuple[list[tuple[date, date | None]], date]) -> None:
    """A stay that goes on is judged on each day as if it were the last one known."""
    given_stays, _ = case
    assume(given_stays and given_stays[-1][1] is not None)
    crossings = crossings_of(given_stays)
    left = given_stays[-1][1]
    assert left is not None
    closed = assess(SCHENGEN, "KAZ", crossings, left)
    going_on = assess(SCHENGEN, "KAZ", crossings[:-1], left)
    assert replace(going_on, inside=False, doubts=(), first_day_back=None, ban=None) == replace(
        closed, doubts=(), first_day_back=None, ban=None
    )
