"""What was begun under a wrong person's file goes to the right one, and nobody walks free by it."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from panah.border.desk import corrections, holds, persons, presentations, tokens
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.decision import Decision
from panah.border.facts.persons import CorrectionPart
from panah.border.models import Hold, Presentation
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import keep, letter
from panah.journal.facts import Fact
from panah.protection.desk import held_again, matters, returns, talks
from panah.protection.facts.matters import MatterOpenAgain, MatterSettled
from panah.protection.models import HeldAgain
from tests.border.conftest import OFFICER, SECOND, passport
from tests.border.test_refusal_in_the_database import _REFUSAL, insert, refusing
from tests.protection.conftest import CASE_WORKER, Nodes

OTHER = Actor(UUID(int=78), frozenset({"second_line"}), "Other")


def moving(hold: UUID, to: UUID) -> UUID:
    was = Hold.objects.get(subject=hold).presentation
    part = CorrectionPart(sort="hold", presentation=was, other=to, hold=hold)
    return corrections.propose(part, "Two people at one desk", actor=SECOND)


def moved(hold: UUID, to: UUID) -> None:
    corrections.confirm(moving(hold, to), actor=OTHER)


def test_talk_and_matter_go_with_the_hold(alone: Nodes) -> None:
    hold = alone.held()
    was = Hold.objects.get(subject=hold).presentation
    right = alone.at.open(passport(surname="RAHIMOV")).presentation
    asylum = alone.readers["asylum"].id
    talk = talks.open_at(hold, actor=SECOND)
    matter = matters.open_matter(hold, "asylum", said="I am afraid", actor=SECOND)
    row = matters.matter_of(asylum, matter)
    assert not matters.corrected(row)
    moved(hold, right)
    assert (row.presentation, matters.corrected(row)) == (was, True), "both are kept, and the body is told"
    holds.take(hold, actor=SECOND)
    again = talks.open_at(hold, actor=SECOND)
    assert (again.id, again.hold.presentation.subject) == (talk.id, right)
    with pytest.raises(DeskError, match="hold_not_here"):
        holds.release_and_admit(hold, Decision(), actor=SECOND)
    for person in (was, right):
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, refusing(person, alone.at.post))
    matters.let_go(asylum, matter, "Registered", actor=CASE_WORKER)
    alone.carry()
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    assert Presentation.objects.get(subject=right).outcome == "crossed"
    own = Hold.objects.get(presentation=was)
    assert tokens.of(own) is not None, "no body has a say in whoever it was begun under"


def test_what_is_opened_again_binds_whose_hold_it_was_and_nobody_else(alone: Nodes) -> None:
    """Or whoever spoke could be refused while their claim is open (S1)."""
    hold = alone.held()
    was = Presentation.objects.get(subject=Hold.objects.get(subject=hold).presentation)
    right = alone.at.open(passport(surname="RAHIMOV", number="FA7654321", birth="1971-03-02")).presentation
    asylum = alone.readers["asylum"].id
    matter = matters.open_matter(hold, "asylum", said="I am afraid", actor=SECOND)
    moved(hold, right)
    holds.take(hold, actor=SECOND)
    matters.let_go(asylum, matter, "Registered", actor=CASE_WORKER)
    alone.carry()
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    matters.hold_again(asylum, matter, actor=CASE_WORKER)
    alone.carry()
    assert held_again.is_open(Presentation.objects.get(subject=right))
    assert not held_again.is_open(was)


@pytest.mark.parametrize("heard_first", [True, False])
def test_what_was_asked_before_anybody_knew_whose_hold_it_was_finds_them(alone: Nodes, heard_first: bool) -> None:
    """A body on another node opens it again before it hears that the hold was moved, or after and never hears."""
    hold = alone.held()
    was = Presentation.objects.get(subject=Hold.objects.get(subject=hold).presentation)
    right = alone.at.open(passport(surname="RAHIMOV", number="FA7654321", birth="1971-03-02")).presentation
    ask = MatterOpenAgain(presentation=was.subject, reply_to=keyring.make("elsewhere", uuid4()).public, ask=uuid4())
    at = timezone.now()

    def says(fact: Fact) -> None:
        keep([letter([Statement(fact, uuid4(), at)], to=[keyring.node().public], actor=CASE_WORKER.id)])
        returns.collect()

    Hold.objects.filter(subject=hold).update(placed=at - timedelta(minutes=30))
    if heard_first:
        says(ask)
        assert held_again.is_open(was)
    moved(hold, right)
    Hold.objects.filter(presentation=was.subject).update(placed=at + timedelta(minutes=30))
    if heard_first:
        returns.collect()
    else:
        says(ask)
    assert held_again.is_open(Presentation.objects.get(subject=right))
    assert not held_again.is_open(was), "whose own hold began after it was asked"
    says(MatterSettled(asks=(ask.ask or uuid4(),)))
    assert not HeldAgain.objects.exists()


def test_while_it_may_be_about_either_both_are_held(alone: Nodes) -> None:
    hold = alone.held()
    was = Hold.objects.get(subject=hold).presentation
    right = alone.at.open(passport(surname="RAHIMOV", number="FA7654321", birth="1971-03-02")).presentation
    ask = MatterOpenAgain(presentation=was, reply_to=keyring.make("elsewhere", uuid4()).public, ask=uuid4())
    keep([letter([Statement(ask, uuid4(), timezone.now())], to=[keyring.node().public], actor=CASE_WORKER.id)])
    returns.collect()
    moved(hold, right)
    assert all(held_again.is_open(one) for one in Presentation.objects.filter(subject__in=[was, right]))


@pytest.mark.parametrize("ends", ["hold", "other"])
def test_what_ends_while_a_hold_is_moved_lets_nobody_vanish(alone: Nodes, ends: str) -> None:
    """S13: whoever is set aside under a hold that is over is on no list; whoever went on isn't set aside any more."""
    hold = alone.held()
    was, other = Hold.objects.get(subject=hold).presentation, alone.at.open().presentation
    correction = moving(hold, other)
    came: list[str] = []

    def confirm() -> None:
        try:
            corrections.confirm(correction, actor=OTHER)
        except DeskError as no:
            came.append(no.code)
        finally:
            connection.close()

    second = threading.Thread(target=confirm)
    with transaction.atomic():
        if ends == "hold":
            holds.release_and_admit(hold, Decision(), actor=SECOND)
        else:
            presentations.admit(other, actor=OFFICER)
        second.start()
        second.join(timeout=0.3)
        assert second.is_alive(), "it didn't wait"
    second.join(timeout=20)
    states = dict(Presentation.objects.filter(subject__in=[was, other]).values_list("subject", "outcome"))
    if ends == "hold":
        assert (came, states) == (["hold_released"], {was: "crossed", other: ""})
    else:
        assert (came, states) == ([], {was: "set_aside", other: "crossed"})


def test_a_matter_under_one_document_binds_the_other(alone: Nodes) -> None:
    hold = alone.held()
    matters.open_matter(hold, "asylum", said="I am afraid", actor=SECOND)
    other = alone.at.open(passport(surname="RAHIMOV")).presentation
    persons.join(Hold.objects.get(subject=hold).presentation, other, "The same scar", actor=SECOND)
    with pytest.raises(IntegrityError, match="a hold of this person is open"):
        insert(_REFUSAL, refusing(other, alone.at.post))


def test_the_bodies_node_learns_of_it(nodes: Nodes) -> None:
    hold = nodes.held()
    matter = matters.open_matter(hold, "asylum", said="I am afraid", actor=SECOND)
    right = nodes.at.open(passport(surname="RAHIMOV")).presentation
    moved(hold, right)
    nodes.carry()
    assert nodes.as_house is not None
    with nodes.as_house():
        assert Hold.objects.get(subject=hold).presentation == right
        assert matters.corrected(matters.matter_of(nodes.readers["asylum"].id, matter))
