"""From signs to needs: any fear is enough, more signs never take a need away, doubt about age never either."""

from __future__ import annotations

import inspect
from dataclasses import fields
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.children import Age
from panah.safeguards.indicators import (
    RESULTS,
    RULES,
    STRENGTHS,
    Profile,
    UnknownIndicatorError,
    UnknownNeedError,
    add_needs,
    assess,
    indicators,
    need_kinds,
    needs_codes,
    positive,
)

ADULT, CHILD, DOUBT, UNKNOWN = Age(30, 30), Age(12, 12), Age(17, 19), Age(None, None)
IDS = st.sets(st.sampled_from(sorted(indicators())), max_size=8)
AGES = st.sampled_from([ADULT, CHILD, DOUBT, UNKNOWN])
COMPANY = st.sampled_from([None, True, False])
ASYLUM = sorted(one for one in indicators() if one.startswith("asylum."))


@pytest.mark.parametrize("one", ASYLUM)
def test_any_fear_in_any_words_is_enough(one: str) -> None:
    for profile in (assess([one], age=ADULT), assess((), [one], age=ADULT)):
        assert "asylum" in profile.urgent
        assert next(need for need in profile.needs if need.code == "asylum").why[0].rule == "rule:any_fear"


@given(IDS, IDS, IDS, AGES, st.booleans(), COMPANY)
def test_more_signs_never_take_a_need_away(
    said: set[str], seen: set[str], more: set[str], age: Age, plain: bool, company: bool | None
) -> None:
    before = assess(said, seen, age=age, plainly_adult=plain, accompanied=company)
    after = assess(said | more, seen, age=age, plainly_adult=plain, accompanied=company)
    assert before.codes <= after.codes
    assert set(before.urgent) <= set(after.urgent)
    assert set(before.protective) <= set(after.protective)
    assert set(before.specific_needs) <= set(after.specific_needs)
    for need in before.needs:
        grown = next(one for one in after.needs if one.code == need.code)
        assert set(need.why) <= set(grown.why)
    results = {one.group: one for one in after.readings}
    for reading in before.readings:
        assert set(reading.positive) <= set(results[reading.group].positive)
        assert RESULTS.index(reading.result) <= RESULTS.index(results[reading.group].result)


@given(IDS, IDS, COMPANY)
def test_a_doubt_about_age_never_takes_anything_away(said: set[str], seen: set[str], company: bool | None) -> None:
    adult = assess(said, seen, age=ADULT, accompanied=company)
    doubtful = assess(said, seen, age=DOUBT, accompanied=company)
    assert adult.codes <= doubtful.codes
    for left, right in zip(adult.readings, doubtful.readings, strict=True):
        assert set(left.positive) <= set(right.positive)
        assert RESULTS.index(left.result) <= RESULTS.index(right.result)


@given(IDS, AGES)
def test_protective_factors_take_nothing_away(seen: set[str], age: Age) -> None:
    helps = {one for one in indicators() if one.startswith("protective.")}
    assert assess((), seen, age=age).needs == assess((), seen | helps, age=age).needs


def test_doubtful_age_means_child() -> None:
    assert assess(age=UNKNOWN).child
    assert assess(age=DOUBT).age_doubtful
    assert not assess(age=CHILD).age_doubtful
    assert not assess(age=UNKNOWN, plainly_adult=True).child
    assert assess(age=DOUBT, plainly_adult=True).child, "the officer's word counts for nothing against a birth date"
    assert not assess(age=ADULT).needs


def test_a_child_whose_company_isnt_shown_is_a_child_alone() -> None:
    assert set(assess(age=CHILD).urgent) == {"child_alone", "best_interests"}
    assert "child_alone" in assess(age=CHILD, accompanied=False).codes
    assert assess(age=CHILD, accompanied=True).codes == frozenset()
    assert assess((), ["health.fever"], age=CHILD, accompanied=True).codes == {"health", "best_interests"}


COMBINATIONS = [
    ((2, 0, 0), True), ((1, 1, 0), True), ((1, 0, 1), True), ((0, 3, 0), True), ((0, 2, 1), True),
    ((1, 0, 0), False), ((0, 2, 0), False), ((0, 1, 5), False), ((0, 0, 9), False), ((0, 0, 0), False),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "expected"), COMBINATIONS)
def test_the_rule_of_a_dimension(counts: tuple[int, int, int], expected: bool) -> None:
    strong, medium, weak = counts
    assert positive(["strong"] * strong + ["medium"] * medium + ["weak"] * weak) is expected


@pytest.mark.parametrize("counts", list(product(range(4), repeat=3)))
def test_the_rule_of_a_dimension_is_monotone(counts: tuple[int, ...]) -> None:
    signs = [name for name, count in zip(STRENGTHS, counts, strict=True) for _ in range(count)]
    if positive(signs):
        assert all(positive([*signs, one]) for one in STRENGTHS)


DECEIVED = ["labour_adult.deceptive_recruitment.job", "labour_adult.deceptive_recruitment.wages"]
EXPLOITED = ["labour_adult.exploitation.hours", "labour_adult.exploitation.pay"]
COERCED = ["labour_adult.coercion_at_destination.documents", "labour_adult.coercion_at_destination.debt"]


@pytest.mark.parametrize(
    ("signs", "age", "result"),
    [
        (DECEIVED[:1], ADULT, "signs"),
        (DECEIVED, ADULT, "dimension_positive"),
        (EXPLOITED, ADULT, "exploited"),
        (DECEIVED + EXPLOITED, ADULT, "recruited_and_exploited"),
        (DECEIVED + EXPLOITED + COERCED, ADULT, "all_elements"),
        (EXPLOITED, CHILD, "all_elements"),
        (EXPLOITED, DOUBT, "all_elements"),
    ],
)
def test_the_result_of_the_six_dimensions(signs: list[str], age: Age, result: str) -> None:
    profile = assess(signs, age=age)
    assert [one.result for one in profile.readings] == [result]
    assert "trafficking" in profile.urgent, "one sign is enough for help"


def test_a_sign_noted_with_the_adults_list_weighs_as_a_childs() -> None:
    signs = ["labour_adult.coercive_recruitment.debt", "labour_adult.coercive_recruitment.documents"]
    assert assess(signs, age=ADULT).readings[0].positive == ()
    assert assess(signs, age=CHILD).readings[0].positive == ("coercive_recruitment",)


def test_nationality_religion_and_looks_have_no_way_in() -> None:
    assert set(inspect.signature(assess).parameters) == {
        "answers", "observations", "age", "plainly_adult", "accompanied"
    }  # fmt: skip
    told = {one.name for one in fields(Profile)}
    assert told == {"needs", "readings", "protective", "specific_needs", "child", "age_doubtful", "notes"}


def test_there_is_no_total_and_no_verdict() -> None:
    profile = assess(DECEIVED + EXPLOITED, ["health.fever"], age=ADULT)
    assert "profile:preliminary" in profile.notes
    assert not [name for name in dir(profile) if any(word in name for word in ("score", "total", "credib", "rank"))]


def test_urgent_needs_come_first() -> None:
    profile = assess(["needs.cannot_read", "asylum.fears_war", "health.asks_doctor"], age=ADULT)
    assert [need.urgent for need in profile.needs] == sorted((need.urgent for need in profile.needs), reverse=True)
    assert {"asylum", "urgent_health"} == set(profile.urgent)


def test_what_was_said_and_what_was_seen_stay_apart() -> None:
    need = assess(["health.fever"], ["health.fever"], age=ADULT).needs[0]
    assert {one.how for one in need.why} == {"said", "seen"}


@given(IDS, AGES, st.sets(st.sampled_from(sorted(need_kinds())), max_size=4))
def test_the_officer_adds_and_never_takes_away(seen: set[str], age: Age, added: set[str]) -> None:
    before = assess((), seen, age=age)
    after = add_needs(before, added, "seen in the waiting room")
    assert after.codes == before.codes | added
    assert set(before.urgent) <= set(after.urgent)
    for code in added:
        assert any(why.rule == "rule:officer" for need in after.needs if need.code == code for why in need.why)


@given(IDS, AGES)
def test_codes_and_rules_are_known(seen: set[str], age: Age) -> None:
    profile = assess(seen, seen, age=age)
    assert {code.partition(" ")[0] for code in profile.specific_needs} <= set(needs_codes())
    assert {why.rule for need in profile.needs for why in need.why} <= set(RULES)
    assert profile.codes <= set(need_kinds())


def test_what_isnt_known_is_an_error() -> None:
    with pytest.raises(UnknownIndicatorError):
        assess(["nationality.any"])
    with pytest.raises(UnknownNeedError):
        add_needs(assess(), ["credible"])
