"""Nodes that are lost: a stolen key can't speak.

What a lost node's journal holds behind the place where it was marked is kept, quarantined and raised; nothing is
carried to it any more, and of its bundles only its own entries are taken. Believed about a loss are this node itself
and nodes that read everything, unless they are lost themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import cast
from uuid import UUID, uuid4

from django.db import transaction

from panah.journal import incarnations, quarantine, store
from panah.journal.carrying.facts import NodeFound, NodeLost
from panah.journal.carrying.reading import Reads
from panah.journal.entries import Entry, Statement
from panah.journal.models import LostNode, Peer
from panah.journal.places import Place
from panah.journal.record import record, say
from panah.journal.registers import Register
from panah.journal.rows import insert

LOST = "node_lost"

lost_nodes = Register("lost-nodes", tables=[LostNode])


class NodeIsLostError(RuntimeError):
    """Something was to be carried to a node that is marked as lost."""


@lost_nodes.on(NodeLost)
def lost(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("NodeLost", entry.fact)) for entry in entries]
    insert(
        LostNode(
            subject=entry.subject,
            reached={str(journal): sequence for journal, sequence in fact.reached.items()},
            said=entry.happened,
            said_by=entry.actor,
            node=entry.journal,
            reason=fact.reason,
        )
        for entry, fact in facts
    )


@lost_nodes.on(NodeFound)
def found(entries: Sequence[Entry]) -> None:
    for entry in entries:
        LostNode.objects.filter(subject=entry.subject, node=entry.journal).update(ended=entry.happened)


def mark(peer: Peer, reason: str, *, actor: UUID | None = None) -> UUID:
    """Marks another node as lost, as far as its journals are known here; ``actor`` is who says so, or this node."""
    with transaction.atomic():
        heads = {UUID(journal): store.head(UUID(journal)) for journal in peer.journals}
        reached = {journal: head.sequence if head else 0 for journal, head in heads.items()}
        subject = uuid4()
        say(NodeLost(reached=reached, reason=reason), actor=_actor(actor), about=subject)
    return subject


def take_back(peer: Peer, reason: str, *, actor: UUID | None = None) -> int:
    """Takes this node's own marks of another back; gives how many entries count again."""
    with transaction.atomic():
        own = _actor(None)
        mine = [row for row in _standing() if row.node == own and set(row.reached) & set(peer.journals)]
        now = datetime.now(UTC)
        record([Statement(NodeFound(reason=reason), row.subject, now) for row in mine], actor=_actor(actor))
    reach = reaches()
    waiting = [
        item
        for item in quarantine.items()
        if item.detail == LOST
        and str(item.journal) in peer.journals
        and item.sequence > 0
        and item.journal not in reach
    ]
    return sum(quarantine.let_out(item) for item in waiting)


def reaches() -> dict[UUID, int]:
    """Lost journals, and how far each is believed."""
    reach: dict[UUID, int] = {}
    for row in _standing():
        for journal, sequence in row.reached.items():
            reach[UUID(journal)] = min(sequence, reach.get(UUID(journal), sequence))
    return reach


def is_lost(journals: Collection[str]) -> bool:
    """Whether one of these journals is a lost node's."""
    return any(UUID(journal) in reaches() for journal in journals)


def marks() -> list[LostNode]:
    """The marks that are believed here, the newest first."""
    return sorted(_standing(), key=lambda row: row.said, reverse=True)


@quarantine.invariant
def a_stolen_key_cannot_speak(entries: Sequence[Entry]) -> dict[Place, str]:
    """What a lost node's journal holds behind the place it was marked at doesn't count."""
    reach = reaches()
    return {entry.place: LOST for entry in entries if entry.journal in reach and entry.sequence > reach[entry.journal]}


def _standing() -> list[LostNode]:
    """Marks not taken back, of nodes that are believed."""
    rows = list(LostNode.objects.filter(ended=None).order_by("said", "subject"))
    if not rows:
        return []
    own = store.own_head()
    believed = {own.journal} if own is not None else set()
    for peer in Peer.objects.filter(reads=Reads.EVERYTHING):
        believed |= set(map(UUID, peer.journals))
    gone: set[UUID] = set()
    standing = []
    for row in rows:  # who was lost earlier can't call others lost later
        if row.node in believed - gone:
            standing.append(row)
            gone |= {UUID(journal) for journal in row.reached} - ({own.journal} if own is not None else set())
    return standing


def _actor(actor: UUID | None) -> UUID:
    if actor is not None:
        return actor
    incarnations.ensure()
    return store.own_journal()
