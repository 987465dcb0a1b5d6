"""What earlier versions handed over: whose share it is now, whatever they left unsaid (S1)."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from panah.border.desk import tokens
from panah.border.desk.context import Actor
from panah.border.models import Hold
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.apply.matters import holding_of
from panah.protection.desk import (
    case_opening,
    case_transfers,
    case_work,
    claims,
    handing,
    matters,
    referrals,
    returns,
)
from panah.protection.desk import handed_before as handed_before_desk
from panah.protection.desk.bodies import BodyView
from panah.protection.facts.cases import CaseReopened, ShareHandedOver
from panah.protection.facts.claims import ClaimTransferred
from panah.protection.facts.matters import ShareEntrusted
from panah.safeguards.routes import CLAIM
from tests.protection.cases import Bodies, home_of_bodies
from tests.protection.conftest import CASE_WORKER, SECOND, Nodes, establish
from tests.protection.test_case_transfers import wanted
from tests.protection.test_cases import RECEIVED, health_case, here, let_go, mandate, says_no, take
from tests.protection.test_matters import blocked, released

__all__ = ["here", "home_of_bodies", "mandate"]


def as_before(here: Bodies, body: UUID, referral: UUID, matter: UUID, to: str) -> None:
    """What an earlier version did at acceptance: the other body had the same share then, and this one said nothing."""
    shares = [
        Statement(ShareEntrusted(hold=one.hold, share=one.share, reply_to=one.reply_to), matter, timezone.now())
        for one in holding_of(matters.matter_of(body, matter)).here
    ]
    keep([letter(shares, to=[here.readers[to].public], actor=body)])
    matters.say_as_body(body, [Statement(ShareHandedOver(), referral, timezone.now())], actor=body)


def handed_before(here: Bodies) -> tuple[UUID, UUID, UUID, Actor]:
    """A matter that went with its case before anybody said whose share it is: body, case, matter, its worker."""
    body, case, matter, actor = health_case(here)
    if "clinic2" not in here.readers:
        here.readers |= Bodies("clinic2").readers
    referral = case_transfers.transfer(body, case, wanted(here, "clinic2", "health"), actor=actor)
    referrals.answer(here.id("clinic2"), referral, "accepted", actor=here.staff("clinic2"))
    as_before(here, body, referral, matter, "clinic2")
    return body, case, matter, actor


@pytest.mark.parametrize("by_the_clock", [True, False])
def test_what_an_earlier_version_handed_over_the_giver_lets_go_of_no_more(here: Bodies, by_the_clock: bool) -> None:
    """Said by the clock, or before anything is decided about it; whoever has the case open asks for a share of their
    own."""
    body, case, matter, actor = handed_before(here)
    case_work.close(body, case, "transferred", actor=actor)
    opened_again = CaseReopened(why="As an earlier version did, without asking anybody")
    matters.say_as_body(body, [Statement(opened_again, case, timezone.now())], actor=actor.id)
    for _twice in range(2 if by_the_clock else 0):
        returns.collect(thoroughly=True)
        again = holding_of(matters.matter_of(body, matter))
        assert (again.has_say, again.here, len(again.asks)) == (True, (), 1)
    take(body, case, "received", RECEIVED, actor)
    assert take(body, case, "died", {"certified": "yes"}, actor)
    [theirs] = holding_of(matters.matter_of(body, matter)).shares
    assert (theirs.passed_to, theirs.back) == (here.id("clinic2"), False), "the other's share isn't given back"
    assert not let_go(here.id("clinic2"), matter)


def test_what_an_earlier_version_handed_back_is_whose_case_it_is(here: Bodies) -> None:
    body, _case, matter, _actor = handed_before(here)
    second = here.id("clinic2")
    case = case_opening.open_case(second, matter=matter, actor=here.staff("clinic2"))
    referral = case_transfers.transfer(second, case, wanted(here, "clinic", "health"), actor=here.staff("clinic2"))
    referrals.answer(body, referral, "accepted", actor=here.staff("clinic"))
    as_before(here, second, referral, matter, "clinic")
    returns.collect(thoroughly=True)
    for one, whose in ((body, None), (second, body)):
        held = holding_of(matters.matter_of(one, matter))
        assert (held.passed_to, [share.passed_to for share in held.shares]) == (whose, [whose])


def test_so_it_is_with_what_went_with_a_claim(here: Bodies, mandate: BodyView) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    matter = here.told("asylum", "asylum", hold)
    claim = claims.register(body, here.referred("asylum", purpose=CLAIM, hold=hold), actor=actor)
    gone = Statement(ClaimTransferred(to=mandate.id, why="Mandate"), claim, timezone.now())
    matters.say_as_body(body, [gone], actor=actor.id)
    assert matters.matter_of(body, matter).passed_to is None
    returns.collect(thoroughly=True)
    assert matters.matter_of(body, matter).passed_to == mandate.id
    with says_no("no_share"):
        matters.let_go(body, matter, "It was mine once", actor=actor)


def two_given(alone: Nodes) -> tuple[UUID, UUID, list[UUID]]:
    """A hold whose share a body gave to two others, as in an earlier version: hold, matter, the two."""
    hold = alone.held()
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    giver = alone.readers["asylum"]
    row = matters.matter_of(giver.id, matter)
    [share] = holding_of(row).here
    given = []
    for name in ("first", "second"):
        other = keyring.make(name, uuid4())
        establish("unhcr", "asylum", key=other.public, id=other.id, name=name)
        told = [
            handing.as_told(row, other.id, timezone.now()),
            Statement(ShareEntrusted(hold=hold, share=share.share, reply_to=share.reply_to), matter, timezone.now()),
        ]
        keep([letter(told, to=[other.public], actor=giver.id)])
        given.append(other.id)
    return hold, matter, given


def test_whoever_was_given_what_others_were_given_too_gets_a_share_of_their_own(alone: Nodes) -> None:
    """Or the first of them let go for both."""
    hold, matter, given = two_given(alone)
    for _twice in range(2):
        returns.collect(thoroughly=True)
    assert [len(holding_of(matters.matter_of(one, matter)).asks) for one in given] == [1, 1]
    matters.let_go(given[0], matter, "Recognised", actor=CASE_WORKER)
    assert blocked(hold), "the second decides still"
    matters.let_go(given[1], matter, "Recognised", actor=CASE_WORKER)
    assert released(hold)


def test_what_its_giver_let_go_of_before_is_held_for_whoever_has_it(alone: Nodes) -> None:
    """Said by the clock, or before anything is decided about it."""
    hold, matter, given = two_given(alone)
    matters.let_go(alone.readers["asylum"].id, matter, "It was mine once", actor=CASE_WORKER)
    assert tokens.of(Hold.objects.get(subject=hold)) is not None, "as an earlier version left it"
    returns.collect(thoroughly=True)
    assert blocked(hold)
    matters.let_go(given[1], matter, "Recognised", actor=CASE_WORKER)
    assert blocked(hold), "the first decides still"


def test_what_came_back_costs_no_more_for_many_than_for_one(here: Bodies) -> None:
    """By the clock, every hour."""

    here.readers |= Bodies("clinic2").readers

    def came_back() -> None:
        body, case, _matter, actor = handed_before(here)
        case_work.close(body, case, "transferred", actor=actor)
        case_work.reopen(body, case, "They came back to us", actor=actor)
        handed_before_desk.catch_up_all()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            handed_before_desk.catch_up_all()
        return len(queries)

    came_back()
    few = asked()
    came_back()
    came_back()
    assert asked() == few
