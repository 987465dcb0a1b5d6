"""Claims handed on: what goes along, what stays, and what each body still holds (S1)."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils import timezone

from panah.border.desk.context import Actor
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.apply.matters import holding_of
from panah.protection.desk import (
    case_lists,
    case_opening,
    case_work,
    cases,
    claim_steps,
    claims,
    claims_came,
    matter_lists,
    matters,
    returns,
)
from panah.protection.desk.bodies import BodyView
from panah.protection.desk.case_deciding import Deciding
from panah.protection.facts.claims import ClaimCalled, ClaimDeathCorrected, ClaimDied, ClaimReopened, ClaimStatusSet
from panah.protection.facts.matters import MatterHandedOver, MatterSuspected, ShareEntrusted
from panah.safeguards.routes import CLAIM
from tests.protection.cases import Bodies, home_of_bodies
from tests.protection.test_cases import here, let_go, mandate, says_no

__all__ = ["here", "home_of_bodies", "mandate"]


def two_claims(here: Bodies, hold: UUID, other_hold: UUID) -> tuple[UUID, UUID, UUID, UUID]:
    """Two claims of one person at the authority: the matters and the claims, each about its own."""
    body, actor = here.id("asylum"), here.staff("asylum")
    matters_told = [here.told("asylum", "asylum", hold), here.told("asylum", "stateless", other_hold)]
    both = [
        claims.register(body, here.referred("asylum", need, purpose=CLAIM, hold=one), actor=actor)
        for need, one in (("asylum", hold), ("stateless", other_hold))
    ]
    about = [claims.claim_of(body, one).matter for one in both]
    assert sorted(map(str, about)) == sorted(map(str, matters_told)), "no matter has two claims while another has none"
    assert None not in about
    claim_steps.same_person(body, both[0], both[1], True, "Their own word", actor=actor)
    return about[0], both[0], about[1], both[1]  # type: ignore[return-value]


def test_a_claim_is_about_the_matter_that_its_referral_names_before_an_older_one(here: Bodies) -> None:
    """Or its decision let go of a question that nobody decided."""
    here.readers |= Bodies("asylum").readers
    body, actor = here.id("asylum"), here.staff("asylum")
    for need, other in (("asylum", "stateless"), ("stateless", "asylum")):
        hold = uuid4()
        older, named = here.told("asylum", other, hold, ago=9), here.told("asylum", need, hold, ago=8)
        claim = claims.register(body, here.referred("asylum", need, purpose=CLAIM, hold=hold), actor=actor)
        assert claims.claim_of(body, claim).matter == named
        assert not let_go(body, older)


def test_who_is_referred_twice_for_one_need_has_no_second_one_answered(here: Bodies) -> None:
    """Or the second claim, ended as one too many, let go of a question that nobody decided (S1)."""
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    feared, stateless = here.told("asylum", "asylum", hold), here.told("asylum", "stateless", hold)
    first, second = (
        claims.register(body, here.referred("asylum", "asylum", purpose=CLAIM, hold=hold), actor=actor)
        for _twice in range(2)
    )
    assert claims.claim_of(body, second).matter == feared
    claim_steps.decide(body, second, "withdrawn", "One too many", counsel_offered=True, in_person=True, own_will=True,
                       understood=True, actor=actor)  # fmt: skip
    assert not let_go(body, feared), "the first claim is open"
    claim_steps.decide(body, first, "recognised", "Law", actor=actor)
    assert let_go(body, feared)
    assert not let_go(body, stateless)
    claims.register(body, here.referred("asylum", "asylum", purpose=CLAIM, hold=hold), actor=actor)
    assert not let_go(body, feared), "what is asked again is held again"


def test_what_was_found_out_while_a_claim_was_elsewhere_binds_it_once_it_is_back(
    here: Bodies, mandate: BodyView
) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor = here.id("asylum"), here.staff("asylum")
    gone, first, stays, second = two_claims(here, uuid4(), uuid4())
    claim_steps.same_person(body, first, second, False, "For a while", actor=actor)
    claim_steps.transfer(body, first, mandate.id, "Mandate", actor=actor)
    claim_steps.same_person(body, second, first, True, "They are one after all", actor=actor)
    claim_steps.transfer(mandate.id, first, body, "They decide both", actor=here.staff("asylum"))
    assert claims.claim_of(body, first).state == "registered"
    claim_steps.decide(body, first, "recognised", "Law", actor=actor)
    assert not let_go(body, gone), "the other claim of the same person is open"
    claim_steps.decide(body, second, "recognised", "Law", actor=actor)
    assert (let_go(body, gone), let_go(body, stays)) == (True, True)


def test_whoever_is_set_apart_from_a_claim_that_is_elsewhere_is_bound_by_it_no_more(
    here: Bodies, mandate: BodyView
) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor = here.id("asylum"), here.staff("asylum")
    _gone, first, stays, second = two_claims(here, uuid4(), uuid4())
    claim_steps.same_person(body, first, second, False, "For a while", actor=actor)
    claim_steps.transfer(body, first, mandate.id, "Mandate", actor=actor)
    for same in (True, False):
        claim_steps.same_person(body, second, first, same, "What is known now", actor=actor)
    claim_steps.decide(body, second, "recognised", "Law", actor=actor)
    assert let_go(body, stays)


def test_a_claim_decided_after_another_was_handed_on_lets_go_where_the_other_body_holds(
    here: Bodies, mandate: BodyView
) -> None:
    """Of another hold the border may not know that it is of the same person: nobody lets go of that alone."""
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    for other_hold, lets_go in ((hold, True), (uuid4(), False)):
        gone, first, stays, second = two_claims(here, hold, other_hold)
        claim_steps.same_person(body, first, second, False, "For a while", actor=actor)
        claim_steps.transfer(body, first, mandate.id, "Mandate", actor=actor)
        claim_steps.same_person(body, second, first, True, "They are one after all", actor=actor)
        claim_steps.decide(body, second, "recognised", "Law", actor=actor)
        assert let_go(body, stays) is lets_go
        assert not let_go(body, gone)
        [theirs] = holding_of(matters.matter_of(mandate.id, gone)).shares
        assert theirs.here, "what the other body decides about keeps the hold shut"
        hold = uuid4()
    # Also where it ended before.
    _gone, first, stays, second = two_claims(here, hold, hold)
    claim_steps.decide(body, second, "recognised", "Law", actor=actor)
    assert not let_go(body, stays)
    claim_steps.transfer(body, first, mandate.id, "Mandate", actor=actor)
    assert let_go(body, stays)


def test_nobody_hands_a_claim_on_without_the_say_that_goes_with_it(here: Bodies, mandate: BodyView) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    told = MatterSuspected(hold=hold, presentation=uuid4(), post=uuid4(), category="asylum", competent=body)
    keep([letter([Statement(told, uuid4(), timezone.now())], to=[here.readers["asylum"].public], actor=actor.id)])
    claim = claims.register(body, here.referred("asylum", purpose=CLAIM, hold=hold), actor=actor)
    with says_no("no_share"):
        claim_steps.transfer(body, claim, mandate.id, "Mandate", actor=actor)


def test_a_claim_about_what_was_let_go_of_or_handed_on_holds_again(here: Bodies, mandate: BodyView) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    matter = here.told("asylum", "asylum", hold)

    def claim() -> UUID:
        return claims.register(body, here.referred("asylum", purpose=CLAIM, hold=hold), actor=actor)

    claim_steps.decide(body, claim(), "recognised", "Law", actor=actor)
    assert let_go(body, matter)
    second = claim()
    assert not let_go(body, matter)
    claim_steps.transfer(body, second, mandate.id, "Mandate", actor=actor)
    assert matters.matter_of(body, matter).passed_to == mandate.id
    claim()
    assert matters.matter_of(body, matter).passed_to is None
    assert len(holding_of(matters.matter_of(body, matter)).asks) == 1


def test_a_claim_that_another_node_of_its_body_opened_again_holds_the_person(here: Bodies) -> None:
    """It came under seal, and nobody at a desk here did anything."""
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    matter = here.told("asylum", "asylum", hold)
    claim = claims.register(body, here.referred("asylum", purpose=CLAIM, hold=hold), actor=actor)
    claim_steps.decide(body, claim, "withdrawn", "Went home", counsel_offered=True, in_person=True, own_will=True,
                       understood=True, actor=actor)  # fmt: skip
    assert let_go(body, matter)
    anew = Statement(ClaimReopened(new="They arrested her brother"), claim, timezone.now())
    matters.say_as_body(body, [anew], actor=actor.id)
    returns.collect(thoroughly=True)
    held = holding_of(matters.matter_of(body, matter))
    assert (held.let_go, len(held.asks)) == (False, 1)


def test_a_death_that_was_wrong_is_corrected_and_the_person_held_again(here: Bodies) -> None:
    here.readers |= Bodies("asylum").readers
    body, actor = here.id("asylum"), here.staff("asylum")
    first, claim, second, _other = two_claims(here, uuid4(), uuid4())
    for one in (claim, _other):
        claim_steps.say(body, one, ClaimDied(on="2026-11-01", certificate="D 1"), actor=actor)
    assert (let_go(body, first), let_go(body, second)) == (True, True)
    claim_steps.say(body, claim, ClaimDeathCorrected(why="Her sister saw her"), actor=actor)
    row = claims.claim_of(body, claim)
    assert (row.state, row.died_on, [line["what"] for line in row.history[-2:]]) == (
        "registered", "", ["died", "death_corrected"],
    )  # fmt: skip
    for one in (first, second):
        held = holding_of(matters.matter_of(body, one))
        assert (held.let_go, len(held.asks)) == (False, 1), "of one person nothing stays let go of"


def test_a_claim_about_what_nobody_told_of_is_about_no_other_matter(here: Bodies) -> None:
    """Or its decision let go of a question that nobody asked it."""
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    stateless = here.told("asylum", "stateless", hold)
    claim = claims.register(body, here.referred("asylum", "asylum", purpose=CLAIM, hold=hold), actor=actor)
    assert claims.claim_of(body, claim).matter is None
    claim_steps.decide(body, claim, "recognised", "Law", actor=actor)
    assert not let_go(body, stateless)


def test_a_matter_that_comes_after_its_claim_gets_a_case_of_its_own_that_can_let_go(here: Bodies) -> None:
    """Paper brought the referral alone, and the line its matter later."""
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    claim = claims.register(body, here.referred("asylum", "asylum", purpose=CLAIM, hold=hold), actor=actor)
    matter = here.told("asylum", "asylum", hold)
    case = cases.case_of(body, case_opening.open_case(body, matter=matter, actor=actor))
    assert (case.claim, case.matter) == (None, matter)
    claim_steps.decide(body, claim, "recognised", "Law", actor=actor)
    assert not let_go(body, matter)
    assert Deciding(case).in_the_way == "not_let_go_yet", "its own steps are what is lacking"


def test_what_another_body_hands_over_is_not_ended_by_whatever_is_written_to_a_claim_that_ended_long_ago(
    here: Bodies, mandate: BodyView
) -> None:
    """Nobody has decided about it since."""
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    matter = here.told("asylum", "asylum", hold)
    claim = claims.register(body, here.referred("asylum", purpose=CLAIM, hold=hold), actor=actor)
    claim_steps.decide(body, claim, "recognised", "Law", actor=actor)
    assert let_go(body, matter)
    post = keyring.node().public
    handed = [
        MatterHandedOver(of=mandate.id, handing=uuid4(), posts=(post,)),
        ShareEntrusted(hold=uuid4(), share="cd" * 32, reply_to=post),
    ]
    keep([letter([Statement(one, matter, timezone.now()) for one in handed], to=[here.readers["asylum"].public],
                 actor=mandate.id)])  # fmt: skip
    status = ClaimStatusSet(document="R 1", valid_from="2026-01-01", valid_until="2027-01-01")
    claim_steps.say(body, claim, status, actor=actor)
    assert not let_go(body, matter)


def test_whoever_gets_a_claim_is_told_of_it_until_its_file_is_open(here: Bodies, mandate: BodyView) -> None:
    """Else nobody there knows of it before its first clock is late."""
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    here.told("asylum", "asylum", hold)
    claim = claims.register(body, here.referred("asylum", "asylum", purpose=CLAIM, hold=hold), actor=actor)
    assert claims_came.came(body) == []
    claim_steps.transfer(body, claim, mandate.id, "No competent body of the state", actor=actor)
    assert claims_came.came(body) == []
    [came] = claims_came.came(mandate.id)
    assert (came.subject, came.came_from) == (claim, body)

    colleague = Actor(uuid4())
    case = cases.case_of(mandate.id, case_opening.open_for_claim(mandate.id, claim, actor=colleague))
    taken = claims.claim_of(mandate.id, claim)
    assert (case.claim, case.number, case.name, case.hold) == (claim, taken.number, taken.name, hold)
    assert case.referral is None, "that stays with the body it was sent to"
    assert case.matter == taken.matter
    assert claims_came.came(mandate.id) == []
    assert claims.case_of(body, claim) is not None, "the file of whoever handed it over stays there"


def test_what_leads_to_a_claim_goes_along_and_its_old_file_can_be_closed(here: Bodies, mandate: BodyView) -> None:
    """The person has the number of their card, and whoever gave the claim away works on it no more."""
    here.readers |= Bodies("asylum").readers
    body, actor, hold = here.id("asylum"), here.staff("asylum"), uuid4()
    matter = here.told("asylum", "asylum", hold)
    claim = claims.register(body, here.referred("asylum", purpose=CLAIM, hold=hold), actor=actor)
    ours = claims.case_of(body, claim)
    assert ours is not None
    with says_no("transfer_not_accepted"):
        case_work.close(body, ours.subject, "transferred", actor=actor)
    with says_no("matter_open"):
        case_work.close(body, ours.subject, "helped", actor=actor)
    claim_steps.transfer(body, claim, mandate.id, "No body of the state can decide", actor=actor)

    # Whichever page the file is opened from, it is the claim's.
    colleague = Actor(uuid4())
    theirs = cases.case_of(mandate.id, case_opening.open_case(mandate.id, matter=matter, actor=colleague))
    assert (theirs.claim, theirs.reference, theirs.matter) == (claim, "7KQ4-M2XP", matter)
    assert [one.card for one in matter_lists.find(mandate.id, words="7KQ4-M2XP")] == ["7KQ4-M2XP"]
    with says_no("case_opened"):
        case_opening.open_case(mandate.id, matter=matter, actor=colleague)
    told = claims.claim_of(mandate.id, claim).history[-1]
    assert (told["what"], told["fact"]["why"]) == ("taken_over", "No body of the state can decide")

    assert [one.subject for one in case_lists.accepted_elsewhere(body)] == [ours.subject]
    assert [one.subject for one in case_lists.accepted_elsewhere(body, actor.id)] == [ours.subject], (
        "nobody's is everybody's"
    )
    assert Deciding(ours).in_the_way == "matter_handed_on"
    case_work.close(body, ours.subject, "transferred", actor=actor)

    # Given back, it has all that was said of it, and the number.
    claim_steps.transfer(mandate.id, claim, body, "They decide after all", actor=colleague)
    row = claims.claim_of(body, claim)
    assert [one["what"] for one in row.history] == ["registered", "taken_over", "taken_over"]
    assert (row.reference, row.came_from) == ("7KQ4-M2XP", mandate.id)
    assert not Deciding(ours).handed_on
    # The file that was closed with it waits in the day until somebody opens it again.
    [came] = claims_came.came(body)
    assert (came.subject, came.came_from) == (claim, mandate.id)
    assert case_opening.open_for_claim(body, claim, actor=actor) == ours.subject
    again = cases.case_of(body, ours.subject)
    assert (again.closed, again.story[-1]["text"]) == (None, "They decide after all")
    assert claims_came.came(body) == []
    assert case_opening.open_for_claim(body, claim, actor=actor) == ours.subject
    assert len(cases.case_of(body, ours.subject).story) == len(again.story)
    assert (again.due, again.due_step) == ("", ""), "the claim's clocks say what is next"

    # So does a file that was open all the while: nobody there has heard of it.
    for giver, taker, by in ((body, mandate.id, actor), (mandate.id, body, colleague)):
        claim_steps.transfer(giver, claim, taker, "Back and forth", actor=by)
        assert [one.subject for one in claims_came.came(taker)] == [claim]
    assert case_opening.open_for_claim(body, claim, actor=actor) == ours.subject
    assert claims_came.came(body) == []
    claim_steps.transfer(body, claim, mandate.id, "Once more", actor=actor)
    called = ClaimCalled(call=uuid4(), on="2999-01-01", at="10:00", place="Room 4", language="fa-af")
    claim_steps.say(mandate.id, claim, called, actor=colleague)
    assert claims_came.came(mandate.id) == [], "whoever works on it knows of it"
