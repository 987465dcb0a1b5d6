"""What holds for every pair of names, whatever they are."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from panah.names import compare, keys, prepare, score

GIVEN = (
    "Rustam",
    "Nodira",
    "Мария",
    "Əli",
    "Nursultan",
    "Жасур",
    "Jean-Luc",
    "رضا",
    "Abdul Rahman",
    "Mohammad",
    "김정은",
)
FAMILY = (
    "Karimov",
    "Жўраев",
    "Öztürk",
    "Rezaei",
    "حسینی",
    "O'Brien",
    "Mirziyoyev",
    "Toktogulova",
    "al-Bashir",
    "Nguyễn",
)
FATHERS = ("", "Akmalovich", "Sultanuly", "ibn Ahmad", "Kamal oğlu")

people = st.builds(
    lambda given, father, family: " ".join(part for part in (given, father, family) if part),
    st.sampled_from(GIVEN),
    st.sampled_from(FATHERS),
    st.sampled_from(FAMILY),
)
anything = st.one_of(people, st.text(max_size=60), st.text("abcdo'- абжАЖдيرضا\u200e\u202e.,1İ", max_size=80))


@given(anything, anything)
def test_never_raises_and_stays_between_0_and_1(left, right):
    found = compare(left, right)
    assert 0.0 <= found.score <= 1.0
    assert found.match == (found.score >= 0.5)


@given(anything, anything)
def test_the_order_of_asking_does_not_matter(left, right):
    here, there = compare(left, right), compare(right, left)
    assert here.score == there.score
    assert [(r.code, r.weight, r.left, r.right) for r in here.why if not r.params] == [
        (r.code, r.weight, r.right, r.left) for r in there.why if not r.params
    ]


@given(anything, anything)
def test_the_quick_score_is_the_score(left, right):
    assert abs(score(prepare(left), prepare(right)) - compare(left, right).score) < 0.0002


@given(people)
def test_a_name_is_its_own(name):
    found = compare(name, name)
    assert found.match
    assert all(reason.weight >= 0 for reason in found.why[1:])


@given(people, people)
def test_case_and_spaces_do_not_matter(left, right):
    changed = f"  {right.upper()} ".replace(" ", "  ")
    assert compare(left, right).score == compare(left, changed).score


@given(people)
def test_lost_diacritics_are_no_other_name(name):
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
    assert compare(name, bare).match


@given(people, st.randoms())
def test_with_a_comma_the_order_is_free(name, chance):
    *others, family = name.split(" ")
    assert compare(f"{family}, {' '.join(others)}", f"{family}, {' '.join(others)}").score >= 0.5
    assert compare(f"{family}, {' '.join(others)}", name).match


@given(
    st.sampled_from(GIVEN[:2]),
    st.sampled_from(("Berdimuhamedova", "Abdurakhmonova")),
    st.sampled_from((29, 30, 31, 38, 39)),
)
def test_a_name_cut_by_the_zone_is_still_that_name(given_name, family, length):
    whole = f"{family}<<{given_name}<MUHAMMADSHARIF<ABDULAZIZ"
    assert compare(whole[:length], whole.replace("<", " ")).match


@given(people, st.sampled_from(("Smirnov", "Zhumagulov", "Popal")))
def test_another_family_name_is_never_a_match(name, other):
    *kept, _family = name.split(" ")
    assert not compare(name, " ".join([*kept, other])).match


@given(anything, anything, st.sampled_from(GIVEN), st.sampled_from(FAMILY))
def test_agreement_is_not_less_than_disagreement(left, right, given_name, family):
    assert compare(f"{given_name} {family}", f"{given_name} {family}").score >= compare(left, right).score - 1


@given(anything)
def test_keys_are_short_ascii_and_shared_with_oneself(name):
    found = keys(prepare(name))
    assert all(key.isascii() and 0 < len(key) <= 40 for key in found)
    assert len(set(found)) == len(found)


@settings(max_examples=30)
@given(st.text(min_size=5_000, max_size=10_000))
def test_a_name_of_ten_thousand_letters_is_answered(name):
    assert 0.0 <= compare(name, "Rustam Karimov").score < 0.9
