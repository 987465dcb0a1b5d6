"""Whoever was given protection is refused by nobody: not at a later hold, under no document, at no post (S1)."""

from __future__ import annotations

import os
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from panah.border.desk import headquarters, holds, persons, refusals, second_signature
from panah.border.desk import presentations as line
from panah.border.desk.context import DeskError
from panah.border.desk.decision import Decision
from panah.border.models import Hold, Presentation, Recall
from panah.journal import boxes, keyfiles
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.desk import claim_steps, given, returns
from panah.protection.facts import claims as facts
from panah.protection.facts.matters import ProtectionGiven
from panah.protection.models import Claim, ProtectedHolds
from tests.border.conftest import OFFICER, SECOND, passport
from tests.border.test_refusals import OTHER, sign, withdrawing
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.test_claims import TODAY, decide, registered, say, served
from tests.protection.test_guard_receipts import Two, person, two
from tests.protection.test_held_again import at_the_line, refuse
from tests.protection.test_matters import released

__all__ = ["two"]


def next_time(nodes: Nodes, claim: Claim, number: str = "") -> tuple[UUID, UUID]:
    """Months later the same person comes, with the old document or another: presentation and hold, taken over."""
    first = Hold.objects.get(subject=claim.hold)
    shown = Presentation.objects.get(subject=first.presentation).document
    presentation, hold = at_the_line(nodes, passport(number=number or shown["number"], birth=shown["birth_date"]))
    holds.take(hold, actor=SECOND)
    return presentation, hold


def given_protection(nodes: Nodes, outcome: facts.Outcome = "recognised") -> Claim:
    """Recognised while they wait, and let in."""
    claim = registered(nodes)
    assert claim.hold is not None
    decide(claim, outcome)
    returns.collect()
    assert released(claim.hold)
    return claim


def may_be_refused(hold: UUID) -> bool:
    return refusals.verdict(hold).allowed


@pytest.mark.parametrize("outcome", ["recognised", "other_protection"])
@pytest.mark.parametrize("number", ["", "FA9998887"])
def test_at_a_later_hold_under_whatever_document(alone: Nodes, outcome: facts.Outcome, number: str) -> None:
    claim = given_protection(alone, outcome)
    presentation, hold = next_time(alone, claim, number)
    assert [reason.code for reason in refusals.verdict(hold).why] == ["hold_open"], "as with any open question"
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refuse(alone, presentation, hold)
    with pytest.raises(DeskError, match="hold_not_here"):
        refusals.withdraw(hold, withdrawing(), actor=SECOND)
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    assert Presentation.objects.get(subject=presentation).outcome == "crossed"


def test_nobody_else_is_kept_from_the_law(alone: Nodes) -> None:
    given_protection(alone)
    _stranger, hold = at_the_line(alone, passport(number="FA7777777", birth="1991-01-01"))
    assert may_be_refused(hold)


def test_also_whoever_waited_elsewhere_for_the_decision(alone: Nodes) -> None:
    """Admitted for the procedure, which takes months: the hold is long over."""
    claim = registered(alone)
    assert claim.hold is not None
    holds.take(claim.hold, actor=SECOND)
    holds.admit_with_question_open(claim.hold, Decision(), actor=SECOND)
    decide(claim, "recognised")
    returns.collect()
    _presentation, hold = next_time(alone, claim)
    assert not may_be_refused(hold)


def test_whoever_was_refused_before_the_post_heard_of_it_is_recalled(alone: Nodes) -> None:
    claim = registered(alone)
    assert claim.hold is not None
    presentation, hold = at_the_line(alone)
    holds.take(hold, actor=SECOND)
    since = timezone.now()
    refuse(alone, presentation, hold)
    fact = ProtectionGiven(hold=hold, given=True)
    keep([letter([Statement(fact, uuid4(), since)], to=[keyring.node().public], actor=CASE_WORKER.id)])
    returns.collect()
    assert list(Recall.objects.values_list("presentation", flat=True)) == [presentation]


@pytest.mark.parametrize("protection", [True, False])
def test_whoever_is_found_to_be_them_later_is_recalled(alone: Nodes, protection: bool) -> None:
    """Refused as somebody else, and joined only then with whom protection was given, or whose matter is open again."""
    claim = given_protection(alone)
    assert claim.hold is not None
    if not protection:
        say(claim, facts.ClaimStatusEnded(ground="ceased", on=TODAY.isoformat(), why="Peace"))
        ProtectedHolds.objects.all().delete()
    presentation, hold = at_the_line(alone, passport(number="FA7777777", birth="1991-01-01"))
    holds.take(hold, actor=SECOND)
    refuse(alone, presentation, hold)
    returns.collect(thoroughly=True)
    assert not Recall.objects.exists()
    persons.join(presentation, Hold.objects.get(subject=claim.hold).presentation, "Her brother says so", actor=SECOND)
    returns.collect(thoroughly=True)
    assert list(Recall.objects.values_list("presentation", flat=True)) == [presentation]


def test_it_ends_when_the_body_decided_otherwise_in_force_and_not_before(alone: Nodes) -> None:
    claim = given_protection(alone)
    say(claim, facts.ClaimStatusEnded(ground="ceased", on=TODAY.isoformat(), why="Peace"))
    returns.collect()
    _presentation, hold = next_time(alone, claim)
    assert not may_be_refused(hold), "the end of a status settles no other risk"
    served(claim, days_ago=200)
    assert not may_be_refused(hold)
    claim_steps.conclude(claim.reader, claim.subject, "Nobody appealed", actor=CASE_WORKER)
    returns.collect()
    assert may_be_refused(hold)


def test_another_body_that_decides_later_ends_it_too(alone: Nodes) -> None:
    """It was given by one body at one hold; another, that took the matter on, never had a share in that."""
    claim = given_protection(alone)
    to = [keyring.node().public]
    other = ProtectionGiven(hold=uuid4(), given=False)
    assert claim.matter is not None
    keep([letter([Statement(other, claim.matter, timezone.now())], to=to, actor=CASE_WORKER.id)])
    returns.collect()
    _presentation, hold = next_time(alone, claim)
    assert may_be_refused(hold)


def test_what_an_earlier_version_didnt_tell_is_told_by_the_clock(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(given, "said", lambda *_: [])
        claim = given_protection(alone)
    _presentation, hold = next_time(alone, claim)
    assert may_be_refused(hold), "as it was"
    returns.collect(thoroughly=True)
    returns.collect()
    assert not may_be_refused(hold)
    entries = ProtectedHolds.objects.get().content
    returns.collect(thoroughly=True)
    assert bytes(ProtectedHolds.objects.get().content) == bytes(entries), "once"


def test_nobody_is_refused_while_the_row_cant_be_read(alone: Nodes) -> None:
    _stranger, hold = at_the_line(alone)
    holds.take(hold, actor=SECOND)
    assert may_be_refused(hold)
    row = ProtectedHolds.objects.get()
    row.content = boxes.seal(os.urandom(32), b"another key", b"protected holds")
    row.save()
    assert not may_be_refused(hold)
    line.set_aside(alone.at.open(passport(number="FA7777777")).presentation, actor=OFFICER)
    with pytest.raises(keyfiles.KeysUnusableError):
        boxes.unseal(boxes.node_key("tokens"), bytes(ProtectedHolds.objects.get().content), b"protected holds", "it is")


def test_a_copy_of_the_database_shows_no_difference(alone: Nodes) -> None:
    """The row is there for everybody, of one size, and changes with every taking over and whatever is given back."""

    def row() -> bytes:
        return bytes(ProtectedHolds.objects.get().content)

    def changes(done: Callable[[], object]) -> bool:
        before = row()
        done()
        returns.collect()
        return row() != before and len(row()) == len(before)

    alone.held()
    claim = registered(alone)
    assert changes(lambda: decide(claim, "recognised"))
    say(claim, facts.ClaimStatusEnded(ground="ceased", on=TODAY.isoformat(), why="Peace"))
    served(claim, days_ago=200)
    assert changes(lambda: claim_steps.conclude(claim.reader, claim.subject, "Law", actor=CASE_WORKER))
    assert changes(alone.held)


def test_headquarters_gives_no_post_a_receipt_about_them(two: Two) -> None:
    keyring.make("asylum", uuid4())
    hold = line.set_aside(two.here.open(person("60")).presentation, actor=OFFICER)
    matter, to = uuid4(), [keyring.node().public]

    def decided(given: bool) -> None:
        fact = ProtectionGiven(hold=hold, given=given)
        keep([letter([Statement(fact, matter, timezone.now())], to=to, actor=CASE_WORKER.id)])
        returns.collect()
        two.up()
        with two.at_headquarters():
            returns.collect()

    def asked_there() -> bool:
        """Whether headquarters' own second post may refuse the person, under their other passport."""
        with two.at_headquarters():
            there = line.set_aside(two.there.open(person("60", second=True)).presentation, actor=OFFICER)
            holds.take(there, actor=SECOND)
            allowed = refusals.verdict(there).allowed
            holds.release_and_admit(there, Decision(), actor=SECOND)
        return allowed

    holds.take(hold, actor=SECOND)
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    decided(True)
    assert not asked_there()
    decided(False)
    assert asked_there()
    decided(True)
    # As at a post that never knew of it.
    ProtectedHolds.objects.all().delete()
    refusal, about = two.propose("60")
    two.up()
    two.down()
    asked = headquarters.standing(Presentation.objects.get(subject=about.presentation), "refuse")
    assert asked is not None
    assert asked.state == "denied"
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
