"""How much of this node's own journals is nowhere else: what a stolen or destroyed node would lose (S9)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from panah.journal.carrying.reading import Reads
from panah.journal.models import Peer


@dataclass(frozen=True, slots=True)
class Behind:
    """Another node, and how many of this node's own entries it hasn't acknowledged. ``everything``: it reads all of
    them; of what others get, much is the digest alone. ``taken``: when a bundle of theirs was last taken in."""

    peer: str
    everything: bool
    entries: int
    taken: datetime | None


@dataclass(frozen=True, slots=True)
class NotElsewhere:
    """``entries`` of this node's own ``all`` are on no other node that reads everything."""

    entries: int
    all: int
    peers: tuple[Behind, ...]


def not_elsewhere() -> NotElsewhere:
    """How it stands now."""
    own = _own()
    peers = tuple(
        Behind(
            peer.name,
            peer.reads == Reads.EVERYTHING,
            sum(max(0, reached - peer.acknowledged.get(str(journal), 0)) for journal, reached in own.items()),
            peer.taken,
        )
        for peer in Peer.objects.order_by("name")
    )
    whole = sum(own.values())
    return NotElsewhere(min((peer.entries for peer in peers if peer.everything), default=whole), whole, peers)


def _own() -> dict[UUID, int]:
    """This node's journals, earlier incarnations too, and how far they go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal, sequence FROM journal_head WHERE incarnation IS NOT NULL AND sequence > 0")
        return dict(cursor.fetchall())
