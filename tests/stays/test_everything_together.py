"""Any circumstances under any pack: always an answer that hangs together."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from panah.stays import Circumstances, Crossing, Pause, Permit, Visa, assess, available_regimes, load_regime

days = st.dates(date(2022, 6, 1), date(2026, 12, 31))
spans = st.tuples(days, days).map(sorted)
visas = st.builds(
    lambda span, entries, length, long_stay: Visa(span[0], span[1], entries, length, long_stay),
    spans,
    st.sampled_from(["single", "double", "multiple"]),
    st.none() | st.integers(1, 200),
    st.booleans(),
)
kinds = st.sampled_from(["residence", "work_contract", "work_permit", "border_zone", "mass_arrival", "unheard-of"])
permits = st.builds(
    lambda span, kind, open_end, early: Permit(
        kind, span[0], None if open_end else span[1], span[1] if early else None
    ),
    spans,
    kinds,
    st.booleans(),
    st.booleans(),
)
pauses = st.builds(
    lambda span, reason: Pause(span[0], span[1], reason), spans, st.sampled_from(["border_closed", "illness", "other"])
)
known = st.builds(
    Circumstances,
    document=st.sampled_from(["passport", "identity_card", "diplomatic", "laissez_passer"]),
    purpose=st.sampled_from(["", "transit", "work"]),
    age=st.none() | st.integers(0, 110),
    visa=st.none() | visas,
    permits=st.lists(permits, max_size=3).map(tuple),
    pauses=st.lists(pauses, max_size=3).map(tuple),
    registered_on=st.none() | days,
    registered=st.none() | st.booleans(),
    resident=st.booleans().filter(lambda held: not held),
    asylum_applicant=st.integers(0, 9).map(lambda number: number == 0),
    border_resident=st.booleans(),
    working=st.booleans(),
    working_since=st.none() | days,
)
crossings = st.lists(st.builds(Crossing, days, st.sampled_from(["entry", "exit"])), max_size=10)
nationalities = st.sampled_from(["KAZ", "KGZ", "RUS", "TJK", "TKM", "UZB", "AFG", "USA", "XXA", "QQQ"])


@given(st.sampled_from(available_regimes()), nationalities, crossings, days, known)
@settings(max_examples=400, deadline=None)
def test_an_answer_hangs_together(
    name: str, nationality: str, given_crossings: list[Crossing], on: date, circumstances: Circumstances
) -> None:
    answer = assess(load_regime(name), nationality, given_crossings, on, circumstances)
    assert answer.days_used >= 0
    assert answer.days_left is None or answer.days_left >= 0
    if answer.days_left is None:
        assert answer.leave_by is None
    elif answer.days_left > 0:
        assert answer.leave_by is not None
        assert answer.leave_by >= on
        assert answer.irregular_step != "overstayed" or not answer.inside
    if answer.leave_by is None and answer.days_left == 0:
        assert answer.first_day_back is None or answer.first_day_back > on
    assert (answer.irregular_since is None) == (answer.irregular_step is None)
    assert answer.overstay_days == 0 or answer.irregular_since is not None
    if answer.irregular_since is not None:
        assert answer.irregular_since <= on
    json.dumps(answer.as_dict())
    assert {reason.rule for reason in answer.why if reason.rule} <= {rule.id for rule in answer.rules}
    assert answer == assess(load_regime(name), nationality, list(reversed(given_crossings)), on, circumstances)
