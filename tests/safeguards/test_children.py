"""Safeguard S6: a child alone, or with an adult whose authority isn't shown, is set aside; doubtful age means child."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards import children
from panah.safeguards.children import Company, Listing, age_on, decide

DAY = dt.date(2026, 11, 21)
CHILD = "2015-06-01"
PARENT = Company("parent", "birth_certificate", adult_named=True)


def test_eighteen_on_the_day_itself() -> None:
    assert decide(birth_date="2008-11-21", day=DAY).code == "adult"
    assert decide(birth_date="2008-11-22", day=DAY).code == "child_alone"


@pytest.mark.parametrize("birth", ["2008-XX-XX", "2008-11-XX", "XXXX-XX-XX", "", "garbage", "2008-XX-01"])
def test_doubtful_age_means_child(birth: str) -> None:
    decision = decide(birth_date=birth, day=DAY)
    assert decision.set_aside
    assert decision.doubtful


@pytest.mark.parametrize("birth", ["2007-XX-XX", "2008-10-XX", "1950-XX-XX"])
def test_an_unknown_part_that_makes_no_difference_is_no_doubt(birth: str) -> None:
    assert decide(birth_date=birth, day=DAY).code == "adult"


def test_the_officers_word_counts_only_where_no_year_is_known() -> None:
    assert not decide(birth_date="XXXX-XX-XX", day=DAY, plainly_adult=True).set_aside
    assert decide(birth_date="2008-XX-XX", day=DAY, plainly_adult=True).set_aside
    assert decide(birth_date=CHILD, day=DAY, plainly_adult=True).set_aside


def test_alone() -> None:
    assert decide(birth_date=CHILD, day=DAY) == children.ChildDecision("child_alone", set_aside=True, child=True)


def test_with_a_parent_who_shows_it() -> None:
    assert not decide(birth_date=CHILD, day=DAY, company=PARENT).set_aside


def test_an_adult_must_be_named() -> None:
    company = Company("parent", "birth_certificate", adult_named=False)
    assert decide(birth_date=CHILD, day=DAY, company=company).code == "child_alone"


def test_another_child_is_no_company() -> None:
    company = Company("relative", "consent", adult_named=True, adult_may_be_child=True)
    assert decide(birth_date=CHILD, day=DAY, company=company).code == "child_with_child"


def test_a_relative_needs_a_paper_that_names_the_child() -> None:
    for authority in ("same_document", "birth_certificate", "both_parents", children.NOT_SHOWN):
        company = Company("relative", authority, adult_named=True)
        assert decide(birth_date=CHILD, day=DAY, company=company).code == "child_authority_not_shown"
    assert not decide(birth_date=CHILD, day=DAY, company=Company("relative", "consent", adult_named=True)).set_aside


@pytest.mark.parametrize(
    ("relation", "authority"), list(product(children.RELATIONS, [children.NOT_SHOWN, "", "said so"]))
)
def test_authority_that_is_not_shown_is_never_enough(relation: str, authority: str) -> None:
    assert decide(birth_date=CHILD, day=DAY, company=Company(relation, authority, adult_named=True)).set_aside


def test_a_listed_pupil_crosses_the_short_way_while_the_list_runs() -> None:
    listing = Listing(dt.date(2026, 9, 1), dt.date(2026, 11, 21))
    assert not decide(birth_date=CHILD, day=DAY, listing=listing).set_aside
    assert decide(birth_date=CHILD, day=DAY + dt.timedelta(days=1), listing=listing).set_aside


def test_a_list_that_names_an_adult_needs_the_adult() -> None:
    listing = Listing(dt.date(2026, 1, 1), dt.date(2026, 12, 31), adult_needed=True)
    assert decide(birth_date=CHILD, day=DAY, listing=listing).set_aside
    teacher = Company("teacher", children.NOT_SHOWN, adult_named=True)
    assert not decide(birth_date=CHILD, day=DAY, listing=listing, company=teacher).set_aside


@given(
    birth=st.dates(dt.date(1930, 1, 1), dt.date(2026, 11, 21)),
    hidden=st.sampled_from(["", "day", "month"]),
    day=st.dates(dt.date(2026, 11, 21), dt.date(2030, 1, 1)),
)
def test_hiding_a_part_never_makes_anybody_older(birth: dt.date, hidden: str, day: dt.date) -> None:
    shown = birth.isoformat()
    if hidden:
        shown = f"{shown[:7]}-XX" if hidden == "day" else f"{shown[:4]}-XX-XX"
    whole, part = age_on(birth.isoformat(), day), age_on(shown, day)
    assert whole.youngest is not None
    assert part.youngest is not None
    assert part.oldest is not None
    assert part.youngest <= whole.youngest <= part.oldest
    assert whole.youngest == whole.oldest
    if whole.may_be_child:
        assert part.may_be_child


@given(st.text(max_size=12))
def test_any_text_for_a_birth_date_gives_a_decision(text: str) -> None:
    assert decide(birth_date=text, day=DAY).code in children.CODES


@given(
    relation=st.sampled_from(["", *children.RELATIONS, "stranger"]),
    authority=st.sampled_from(["", children.NOT_SHOWN, *children.AUTHORITIES]),
    named=st.booleans(),
    young=st.booleans(),
)
def test_every_company_gives_a_known_code_and_children_stay_children(
    relation: str, authority: str, named: bool, young: bool
) -> None:
    decision = decide(birth_date=CHILD, day=DAY, company=Company(relation, authority, named, young))
    assert decision.code in children.CODES
    assert decision.child
    assert decision.set_aside == (decision.code != "child_accompanied")
