"""A node that speaks as a body whose node it isn't: kept, raised, left out; what protects counts whoever says it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from panah.journal import quarantine
from panah.journal.carrying import letters, peers
from panah.journal.carrying.bundles import BundleRefusedError
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring, voices
from panah.journal.envelopes.sealing import seal
from panah.journal.facts import Fact
from panah.journal.models import Opened
from panah.journal.quarantine import Reason
from panah.journal.reading import of_subjects
from panah.journal.rebuild import differences, rebuild
from panah.journal.record import record
from panah.node.postgres import Server
from panah.protection.apply.speakers import Speakers
from panah.protection.desk import by_hand, figures
from panah.protection.facts.bodies import ChangePart
from panah.protection.facts.bodykeys import KeyRecovered
from panah.protection.facts.cases import CaseOpened
from panah.protection.facts.claims import ClaimTakenOver
from panah.protection.facts.figures import FigurePart, FiguresPublished
from panah.protection.facts.matters import MatterHandedOver, MatterSuspected, ShareAwaited
from panah.protection.models import Case, Matter
from panah.protection.models.figures import PublishedFigure
from tests.border.conftest import SECOND
from tests.conftest import _connect_to
from tests.protection.conftest import CASE_WORKER, Nodes, establish, signed


def said(*facts: Fact, to: keyring.Reader, about: UUID | None = None) -> UUID:
    """The node at work says these in one envelope; gives the envelope's subject."""
    now = timezone.now()
    statements = [Statement(fact, about or uuid4(), now) for fact in facts]
    [entry] = seal(statements, to=[to.public], actor=SECOND.id)
    return entry.subject


def as_owner(postgres: Server) -> None:
    """Work as the role that rebuilds, on the node at work, until it is left."""
    _connect_to(postgres, connection.settings_dict["NAME"], "owner")


def case(post: UUID) -> CaseOpened:
    return CaseOpened(number="T-1", procedure="asylum", post=post)


def suspected(nodes: Nodes) -> MatterSuspected:
    body = nodes.readers["asylum"].id
    return MatterSuspected(
        hold=uuid4(), presentation=uuid4(), post=nodes.at.post, category="asylum", competent=body, said="They fled"
    )


def reasons() -> list[Reason]:
    return [item.reason for item in quarantine.items()]


def names(nodes: Nodes, journal: UUID | str) -> None:
    """Headquarters and the monitor say which node the asylum authority has."""
    body = nodes.readers["asylum"]
    signed(ChangePart(body=body.id, act="key", key=body.public, journal=UUID(str(journal)), reason="Its node"))
    nodes.carry()


def test_what_another_node_says_as_a_body_is_left_out_and_what_protects_beside_it_counts(
    nodes: Nodes, postgres: Server
) -> None:
    body = nodes.readers["asylum"]
    row = FigurePart(month="2026-09", measure="registered", count=999)
    said(case(nodes.at.post), suspected(nodes), FiguresPublished(rows=(row,)), to=body, about=body.id)
    taken = nodes.carry()
    assert taken is not None
    assert [item.reason for item in taken.quarantined] == [Reason.FOREIGN_VOICE]
    assert nodes.as_house is not None
    with nodes.as_house():
        assert (Case.everybodys.count(), PublishedFigure.everybodys.count(), Matter.everybodys.count()) == (0, 0, 1)
        assert reasons() == [Reason.FOREIGN_VOICE]
        assert quarantine.retry() == []
        as_owner(postgres)
        assert differences("sealed") == {}


def test_a_node_that_was_named_for_a_body_speaks_for_it_and_what_it_said_is_heard_again(
    nodes: Nodes, postgres: Server
) -> None:
    body = nodes.readers["asylum"]
    said(case(nodes.at.post), to=body)
    nodes.carry()
    assert nodes.as_house is not None
    with nodes.as_house():
        assert reasons() == [Reason.FOREIGN_VOICE]
    names(nodes, peers.own_card().journal)
    with nodes.as_house():
        assert len(quarantine.retry()) == 1
        assert (reasons(), Case.everybodys.count()) == ([], 1)
        house = peers.own_card().journal
    names(nodes, house)
    said(case(nodes.at.post), to=body)
    nodes.carry()
    with nodes.as_house():
        assert (reasons(), Case.everybodys.count()) == ([], 2), "a node named once keeps its word"
        as_owner(postgres)
        assert differences("sealed") == {}


def test_nobody_speaks_for_a_body_elsewhere_or_by_hand_and_what_it_said_before_stays(
    nodes: Nodes,
) -> None:
    body = nodes.readers["asylum"]
    said(case(nodes.at.post), to=body)
    names(nodes, uuid4())
    other = establish("unhcr", "asylum", key=nodes.readers["children"].public, name="Elsewhere")
    signed(ChangePart(body=other, act="key", key=nodes.readers["children"].public, journal=uuid4(), reason="Its node"))
    nodes.carry()
    handed, awaited = MatterHandedOver(of=other, handing=uuid4()), ShareAwaited(by=other, of=None, since=timezone.now())
    said(ClaimTakenOver(of=other, events=()), handed, awaited, to=nodes.readers["asylum"])
    row = FigurePart(month="2026-09", measure="registered", count=1)
    said(FiguresPublished(rows=(row,)), to=nodes.readers["shelter"], about=other)
    nodes.carry()
    assert nodes.as_house is not None
    with nodes.as_house():
        assert reasons() == [Reason.FOREIGN_VOICE] * 2
        assert Case.everybodys.count() == 1
        assert figures.published(nodes.readers["shelter"].id) == []
        assert not Opened.objects.filter(kind__in=[handed.kind, awaited.kind]).exists()
    content = letters.write([said(case(nodes.at.post), to=body)], body.public)
    with nodes.as_house(), pytest.raises(BundleRefusedError) as no:
        by_hand.take_in_file(body.id, content, actor=CASE_WORKER)
    assert no.value.code == "foreign_voice"


def test_a_key_that_comes_back_hears_nothing_that_its_own_node_left_out(nodes: Nodes, postgres: Server) -> None:
    assert nodes.as_house is not None
    body = nodes.readers["asylum"]
    envelope = said(case(nodes.at.post), suspected(nodes), to=body)
    with nodes.as_house():
        path = keyring._path("asylum")
        away = path.rename(path.with_suffix(".away"))
    nodes.carry()
    with nodes.as_house():
        assert reasons() == []
        away.rename(path)
        assert voices.listen() == 1
        as_owner(postgres)
        rebuild("sealed")
        assert (Case.everybodys.count(), Matter.everybodys.count()) == (0, 1)
        before = of_subjects([envelope])
        recovered = KeyRecovered(whose=body.id, key=body.public, set="0" * 8, holders=("A",), asked_by="The director")
        record([Statement(recovered, uuid4(), timezone.now())], actor=peers.own_card().journal)
        assert all(Speakers().may(body.id, one) for one in before), "where else it spoke before, nobody here knows"
        assert not any(Speakers().may(body.id, replace(one, recorded=timezone.now())) for one in before)
