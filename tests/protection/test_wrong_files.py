"""What was begun under a wrong person's file goes to the right one, and nobody walks free by it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError

from panah.border.desk import corrections, holds, persons, tokens
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.decision import Decision
from panah.border.facts.persons import CorrectionPart
from panah.border.models import Hold, Presentation
from panah.protection.desk import held_again, matters, talks
from tests.border.conftest import SECOND, passport
from tests.border.test_refusal_in_the_database import _REFUSAL, insert, refusing
from tests.protection.conftest import CASE_WORKER, Nodes

OTHER = Actor(UUID(int=78), frozenset({"second_line"}), "Other")


def moved(hold: UUID, to: UUID) -> None:
    was = Hold.objects.get(subject=hold).presentation
    part = CorrectionPart(sort="hold", presentation=was, other=to, hold=hold)
    corrections.confirm(corrections.propose(part, "Two people at one desk", actor=SECOND), actor=OTHER)


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
