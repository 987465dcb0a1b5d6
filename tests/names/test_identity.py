"""Evidence besides the name: it adds and takes away, by declared weights; silence is no evidence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.documents import PartialDate
from panah.names import Identity, compare

NAME = "Rustam Karimov"


def score(left: Identity, right: Identity) -> float:
    return compare(NAME, NAME, left, right).score


def codes(left: Identity, right: Identity) -> list[str]:
    known = {"base", "same"}
    return [reason.code for reason in compare(NAME, NAME, left, right).why if reason.code not in known]


def born(year=None, month=None, day=None) -> Identity:
    return Identity(birth=PartialDate(year, month, day))


ALONE = compare(NAME, NAME).score


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        (born(1980, 5, 12), born(1980, 5, 12), "birth_same"),
        (born(1980, 5, 12), born(1980, 12, 5), "birth_swapped"),
        (born(1980, 5, 12), born(1980), "birth_possible"),
        (born(1980, 5), born(1980, 5, 12), "birth_possible"),
        (born(1980, 1, 1), born(1980, 5, 12), "birth_possible"),
        (born(1980, 5, 12), born(1980, 5, 13), "birth_one_part"),
        (born(1980, 5, 12), born(1980, 7, 12), "birth_one_part"),
        (born(1980, 5, 12), born(1980, 7, 30), "birth_year"),
        (born(1980), born(1982, 5, 12), "birth_estimate"),
        (born(1980, 1, 1), born(1982, 5, 12), "birth_estimate"),
        (born(1980), born(1983, 5, 12), "birth_different"),
        (born(1980, 5, 12), born(1982, 5, 12), "birth_different"),
        (born(1980, 6), born(1980, 5, 12), "birth_year"),
        (born(1980), born(1981, 5, 12), "birth_near"),
        (born(1980, 1, 1), born(1981, 5, 12), "birth_near"),
        (born(1980, 5, 12), born(1981, 5, 12), "birth_one_year"),
        (born(1980, 5, 12), born(1985, 5, 12), "birth_different"),
        (born(1980), born(1990), "birth_different"),
    ],
)
def test_birth(left, right, code):
    assert codes(left, right) == [code]
    assert codes(right, left) == [code]


def test_the_better_the_dates_agree_the_higher_the_score():
    same, swapped, possible, near, other = (
        score(born(1980, 5, 12), right)
        for right in (born(1980, 5, 12), born(1980, 12, 5), born(1980), born(1981), born(1985, 5, 12))
    )
    assert same > swapped > possible > near > ALONE > other


def test_a_whole_date_may_be_a_plain_one():
    assert codes(Identity(birth=date(1980, 5, 12)), born(1980, 5, 12)) == ["birth_same"]


def test_an_unknown_year_is_no_evidence():
    assert codes(born(None, 5, 12), born(1980, 5, 12)) == []


def test_another_sex_speaks_against_and_an_unknown_one_does_not():
    assert score(Identity(sex="M"), Identity(sex="F")) < ALONE
    assert score(Identity(sex="M"), Identity(sex="X")) == ALONE
    assert score(Identity(sex="M"), Identity()) == ALONE


def test_nationality_tells_persons_apart_and_nothing_else():
    uzbek, kazakh, both = (Identity(nationalities=frozenset(codes)) for codes in ({"UZB"}, {"KAZ"}, {"UZB", "KAZ"}))
    assert score(uzbek, kazakh) < ALONE < score(uzbek, uzbek)
    assert score(uzbek, both) == score(uzbek, uzbek) == score(kazakh, kazakh)
    assert score(uzbek, Identity()) == ALONE


def test_one_document_outweighs_a_name_spelt_quite_differently():
    document = Identity(documents=frozenset({("UZB", "AB1234567")}))
    assert not compare("Rustam Karimov", "Rustam Rahimov").match
    assert compare("Rustam Karimov", "Rustam Rahimov", document, document).match
    other = Identity(documents=frozenset({("UZB", "AB7654321")}))
    assert score(document, other) == ALONE  # people have more than one document


def test_a_document_whose_issuer_is_unknown_is_shown_by_its_number():
    document = Identity(documents=frozenset({("", "381310014")}))
    shown = [one for one in compare(NAME, NAME, document, document).why if one.code == "document_same"]
    assert [(one.left, one.right) for one in shown] == [("381310014", "381310014")]


@given(
    st.builds(
        Identity,
        st.one_of(st.none(), st.builds(PartialDate, st.integers(1940, 2010), st.integers(1, 12), st.integers(1, 28))),
        st.sampled_from(["", "M", "F", "X"]),
        st.frozensets(st.sampled_from(["UZB", "KAZ", "AFG"]), max_size=2),
    ),
    st.builds(Identity, st.none(), st.sampled_from(["", "M", "F"]), st.just(frozenset({"UZB"}))),
)
def test_the_order_of_asking_does_not_matter(left, right):
    assert score(left, right) == score(right, left)
