"""What a case decides about: a link taken back lets nobody go, and what one node opens another's letting go leaves open
(S1)."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from panah.border.desk.context import Actor
from panah.journal.entries import Statement
from panah.journal.facts import Fact
from panah.protection.apply.matters import holding_of
from panah.protection.desk import (
    case_matters,
    case_opening,
    case_steps,
    case_transfers,
    case_work,
    cases,
    claim_steps,
    claims,
    matters,
    referrals,
    returns,
)
from panah.protection.desk.case_deciding import Deciding
from panah.protection.facts.cases import CaseClaimLinked, CaseMatterLinked, CaseOpened
from panah.protection.facts.matters import MatterLetGo, MatterOpenHere
from panah.protection.views import case_print
from panah.safeguards.routes import CLAIM
from tests.protection.cases import Bodies, home_of_bodies
from tests.protection.test_case_transfers import wanted
from tests.protection.test_cases import ASKED, RECEIVED, health_case, here, let_go, opened, says_no, take

__all__ = ["here", "home_of_bodies"]


def said(body: UUID, about: UUID, fact: Fact) -> None:
    """By another node of the body, that knew nothing of what is known here."""
    matters.say_as_body(body, [Statement(fact, about, timezone.now())], actor=UUID(int=9))


def test_a_link_to_a_case_that_is_none_for_it_is_taken_back_and_the_matter_ended_where_it_belongs(
    here: Bodies,
) -> None:
    """An earlier version linked them."""
    here.readers |= Bodies("mandate").readers
    body, case, actor = opened(here, "mandate")
    matter = here.told("mandate", "asylum")
    said(body, case, CaseMatterLinked(matter=matter, hold=uuid4()))
    take(body, case, "asked", ASKED, actor)
    with says_no("case_opened"):
        case_opening.open_case(body, matter=matter, actor=actor)
    with says_no("reason_needed"):
        case_matters.unlink_matter(body, case, matter, " ", actor=actor)
    case_matters.unlink_matter(body, case, matter, "Another person's", actor=actor)
    assert not let_go(body, matter)
    assert holding_of(matters.matter_of(body, matter)).here, "the share stays where it is"
    row = cases.case_of(body, case)
    assert (row.matter, row.hold) == (None, None)
    assert [(one["what"], one["matter"], one["text"]) for one in row.story] == [
        ("matter_linked", str(matter), ""), ("matter_unlinked", str(matter), "Another person's"),
    ]  # fmt: skip
    with says_no("matter_unknown"):
        case_matters.unlink_matter(body, case, matter, "Twice", actor=actor)
    case_work.close(body, case, "helped", actor=actor)
    right = case_opening.open_case(body, matter=matter, actor=actor)
    take(body, right, "registered", {"language": "Dari", "child": "no"}, actor)
    assert take(body, right, "died", {"certified": "yes"}, actor)


def test_a_case_whose_claim_is_about_another_matter_gets_its_claims_and_the_other_a_case_of_its_own(
    here: Bodies,
) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    other, feared = here.told("asylum", "stateless"), here.told("asylum", "asylum", hold)
    case = case_opening.open_case(body, matter=other, actor=actor)
    claim = claims.register(body, here.referred("asylum", purpose=CLAIM, hold=hold), actor=actor)
    own = claims.case_of(body, claim)
    assert own is not None
    case_matters.unlink_matter(body, case, other, "Linked by mistake", actor=actor)
    # An earlier version put both into one case.
    said(body, own.subject, CaseMatterLinked(matter=other, hold=uuid4()))
    said(body, own.subject, CaseClaimLinked(claim=claim))
    assert Deciding(cases.case_of(body, own.subject)).in_the_way == "not_its_matter"
    with says_no("matter_open"):
        case_work.close(body, own.subject, "helped", actor=actor)
    case_matters.unlink_matter(body, own.subject, other, "Another question", actor=actor)
    assert cases.case_of(body, own.subject).matter == feared
    with says_no("claim_decides"):
        case_matters.unlink_matter(body, own.subject, feared, "Its own", actor=actor)
    claim_steps.decide(body, claim, "recognised", "Law", actor=actor)
    assert (let_go(body, feared), let_go(body, other)) == (True, False)
    again = case_opening.open_case(body, matter=other, actor=actor)
    take(body, again, "registered", RECEIVED | {"fear": "no"}, actor)
    assert take(body, again, "died", {"certified": "yes"}, actor)


def test_a_claim_about_another_matter_than_its_referrals_case_gets_a_case_of_its_own(here: Bodies) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    here.told("asylum", "asylum", hold)
    referral = here.referred("asylum", purpose=CLAIM, hold=hold)
    case = case_opening.open_case(body, referral=referral, actor=actor)
    other = here.told("asylum", "stateless", hold)
    case_matters.unlink_matter(body, case, cases.case_of(body, case).matter or uuid4(), "Wrong", actor=actor)
    said(body, case, CaseMatterLinked(matter=other, hold=hold))
    claim = claims.register(body, referral, actor=actor)
    own = claims.case_of(body, claim)
    assert own is not None
    assert (own.subject != case, own.matter) == (True, claims.claim_of(body, claim).matter)
    assert cases.of_referral(body, referral) == cases.case_of(body, case)


def test_what_a_wrong_case_let_go_of_is_held_again_once_the_link_is_taken_back(here: Bodies) -> None:
    """Another person died."""
    body, case, matter, actor = health_case(here)
    take(body, case, "received", RECEIVED, actor)
    assert take(body, case, "died", {"certified": "yes"}, actor)
    case_work.close(body, case, "died", actor=actor)
    case_matters.unlink_matter(body, case, matter, "They were taken for somebody else", actor=actor)
    held = holding_of(matters.matter_of(body, matter))
    assert (held.let_go, len(held.asks)) == (False, 1)


def test_whoever_lets_go_while_the_link_is_taken_back_elsewhere_leaves_it_open(here: Bodies) -> None:
    body, case, matter, actor = health_case(here)
    known = holding_of(matters.matter_of(body, matter))
    case_matters.unlink_matter(body, case, matter, "Another person's", actor=actor)
    gone = MatterLetGo(why="Through", shares=tuple(one.digest for one in known.here), asks=(),
                       openings=tuple(map(UUID, known.openings)))  # fmt: skip
    said(body, matter, gone)
    assert not let_go(body, matter)
    returns.collect()
    assert len(holding_of(matters.matter_of(body, matter)).asks) == 1


@pytest.mark.parametrize("opened_first", [True, False])
def test_a_case_opened_by_one_node_while_another_ends_one_keeps_the_matter_open(
    here: Bodies, opened_first: bool
) -> None:
    """Whichever of the two this node hears of first."""
    body, case, matter, actor = health_case(here)
    take(body, case, "received", RECEIVED, actor)
    known = holding_of(matters.matter_of(body, matter))
    gone = MatterLetGo(why="Certified", shares=tuple(one.digest for one in known.here), asks=(),
                       openings=tuple(map(UUID, known.openings)))  # fmt: skip
    second = uuid4()
    there = CaseOpened(number="2026-1", procedure="health", matter=matter, hold=uuid4(), post=uuid4())
    letters: list[tuple[UUID, Fact]] = [
        (second, there), (matter, MatterOpenHere(opening=uuid4())), (matter, gone)
    ]  # fmt: skip
    for about, fact in letters if opened_first else reversed(letters):
        said(body, about, fact)
    if not opened_first:
        assert not let_go(body, matter), "what opens is never too late"
    assert not let_go(body, matter)
    returns.collect()
    held = holding_of(matters.matter_of(body, matter))
    assert (held.here, len(held.asks)) == ((), 1), "a share of its own is asked for"
    for one in (case, second):
        if one == second:
            take(body, one, "received", RECEIVED, actor)
        assert take(body, one, "died", {"certified": "yes"}, actor) is (one == second)
    assert let_go(body, matter)


def test_what_goes_to_another_body_went_with_the_matter_that_it_was_told_of(here: Bodies) -> None:
    """Or that body had the say about a matter it never heard of."""
    body, case, wrong, actor = health_case(here)
    here.readers |= Bodies("clinic2").readers
    referral = case_transfers.transfer(body, case, wanted(here, "clinic2", "health"), actor=actor)
    case_matters.unlink_matter(body, case, wrong, "Another person's", actor=actor)
    right = here.told("clinic", "health")
    case_matters.link_matter(body, case, right, actor=actor)
    referrals.answer(here.id("clinic2"), referral, "accepted", actor=here.staff("clinic2"))
    returns.collect()
    passed = [matters.matter_of(body, one).passed_to for one in (wrong, right)]
    assert passed == [here.id("clinic2"), None]
    assert not Deciding(cases.case_of(body, case)).handed_on
    take(body, case, "received", RECEIVED, actor)
    assert take(body, case, "died", {"certified": "yes"}, actor)
    assert (let_go(body, wrong), let_go(body, right)) == (False, True)


WELL = (("received", RECEIVED), ("screened", {"consent": "yes", "care": "none"}), ("ended", {"how": "well"}))


def ended(here: Bodies) -> tuple[UUID, UUID, UUID, Actor]:
    body, case, matter, actor = health_case(here)
    for step, values in WELL:
        take(body, case, step, values, actor)
    case_work.conclude(body, case, "Well again", actor=actor)
    case_work.close(body, case, "helped", actor=actor)
    return body, case, matter, actor


def test_a_case_opened_again_after_its_end_begins_anew(here: Bodies) -> None:
    """What ended it once doesn't end it again; it stays in the history."""
    body, case, matter, actor = ended(here)
    case_work.reopen(body, case, "Ill again", actor=actor)
    row = cases.case_of(body, case)
    assert (row.due_step, case_steps.course_of(row, "").done) == ("received", ())
    assert [one.step for one in case_steps.standing(row, "").earlier] == ["received", "screened", "ended"]
    printed = [text for _day, text in case_print._parts(row)[0]["lines"]]
    assert [text.endswith("Doesn't count") for text in printed] == [True, True, True]
    with says_no("step_before_matter"):
        take(body, case, "received", RECEIVED, actor, ago=2)
    for step, values in WELL:
        with says_no("not_let_go_yet"):
            case_work.conclude(body, case, "Enough", actor=actor)
        take(body, case, step, values, actor)
    case_work.conclude(body, case, "Well again", actor=actor)
    assert let_go(body, matter)


def test_of_a_case_that_an_earlier_version_opened_it_is_said_once_that_it_decides(
    here: Bodies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also behind one whose case is none for it, of which nothing can be said."""
    monkeypatch.setattr(case_matters, "_AT_ONCE", 1)
    body, actor = here.id("clinic"), here.staff("clinic")
    matter, over = here.told("clinic", "health"), here.told("clinic", "health")
    another = here.told("clinic", "asylum", ago=1)
    for about in (matter, over, another):
        opened_then = CaseOpened(number="2026-1", procedure="health", matter=about, hold=uuid4(), post=uuid4())
        said(body, uuid4(), opened_then)
    matters.let_go(body, over, "Well again", actor=actor)
    for _twice in range(2):
        returns.collect(thoroughly=True)
    assert [len(matters.matter_of(body, one).openings) for one in (matter, over, another)] == [1, 0, 0]
    assert let_go(body, over)


def test_matters_whose_cases_are_none_for_them_are_not_gone_through_each_hour(here: Bodies) -> None:
    """With thousands of them every hour began with half a minute of it, while officers waited for their pages."""
    for _ in range(3):
        about = here.told("clinic", "asylum")
        opened_then = CaseOpened(number="2026-1", procedure="health", matter=about, hold=uuid4(), post=uuid4())
        said(here.id("clinic"), uuid4(), opened_then)
    with CaptureQueriesContext(connection) as asked:
        case_matters.begin_before()
    assert len(asked) == 1


def test_a_wrong_death_is_taken_back_and_the_hold_is_asked_for_again(here: Bodies) -> None:
    body, case, matter, actor = health_case(here)
    take(body, case, "received", RECEIVED, actor)
    take(body, case, "screened", {"consent": "yes", "care": "later"}, actor)
    assert take(body, case, "died", {"certified": "yes"}, actor)
    with says_no("step_incomplete"):
        take(body, case, "lives", {"how": " "}, actor)
    assert not take(body, case, "lives", {"how": "The body was another person's"}, actor)
    held = holding_of(matters.matter_of(body, matter))
    assert (held.let_go, len(held.asks)) == (False, 1), "the post is asked to hold them again"
    row = cases.case_of(body, case)
    assert "treatment" in case_steps.course_of(row, "").allowed, "what was done before counts"
    assert Deciding(row).in_the_way == "not_let_go_yet"
    with says_no("matter_open"):
        case_work.close(body, case, "ended", actor=actor)


def test_a_case_closed_by_a_wrong_death_goes_on_where_it_was(here: Bodies) -> None:
    body, case, matter, actor = health_case(here)
    take(body, case, "received", RECEIVED, actor)
    assert take(body, case, "died", {"certified": "yes"}, actor)
    case_work.close(body, case, "died", actor=actor)
    case_work.reopen(body, case, "They live", actor=actor)
    row = cases.case_of(body, case)
    assert (row.due_step, [one.step for one in case_steps.course_of(row, "").done]) == ("screened", ["received"])
    assert len(holding_of(matters.matter_of(body, matter)).asks) == 1
