"""Transfers: another body is asked for the least, and has a say in the hold only once it has accepted."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import keep, letter
from panah.node.keeping import do_what_is_owed
from panah.protection.apply.matters import holding_of
from panah.protection.desk import (
    awaiting,
    case_entries,
    case_lists,
    case_matters,
    case_opening,
    case_transfers,
    case_work,
    cases,
    matters,
    referrals,
    returns,
)
from panah.protection.desk.case_deciding import Deciding
from panah.protection.desk.case_transfers import Transfer
from panah.protection.facts.bodies import ChangePart
from panah.protection.facts.matters import MatterLetGo, MatterSuspected
from panah.protection.models import (
    Case,
    Matter,
    Referral,
    Share,
)
from panah.safeguards.routes import CLAIM, Said, least_fields
from tests.protection.cases import Bodies, home_of_bodies
from tests.protection.conftest import establish, signed
from tests.protection.test_cases import RECEIVED, health_case, here, let_go, mandate, opened, says_no, take

__all__ = ["here", "home_of_bodies", "mandate"]


def wanted(here: Bodies, name: str, need: str, purpose: str = "services", **more: object) -> Transfer:
    said = Said(purpose, True, int(timezone.now().timestamp()) - 1, **more) if purpose != CLAIM else None  # type: ignore[arg-type]
    return Transfer(here.id(name), (need,), purpose, "They can do more", said)


def test_another_body_is_asked_with_the_least_and_the_case_stays_until_it_accepts(here: Bodies) -> None:
    body, case, actor = opened(here, birth_date="1990-01-01", own_words="They beat me")
    case_entries.note(body, case, "Nobody else reads this", actor=actor)
    with says_no("consent_needed"):
        nothing = Transfer(here.id("shelter"), ("trafficking",), "services", "Why", None)
        case_transfers.transfer(body, case, nothing, actor=actor)
    with says_no("purpose_needed"):
        case_transfers.transfer(body, case, wanted(here, "shelter", "trafficking", CLAIM), actor=actor)
    with says_no("body_unknown"):
        case_transfers.transfer(body, case, wanted(here, "helpers", "trafficking"), actor=actor)
    asked = wanted(here, "shelter", "trafficking", without=frozenset({"name"}))
    referral = case_transfers.transfer(body, case, asked, actor=actor)
    with says_no("transfer_asked"):
        case_transfers.transfer(body, case, asked, actor=actor)
    theirs = Referral.objects.for_body(here.id("shelter")).get(subject=referral)
    assert set(theirs.values) <= set(least_fields()["anti_trafficking", "services"]) - {"name"}
    assert "Nobody else" not in str(theirs.values)
    assert not Referral.objects.for_body(body).filter(subject=referral).exists()
    with says_no("transfer_not_accepted"):
        case_work.close(body, case, "transferred", actor=actor)
    referrals.answer(here.id("shelter"), referral, "declined", reason="no_room", actor=here.staff("shelter"))
    [row] = case_transfers.transfers_of(cases.case_of(body, case))
    assert (row.reason, row.accepted) == ("no_room", None)
    again = case_transfers.transfer(body, case, asked, actor=actor)
    referrals.answer(here.id("shelter"), again, "accepted", actor=here.staff("shelter"))
    assert [one.subject for one in case_lists.accepted_elsewhere(body)] == [case]
    case_work.close(body, case, "transferred", actor=actor)


def test_consent_taken_back_is_told_to_whoever_was_asked_in_turn(here: Bodies) -> None:
    body, case, actor = opened(here, wishes="A quiet room", health_told="A cough")
    referral = case_transfers.transfer(body, case, wanted(here, "shelter", "trafficking"), actor=actor)
    theirs = here.id("shelter")
    assert referrals.referral_of(theirs, referral).row.values["wishes"] == "A quiet room"
    assert not referrals.referral_of(theirs, referral).owed
    own = cases.case_of(body, case).referral
    assert own is not None
    referrals.take_back(body, own, "asked_alone", "ru", actor=actor)
    assert referrals.referral_of(theirs, referral).owed
    [row] = case_transfers.transfers_of(cases.case_of(body, case))
    assert row.taken_back is not None
    referrals.acknowledge_consent(theirs, referral, actor=here.staff("shelter"))
    assert not referrals.referral_of(theirs, referral).owed
    referrals.acknowledge_consent(body, own, actor=actor)
    later = case_transfers.transfer(body, case, wanted(here, "clinic", "health"), actor=actor)
    assert "health_told" not in referrals.referral_of(here.id("clinic"), later).row.values
    _body, another, _actor = opened(here, health_told="A cough")
    agreed = case_transfers.transfer(body, another, wanted(here, "clinic", "health"), actor=actor)
    assert referrals.referral_of(here.id("clinic"), agreed).row.values["health_told"] == "A cough"


def test_what_is_narrowed_is_narrowed_for_whoever_was_asked_in_turn_and_not_taken_back(here: Bodies) -> None:
    body, case, actor = opened(here, wishes="A quiet room", health_told="A cough")
    referral = case_transfers.transfer(body, case, wanted(here, "shelter", "trafficking"), actor=actor)
    theirs = here.id("shelter")
    own = cases.case_of(body, case).referral
    assert own is not None
    referrals.narrow(body, own, {"wishes"}, None, "asked_alone", "ru", actor=actor)
    view = referrals.referral_of(theirs, referral)
    assert view.owed == {"wishes"}
    assert not view.refused
    [row] = case_transfers.transfers_of(cases.case_of(body, case))
    assert row.taken_back is None


def test_the_matter_goes_along_to_a_body_competent_for_it_and_to_no_other(here: Bodies) -> None:
    body, case, matter, actor = health_case(here)
    to_helpers = case_transfers.transfer(body, case, wanted(here, "helpers", "health"), actor=actor)
    assert not Share.objects.for_body(here.id("helpers")).exists()
    referrals.answer(here.id("helpers"), to_helpers, "accepted", actor=here.staff("helpers"))
    with says_no("matter_open"):
        case_work.close(body, case, "transferred", actor=actor)
    here.readers |= Bodies("clinic2").readers
    second = case_transfers.transfer(body, case, wanted(here, "clinic2", "health"), actor=actor)
    taken = here.staff("clinic2")
    returns.collect()
    early = case_opening.open_case(here.id("clinic2"), matter=matter, actor=taken)
    take(here.id("clinic2"), early, "received", RECEIVED, taken)
    with says_no("no_share"):
        take(here.id("clinic2"), early, "died", {"certified": "yes"}, taken)
    letting_go = Statement(MatterLetGo(why="Not accepted yet"), matter, timezone.now())
    matters.say_as_body(here.id("clinic2"), [letting_go], actor=taken.id)
    assert not let_go(here.id("clinic2"), matter)
    assert not Share.objects.for_body(here.id("clinic2")).exists()
    referrals.answer(here.id("clinic2"), second, "accepted", actor=taken)
    returns.collect()
    assert Share.objects.for_body(here.id("clinic2")).get().subject == matter
    [once, _helpers] = case_transfers.transfers_of(cases.case_of(body, case))
    returns.collect()
    [again, _helpers] = case_transfers.transfers_of(cases.case_of(body, case))
    assert once.handed is not None
    assert once.handed == again.handed
    take(body, case, "received", RECEIVED, actor)
    assert not take(body, case, "died", {"certified": "yes"}, actor), "the other decides now"
    with says_no("matter_handed_on"):
        case_work.conclude(body, case, "They died", actor=actor)
    case_work.close(body, case, "transferred", actor=actor)
    assert not let_go(body, matter)
    assert take(here.id("clinic2"), early, "died", {"certified": "yes"}, taken)


def test_a_case_opened_again_after_the_matter_was_let_go_has_the_person_held_again(here: Bodies) -> None:
    body, case, matter, actor = health_case(here)
    take(body, case, "received", RECEIVED, actor)
    assert take(body, case, "died", {"certified": "yes"}, actor)
    case_work.close(body, case, "other", "A mistake in the name", actor=actor)
    assert let_go(body, matter)
    case_work.reopen(body, case, "They live", actor=actor)
    assert not let_go(body, matter)
    assert holding_of(matters.matter_of(body, matter)).asks, "the post was asked"
    with says_no("matter_open"):
        case_work.close(body, case, "helped", actor=actor)
    with says_no("not_let_go_yet"):
        case_work.conclude(body, case, "Died after all", actor=actor)


def test_a_step_that_opens_the_matter_again_does_so_too_and_no_other_step(here: Bodies) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor = here.id("asylum"), here.staff("asylum")
    matter = here.told("asylum", "stateless")
    case = case_opening.open_case(body, matter=matter, actor=actor)
    take(body, case, "registered", RECEIVED | {"fear": "no"}, actor)
    gone = {"in_person": "yes", "own_will": "yes", "counsel_offered": "yes", "language": "Tajik"}
    assert take(body, case, "withdrawn", gone, actor)
    assert let_go(body, matter)
    take(body, case, "reopened", {"what": "A letter came"}, actor)
    assert not let_go(body, matter)
    assert len(holding_of(matters.matter_of(body, matter)).asks) == 1
    take(body, case, "disappeared", {}, actor)
    assert len(holding_of(matters.matter_of(body, matter)).asks) == 1


def test_each_body_that_has_the_matter_open_has_a_share_of_its_own(here: Bodies) -> None:
    """Handed on, opened again by the first, and accepted by a third as well: nobody lets go for another."""
    body, case, matter, actor = health_case(here)
    here.readers |= Bodies("clinic2", "clinic3").readers
    second, third = here.staff("clinic2"), here.staff("clinic3")
    asked = [
        case_transfers.transfer(body, case, wanted(here, one, "health"), actor=actor) for one in ("clinic2", "clinic3")
    ]
    referrals.answer(here.id("clinic2"), asked[0], "accepted", actor=second)
    returns.collect()
    case_work.close(body, case, "transferred", actor=actor)
    share = Share.objects.for_body(here.id("clinic2")).get()
    [mine] = holding_of(matters.matter_of(body, matter)).shares
    assert (mine.share, mine.passed_to) == (share.share, here.id("clinic2"))
    referrals.answer(here.id("clinic3"), asked[1], "accepted", actor=third)
    returns.collect()
    late = holding_of(matters.matter_of(here.id("clinic3"), matter))
    assert (late.has_say, late.here, len(late.asks)) == (True, (), 1), "it asked for one of its own"
    case_work.reopen(body, case, "They came back to us", actor=actor)
    again = holding_of(matters.matter_of(body, matter))
    assert (again.has_say, again.here, len(again.asks)) == (True, (), 1), "the second keeps theirs"


def test_what_is_handed_over_late_is_asked_for_where_the_case_was_opened_again_meanwhile(here: Bodies) -> None:
    """The other body accepted, and its key came later than the case was closed and opened again."""
    body, case, matter, actor = health_case(here)
    here.readers |= Bodies("clinic2").readers
    referral = case_transfers.transfer(body, case, wanted(here, "clinic2", "health"), actor=actor)
    referrals.answer(here.id("clinic2"), referral, "accepted", actor=here.staff("clinic2"))
    case_work.close(body, case, "transferred", actor=actor)
    case_work.reopen(body, case, "They came back to us", actor=actor)
    returns.collect()
    held = holding_of(matters.matter_of(body, matter))
    assert [one.passed_to for one in held.shares] == [here.id("clinic2")]
    assert (held.passed_to, len(held.asks)) == (None, 1)


@pytest.mark.parametrize("missing", [Case, Matter])
def test_a_transfer_of_what_came_not_yet_keeps_no_other_waiting(here: Bodies, missing: type[Case | Matter]) -> None:
    """Another node of the body told of it, and letters come in any order."""
    here.readers |= Bodies("clinic2").readers
    told = []
    for _each in range(2):
        body, case, matter, actor = health_case(here)
        told.append((case, matter))
        referral = case_transfers.transfer(body, case, wanted(here, "clinic2", "health"), actor=actor)
        referrals.answer(here.id("clinic2"), referral, "accepted", actor=here.staff("clinic2"))
    first, second = told
    missing.everybodys.filter(reader=here.id("clinic"), subject=first[missing is Matter]).delete()
    returns.collect()
    assert holding_of(matters.matter_of(here.id("clinic"), second[1])).passed_to == here.id("clinic2")


def test_nothing_is_handed_over_to_a_body_that_was_revoked_meanwhile(here: Bodies) -> None:
    body, case, matter, actor = health_case(here)
    here.readers |= Bodies("clinic2").readers
    referral = case_transfers.transfer(body, case, wanted(here, "clinic2", "health"), actor=actor)
    referrals.answer(here.id("clinic2"), referral, "accepted", actor=here.staff("clinic2"))
    signed(ChangePart(body=here.id("clinic2"), act="revoke", reason="Closed"))
    returns.collect()
    assert holding_of(matters.matter_of(body, matter)).here


def test_a_body_that_waits_at_a_silent_line_is_told_of_by_the_clock(here: Bodies) -> None:
    """Nothing comes in any more that would call it."""
    office = keyring.make("monitor", uuid4())
    establish("monitor", key=office.public, id=office.id, name="Ombudsman")
    body = here.id("clinic")
    told = MatterSuspected(hold=uuid4(), presentation=uuid4(), post=uuid4(), category="health", competent=body)
    matter, actor = uuid4(), here.staff("clinic")
    keep([letter([Statement(told, matter, timezone.now())], to=[here.readers["clinic"].public], actor=body)])
    case = case_opening.open_case(body, referral=here.referred("clinic"), actor=actor)
    case_matters.link_matter(body, case, matter, actor=actor)
    do_what_is_owed()
    assert not awaiting.told_to(office.id)
    Case.everybodys.filter(subject=case).update(opened=timezone.now() - timedelta(hours=25))
    returns.collect()
    assert not awaiting.told_to(office.id)
    do_what_is_owed()
    assert [by for _one, by, _of in awaiting.told_to(office.id)] == ["clinic"]


def test_a_case_kept_after_all_was_let_go_of_holds_nobody(here: Bodies) -> None:
    body, actor = here.id("clinic"), here.staff("clinic")
    matter = here.told("clinic", "health")
    matters.let_go(body, matter, "Well again", actor=actor)
    case_opening.open_case(body, matter=matter, actor=actor)
    assert let_go(body, matter)


def test_a_body_that_was_revoked_lets_go_of_nothing_and_whoever_opened_a_case_again_closes_it_last(
    here: Bodies,
) -> None:
    body, case, matter, actor = health_case(here)
    here.readers |= Bodies("clinic2").readers
    referral = case_transfers.transfer(body, case, wanted(here, "clinic2", "health"), actor=actor)
    referrals.answer(here.id("clinic2"), referral, "accepted", actor=here.staff("clinic2"))
    returns.collect()
    case_work.close(body, case, "transferred", actor=actor)
    case_work.reopen(body, case, "They came back to us", actor=actor)
    with says_no("matter_open"):
        case_work.close(body, case, "helped", actor=actor)
    signed(ChangePart(body=here.id("clinic2"), act="revoke", reason="Closed"))
    with says_no("no_share"):
        matters.let_go(here.id("clinic2"), matter, "We are closed", actor=actor)


def test_a_matter_that_comes_back_to_whoever_closed_its_file_is_decided_in_the_new_one(here: Bodies) -> None:
    """Else it is open in a file that nobody looks into, and the new one says that nothing keeps a post."""
    body, case, matter, actor = health_case(here)
    here.readers |= Bodies("clinic2").readers
    theirs, other = here.id("clinic2"), here.staff("clinic2")
    asked = case_transfers.transfer(body, case, wanted(here, "clinic2", "health"), actor=actor)
    second = case_opening.open_case(theirs, referral=asked, actor=other)
    case_matters.link_matter(theirs, second, matter, actor=other)
    returns.collect()
    case_work.close(body, case, "transferred", actor=actor)
    back = case_transfers.transfer(theirs, second, wanted(here, "clinic", "health"), actor=other)
    new = case_opening.open_case(body, referral=back, actor=actor)
    returns.collect()
    assert matter in [one.subject for one in case_matters.linkable(cases.case_of(body, new))]
    case_matters.link_matter(body, new, matter, actor=actor)
    assert Deciding(cases.case_of(body, new)).matter_open
    assert Deciding(cases.case_of(body, new)).decides
