"""Times on paper."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from panah.border.rules.confirming import may_decide
from panah.border.rules.line import line
from panah.border.rules.paper_time import Period, can_end, can_start, on_paper, within

START = datetime(2026, 11, 1, 8, tzinfo=UTC)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def test_a_form_belongs_into_a_time_on_paper_and_not_into_the_future() -> None:
    periods = [Period(at(1), at(3))]
    assert within(periods, at(2), now=at(9))
    assert within(periods, at(1) - line().paper_tolerance, now=at(9))
    assert not within(periods, at(4), now=at(9))
    assert not within([Period(at(1))], at(5), now=at(4))
    assert within([Period(at(1))], at(3.9), now=at(4))


def test_hours_count_once_however_periods_overlap() -> None:
    assert on_paper([Period(at(1), at(3)), Period(at(2), at(4)), Period(at(6))], at(0), at(8)) == timedelta(hours=5)


def test_a_time_on_paper_starts_and_ends_once() -> None:
    assert can_start([], at(1), now=at(2)) == ""
    assert can_start([], at(3), now=at(2)) == "in_future"
    assert can_start([Period(at(0))], at(1), now=at(2)) == "already_on_paper"
    assert can_start([Period(at(0), at(2))], at(1), now=at(3)) == "overlaps"
    assert can_end(Period(at(1)), at(2), now=at(3)) == ""
    assert can_end(Period(at(1)), at(0), now=at(3)) == "before_start"
    assert can_end(Period(at(1)), at(4), now=at(3)) == "in_future"
    assert can_end(Period(at(1), at(2)), at(2), now=at(3)) == "not_on_paper"


hours = st.integers(0, 48)


@given(st.lists(st.tuples(hours, hours), max_size=6), hours, hours)
def test_never_more_hours_on_paper_than_there_are(spans: list[tuple[int, int]], first: int, length: int) -> None:
    periods = [Period(at(min(span)), at(max(span))) for span in spans]
    counted = {hour for span in spans for hour in range(min(span), max(span)) if first <= hour < first + length}
    assert on_paper(periods, at(first), at(first + length)) == timedelta(hours=len(counted))


ids = st.integers(1, 3).map(lambda number: UUID(int=number))


@given(st.sampled_from(["keyed", "confirmed", "rejected", "voided"]), ids, ids)
def test_nobody_ever_decides_about_a_form_they_keyed(status: str, keyed_by: UUID, officer: UUID) -> None:
    allowed = may_decide(status, keyed_by, officer) == ""
    assert allowed == (status == "keyed" and keyed_by != officer)
