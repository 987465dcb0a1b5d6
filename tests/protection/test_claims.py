"""Claims at the authority: what lets go and what never does."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from panah.protection.desk import claim_steps, claims
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts import claims as facts
from panah.protection.models import Claim, Matter
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.test_referrals import only, referred, shelter, yes

TODAY = timezone.now().date()


def registered(nodes: Nodes) -> Claim:
    referred(nodes)
    row = only(nodes, "asylum").row
    return claims.claim_of(row.reader, claims.register(row.reader, row.subject, actor=CASE_WORKER))


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
    claim_steps.decide(claim.reader, claim.subject, outcome, "Law", actor=CASE_WORKER, **more)
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
        claims.register(claim.reader, claim.referral, actor=CASE_WORKER)
    with pytest.raises(ProtectionError, match="claim_unknown"):
        claims.claim_of(alone.readers["shelter"].id, claim.subject)
    referred(alone, shelter(alone), said=(yes(),))
    help_asked = only(alone, "shelter").row
    with pytest.raises(ProtectionError, match="referral_unknown"):
        claims.register(help_asked.reader, help_asked.subject, actor=CASE_WORKER)


@pytest.mark.parametrize(("outcome", "goes"), [("admitted", False), ("recognised", True), ("other_protection", True)])
def test_only_what_leaves_nothing_open_lets_go(alone: Nodes, outcome: facts.Outcome, goes: bool) -> None:
    claim = registered(alone)
    assert decide(claim, outcome).outcome == outcome
    assert let_go(alone) is goes
    if goes:
        with pytest.raises(ProtectionError, match="claim_decided"):
            decide(claim, "rejected")


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
