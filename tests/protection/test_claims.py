"""Claims at the authority: what lets go and what never does."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from panah.border.desk import holds, refusals
from panah.border.desk.decision import Decision
from panah.journal import facts as journal_facts
from panah.journal import rebuild
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import keep, letter
from panah.journal.facts import Fact
from panah.journal.models import Peer
from panah.journal.receive import receive
from panah.journal.store import Parcel
from panah.protection import claim_clocks
from panah.protection.desk import (
    case_opening,
    case_work,
    cases,
    claim_certificates,
    claim_lists,
    claim_steps,
    claims,
    returns,
)
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts import claims as facts
from panah.protection.facts.bodies import ChangePart
from panah.protection.models import Claim, Matter
from tests.border.conftest import SECOND
from tests.journal.sample import craft
from tests.protection.conftest import CASE_WORKER, Nodes, establish, signed
from tests.protection.test_claim_life import EVERYTHING
from tests.protection.test_referrals import only, referred, shelter, yes

TODAY = timezone.now().date()
AsOwner = Callable[[], AbstractContextManager[None]]


def registered(nodes: Nodes) -> Claim:
    referred(nodes)
    row = only(nodes, "asylum").row
    return claims.claim_of(row.reader, claims.register(row.reader, row.subject, actor=CASE_WORKER))


def referral_of(claim: Claim) -> UUID:
    assert claim.referral is not None
    return claim.referral


def again(claim: Claim) -> Claim:
    return claims.claim_of(claim.reader, claim.subject)


def say(claim: Claim, *said: object) -> Claim:
    for one in said:
        claim_steps.say(claim.reader, claim.subject, one, actor=CASE_WORKER)  # type: ignore[arg-type]
    return again(claim)


def called(days: int = 7, **more: object) -> facts.ClaimCalled:
    day = (TODAY + timedelta(days=days)).isoformat()
    return facts.ClaimCalled(call=uuid4(), on=day, at="10:00", place="Room 4", language="fa-af", **more)  # type: ignore[arg-type]


def heard(**more: object) -> facts.ClaimInterviewed:
    told = {"on": TODAY.isoformat(), "language": "fa-af", "understood": True, "present": ("alone",)} | more
    return facts.ClaimInterviewed(**told)  # type: ignore[arg-type]


def decide(claim: Claim, outcome: facts.Outcome, **more: bool) -> Claim:
    claim_steps.decide(claim.reader, claim.subject, outcome, "Law", actor=CASE_WORKER, **more)  # type: ignore[arg-type]
    return again(claim)


def served(claim: Claim, *, days_ago: int = 0) -> Claim:
    """Rejected, and handed over so many days ago."""
    say(claim, heard())
    decide(claim, "rejected")
    if days_ago:
        Claim.everybodys.filter(subject=claim.subject).update(since="2020-01-01")
    claim_steps.serve(
        claim.reader, claim.subject, on=TODAY - timedelta(days=days_ago), how="in_person", language="fa-af",
        understood=True, remedy_explained=True, actor=CASE_WORKER,
    )  # fmt: skip
    return again(claim)


def let_go(nodes: Nodes) -> bool:
    return Matter.objects.for_body(nodes.readers["asylum"].id).get().let_go is not None


def test_a_claim_is_registered_once_and_by_its_authority_alone(alone: Nodes) -> None:
    claim = registered(alone)
    with pytest.raises(ProtectionError, match="claim_registered"):
        claims.register(claim.reader, referral_of(claim), actor=CASE_WORKER)
    with pytest.raises(ProtectionError, match="claim_unknown"):
        claims.claim_of(alone.readers["shelter"].id, claim.subject)
    referred(alone, shelter(alone), said=(yes(),))
    help_asked = only(alone, "shelter").row
    with pytest.raises(ProtectionError, match="referral_unknown"):
        claims.register(help_asked.reader, help_asked.subject, actor=CASE_WORKER)


def test_a_claim_of_before_is_said_of_its_referral_later(alone: Nodes, as_owner: AsOwner) -> None:
    referred(alone)
    row = only(alone, "asylum").row
    begun = facts.ClaimRegistered(
        number="2025-A", referral=row.subject, matter=None, hold=row.hold, name="Zarina",
        registered_on=TODAY.isoformat(), valid_until=TODAY.isoformat(),
    )  # fmt: skip
    say_as_body(row.reader, [Statement(begun, uuid4(), timezone.now())], actor=CASE_WORKER.id)
    assert claim_lists.unregistered(row.reader, TODAY) == (1, 0)
    returns.collect(thoroughly=True)
    assert claim_lists.unregistered(row.reader, TODAY) == (0, 0)
    with as_owner():
        assert rebuild.differences("sealed") == {}


@pytest.mark.parametrize(("outcome", "goes"), [("admitted", False), ("recognised", True), ("other_protection", True)])
def test_only_what_leaves_nothing_open_lets_go(alone: Nodes, outcome: facts.Outcome, goes: bool) -> None:
    claim = registered(alone)
    assert decide(claim, outcome).outcome == outcome
    assert let_go(alone) is goes
    if goes:
        with pytest.raises(ProtectionError, match="claim_decided"):
            decide(claim, "rejected")


@pytest.mark.parametrize("outcome", ["recognised", "other_protection"])
def test_whoever_was_given_protection_can_be_let_in_and_never_refused(alone: Nodes, outcome: facts.Outcome) -> None:
    claim = registered(alone)
    assert claim.hold is not None
    waiting = refusals.verdict(claim.hold)
    decide(claim, outcome)
    returns.collect()
    answered = refusals.verdict(claim.hold)
    assert not answered.allowed
    assert answered.why == waiting.why, "nobody at the line reads from it what was decided"
    holds.take(claim.hold, actor=SECOND)
    holds.release_and_admit(claim.hold, Decision(), actor=SECOND)
    assert holds.get(claim.hold).released is not None


def test_a_rejection_in_force_leaves_the_post_to_the_law(alone: Nodes) -> None:
    claim = served(registered(alone), days_ago=200)
    assert claim.hold is not None
    claim_steps.conclude(claim.reader, claim.subject, "Nobody appealed", actor=CASE_WORKER)
    returns.collect()
    assert refusals.verdict(claim.hold).allowed


def test_nobody_is_rejected_unheard(alone: Nodes) -> None:
    claim = registered(alone)
    with pytest.raises(ProtectionError, match="interview_needed"):
        decide(claim, "rejected")
    say(claim, heard(), called(why="More questions"))
    with pytest.raises(ProtectionError, match="interview_needed"):
        decide(claim, "rejected")


def test_the_time_to_appeal_runs_from_service_and_only_its_end_lets_go(alone: Nodes) -> None:
    claim = registered(alone)
    say(claim, heard())
    decide(claim, "rejected")
    Claim.everybodys.filter(subject=claim.subject).update(since="2020-01-01")
    with pytest.raises(ProtectionError, match="claim_not_final"):
        claim_steps.conclude(claim.reader, claim.subject, "Nobody appealed", actor=CASE_WORKER)
    until = claim_steps.serve(
        claim.reader, claim.subject, on=TODAY, how="in_person", language="fa-af", understood=True,
        remedy_explained=True, actor=CASE_WORKER,
    )  # fmt: skip
    assert until > TODAY.isoformat()
    with pytest.raises(ProtectionError, match="claim_not_final"):
        claim_steps.conclude(claim.reader, claim.subject, "Nobody appealed", actor=CASE_WORKER)
    assert not let_go(alone)


def test_once_the_time_is_over_and_nobody_appealed_the_authority_lets_go(alone: Nodes) -> None:
    claim = served(registered(alone), days_ago=200)
    assert not let_go(alone)
    claim_steps.conclude(claim.reader, claim.subject, "Nobody appealed", actor=CASE_WORKER)
    assert again(claim).state == "closed"
    assert let_go(alone)


def test_a_claim_is_withdrawn_only_in_person_of_own_will_and_with_counsel_offered(alone: Nodes) -> None:
    claim = registered(alone)
    with pytest.raises(ProtectionError, match="counsel_needed"):
        decide(claim, "withdrawn")
    with pytest.raises(ProtectionError, match="withdrawal_incomplete"):
        decide(claim, "withdrawn", counsel_offered=True, own_will=True)
    assert not let_go(alone)
    decide(claim, "withdrawn", counsel_offered=True, own_will=True, in_person=True, understood=True)
    assert let_go(alone)


def test_a_claim_opens_its_case_file_which_decides_nothing_itself(alone: Nodes) -> None:
    claim = registered(alone)
    case = cases.of_referral(claim.reader, referral_of(claim))
    assert case is not None
    assert (case.claim, case.matter) == (claim.subject, claim.matter)
    with pytest.raises(ProtectionError, match="claim_decides"):
        case_work.take_step(claim.reader, case.subject, "withdrawn", TODAY, {}, actor=CASE_WORKER)
    with pytest.raises(ProtectionError, match="claim_decides"):
        case_work.conclude(claim.reader, case.subject, "Law", actor=CASE_WORKER)


def test_a_case_opened_before_its_claim_decides_nothing_either(alone: Nodes) -> None:
    referred(alone)
    row = only(alone, "asylum").row
    case = case_opening.open_case(row.reader, referral=row.subject, actor=CASE_WORKER)
    claims.register(row.reader, row.subject, actor=CASE_WORKER)
    assert only(alone, "asylum").state == "accepted"
    with pytest.raises(ProtectionError, match="claim_decides"):
        case_work.conclude(row.reader, case, "Law", actor=CASE_WORKER)


def test_a_claim_handed_over_is_the_other_bodys_alone_with_everything_said(alone: Nodes) -> None:
    unhcr = keyring.make("unhcr", uuid4())
    establish("unhcr", "asylum", key=unhcr.public, id=unhcr.id, name="UNHCR")
    claim = say(registered(alone), called(), heard())
    claim_steps.transfer(claim.reader, claim.subject, unhcr.id, "No body of the state decides", actor=CASE_WORKER)
    assert again(claim).state == "transferred"
    with pytest.raises(ProtectionError, match="claim_transferred"):
        decide(claim, "recognised")
    taken = claims.claim_of(unhcr.id, claim.subject)
    assert (taken.state, taken.interviewed_on, taken.number) == ("deciding", TODAY.isoformat(), claim.number)
    assert [line["what"] for line in taken.history] == ["registered", "called", "interviewed", "taken_over"]
    assert not let_go(alone)
    claim_steps.decide(unhcr.id, claim.subject, "recognised", "Mandate", actor=CASE_WORKER)
    assert Matter.objects.for_body(unhcr.id).get().let_go is not None


def test_a_claim_given_back_is_whole_again(alone: Nodes) -> None:
    unhcr = keyring.make("unhcr", uuid4())
    establish("unhcr", "asylum", key=unhcr.public, id=unhcr.id, name="UNHCR")
    claim = registered(alone)
    claim_steps.transfer(claim.reader, claim.subject, unhcr.id, "By mistake", actor=CASE_WORKER)
    claim_steps.say(unhcr.id, claim.subject, heard(), actor=CASE_WORKER)
    claim_steps.transfer(unhcr.id, claim.subject, claim.reader, "Back", actor=CASE_WORKER)
    assert (again(claim).state, again(claim).interviewed_on) == ("deciding", TODAY.isoformat())
    assert decide(claim, "recognised").state == "granted"
    assert let_go(alone)


def test_nobody_takes_the_place_of_a_claim_that_is_decided_here(alone: Nodes) -> None:
    claim = registered(alone)
    begun = next(line for line in claim.history if line["what"] == "registered")
    told = facts.EventPart(
        said=facts.ClaimRegistered.kind, version=begun["version"], at=begun["at"], by=CASE_WORKER.id,
        fact=begun["fact"] | {"name": "Somebody else"},
    )  # fmt: skip
    foreign = facts.ClaimTakenOver(of=uuid4(), events=(told,))
    keep([letter([Statement(foreign, claim.subject, timezone.now())], to=[alone.readers["asylum"].public],
                 actor=CASE_WORKER.id)])  # fmt: skip
    assert (again(claim).name, again(claim).state) == (claim.name, "registered")


def test_where_no_body_of_the_state_is_competent_unhcr_registers_under_its_mandate(alone: Nodes) -> None:
    signed(ChangePart(body=alone.readers["asylum"].id, act="revoke", reason="Dissolved"))
    unhcr = keyring.make("unhcr", uuid4())
    establish("unhcr", "asylum", key=unhcr.public, id=unhcr.id, name="UNHCR")
    alone.readers["unhcr"] = unhcr
    referred(alone)
    row = only(alone, "unhcr").row
    claim = claims.claim_of(unhcr.id, claims.register(unhcr.id, row.subject, actor=CASE_WORKER))
    assert (claim.basis, claim.matter is not None) == ("mandate", True)
    claim_steps.decide(unhcr.id, claim.subject, "recognised", "Mandate", actor=CASE_WORKER)
    assert Matter.objects.for_body(unhcr.id).get().let_go is not None


def test_of_one_person_nothing_is_let_go_while_any_claim_is_open(alone: Nodes) -> None:
    claim = registered(alone)
    second = claims.register_here(claim.reader, name="The same", language="Dari", actor=CASE_WORKER)
    claim_steps.same_person(claim.reader, claim.subject, second, True, "Their own word", actor=CASE_WORKER)
    decide(claim, "recognised")
    assert not let_go(alone)
    claim_steps.same_person(claim.reader, second, claim.subject, False, "Somebody else", actor=CASE_WORKER)
    assert let_go(alone)


def two_of_one_person(alone: Nodes) -> tuple[keyring.Reader, Claim, UUID]:
    """UNHCR, which may take claims over, and a claim beside a second one of the same person."""
    unhcr = keyring.make("unhcr", uuid4())
    establish("unhcr", "asylum", key=unhcr.public, id=unhcr.id, name="UNHCR")
    claim = registered(alone)
    second = claims.register_here(claim.reader, name="The same", language="Dari", actor=CASE_WORKER)
    claim_steps.same_person(claim.reader, claim.subject, second, True, "Their own word", actor=CASE_WORKER)
    return unhcr, claim, second


def test_what_is_open_of_one_person_is_handed_over_together(alone: Nodes) -> None:
    unhcr, claim, second = two_of_one_person(alone)
    claim_steps.transfer(claim.reader, claim.subject, unhcr.id, "Mandate", actor=CASE_WORKER)
    assert claims.claim_of(claim.reader, second).state == "transferred"
    claim_steps.decide(unhcr.id, claim.subject, "recognised", "Mandate", actor=CASE_WORKER)
    assert Matter.objects.for_body(unhcr.id).get().let_go is None, "the other claim is open"
    claim_steps.decide(unhcr.id, second, "recognised", "Mandate", actor=CASE_WORKER)
    assert Matter.objects.for_body(unhcr.id).get().let_go is not None


def turns(asked: CaptureQueriesContext) -> list[str]:
    """Whose turns were taken, in this order, and where the pen was."""
    waited = [one["sql"] for one in asked if "pg_advisory_xact_lock" in one["sql"] or "journal_take_pen" in one["sql"]]
    return list(dict.fromkeys(waited))


def test_two_who_hand_the_claims_of_one_person_over_wait_for_each_other(alone: Nodes) -> None:
    unhcr, claim, second = two_of_one_person(alone)
    taken = []
    for which in (claim.subject, second):
        with CaptureQueriesContext(connection) as asked, transaction.atomic():
            claim_steps.transfer(claim.reader, which, unhcr.id, "Mandate", actor=CASE_WORKER)
            transaction.set_rollback(True)
        taken.append(turns(asked)[:3])
    assert taken[0] == taken[1]


def test_a_claim_is_registered_in_the_turn_of_its_matter(alone: Nodes) -> None:
    """Or another claim about it could end meanwhile, and let go of what is open."""
    referred(alone)
    row = only(alone, "asylum").row
    matter = Matter.objects.for_body(row.reader).get()
    with CaptureQueriesContext(connection) as asked:
        claims.register(row.reader, row.subject, actor=CASE_WORKER)
    key = int.from_bytes(matter.subject.bytes[:8], "big", signed=True)
    taken = turns(asked)
    mine = next((at for at, one in enumerate(taken) if str(key) in one), len(taken))
    assert mine < next(at for at, one in enumerate(taken) if "pen" in one)


def test_a_family_is_linked_both_ways_and_each_is_asked_alone(alone: Nodes) -> None:
    claim = registered(alone)
    mother = claims.register_here(claim.reader, name="Her mother", language="Dari", actor=CASE_WORKER)
    told = {"dependant": False, "asked_alone": TODAY.isoformat(), "apart": False}
    claim_steps.link(claim.reader, claim.subject, mother, "parent", **told, actor=CASE_WORKER)  # type: ignore[arg-type]
    [back] = claims.claim_of(claim.reader, mother).links
    assert (back["other"], back["relation"], back["asked_alone"]) == (str(claim.subject), "child", "")
    claim_steps.link(claim.reader, mother, claim.subject, "child", **told | {"apart": True}, actor=CASE_WORKER)  # type: ignore[arg-type]
    [mine] = again(claim).links
    assert mine["relation"] == "parent"


def test_clocks_follow_the_law_of_the_country_and_the_claim(alone: Nodes) -> None:
    claim = registered(alone)
    assert claim.country == "KAZ"
    assert claim.due_step == "called"
    say(claim, called(days=3))
    assert again(claim).due_on == (TODAY + timedelta(days=3)).isoformat()
    say(claim, heard())
    dues = {one.what for one in claim_clocks.due(again(claim), TODAY)}
    assert {"decided", "certificate_extended"} <= dues
    assert claim_clocks.due(again(claim), TODAY + timedelta(days=400))[0].late
    say(claim, facts.ClaimMissing(since=TODAY.isoformat(), search_until="2027-01-01"))
    assert (again(claim).due_on, again(claim).due_step) == ("2027-01-01", "search")
    say(claim, facts.ClaimSearched(what="Her lawyer knew", found=True))
    decide(claim, "recognised")
    assert again(claim).due_step == "status_given"
    claim_certificates.renew(claim.reader, claim.subject, actor=CASE_WORKER)
    assert (again(claim).issue, let_go(alone)) == (2, True), "the certificate is their paper till then"
    until = (TODAY + timedelta(days=365)).isoformat()
    say(claim, facts.ClaimStatusSet(document="R 1", valid_from=TODAY.isoformat(), valid_until=until))
    assert (again(claim).due_on, again(claim).due_step) == (until, "status_extended")
    with pytest.raises(ProtectionError, match="claim_decided"):
        claim_certificates.renew(claim.reader, claim.subject, actor=CASE_WORKER)


def test_a_claim_of_before_is_read_and_its_time_to_appeal_no_longer_runs_from_the_decision(alone: Nodes) -> None:
    old = {"outcome": "rejected", "why": "Law", "appeal_until": "2020-01-01", "counsel_offered": False}
    fact = journal_facts.load(facts.ClaimDecided.kind, 1, json.dumps(old).encode())
    assert isinstance(fact, facts.ClaimDecided)
    claim = say(registered(alone), heard(), fact)
    assert (claim.state, claim.appeal_until) == ("rejected", "")


@pytest.mark.usefixtures("_no_sample")
def test_any_order_of_arrival_gives_the_same_claim(alone: Nodes, as_owner: AsOwner) -> None:
    """Envelopes of two nodes of one authority, their clocks interleaved, come in any order and in pieces."""
    reader = alone.readers["asylum"]
    branch = Peer.objects.create(name="branch", journals=[str(uuid4())], recipient=reader.public, reads="shared")
    node = UUID(branch.journals[0])
    signed(ChangePart(body=reader.id, act="key", key=reader.public, journal=node, reason="Its node"))

    def journal() -> UUID:
        """One more of the authority's own node."""
        branch.journals.append(str(uuid4()))
        branch.save()
        return UUID(branch.journals[-1])

    start = timezone.now() + timedelta(minutes=5)
    draw = random.Random(4)
    begun = facts.ClaimRegistered(
        number="2026-A", referral=None, matter=None, hold=None, name="Zarina", registered_on=TODAY.isoformat(),
        valid_until=TODAY.isoformat(),
    )  # fmt: skip
    more = [fact for fact in EVERYTHING if not isinstance(fact, facts.ClaimTransferred)]
    for _round in range(6):
        claim = uuid4()
        said = [begun, *draw.sample(more, 9)]

        def load(facts_said: list[Fact], steps: list[int], subject: UUID = claim) -> list[Parcel]:
            sealed = [
                letter([Statement(one, subject, start)], to=[reader.public], actor=SECOND.id) for one in facts_said
            ]
            return craft(journal(), [(one.subject, one.fact) for one in sealed], start=start, steps=steps)

        journals = [load(said[::2], [0, 2, 4, 6, 8]), load(said[1::2], [1, 3, 5, 7, 9])]
        pieces = [0] * 5 + [1] * 5
        draw.shuffle(pieces)
        taken = [0, 0]
        for number in pieces:
            receive(journals[number][taken[number] : taken[number] + 1])
            taken[number] += 1
        row = claims.claim_of(reader.id, claim)
        assert [line["what"] for line in row.history] == [one.kind.rpartition(":")[2] for one in said]
    with as_owner():
        assert rebuild.differences("sealed") == {}
