"""How much of this node's own journals is nowhere else: what a stolen or destroyed node would lose (S9)."""

from dataclasses import dataclass
from datetime import datetime

from panah.journal.carrying import medium
from panah.journal.carrying.carry import own_positions
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
    """``entries`` of this node's own ``all`` are neither on another node that reads everything nor on the second
    medium; ``medium`` is how many the medium lacks, None where there is none, and ``trouble`` why it can't be used."""

    entries: int
    all: int
    peers: tuple[Behind, ...]
    medium: int | None = None
    trouble: str = ""


def not_elsewhere() -> NotElsewhere:
    """How it stands now."""
    own = own_positions()
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
    lacking, trouble = None, ""
    try:
        found = medium.configured()
        lacking = None if found is None else medium.behind(found[0])
    except (medium.MediumError, OSError) as error:
        trouble = str(error) if isinstance(error, medium.MediumError) else "the second medium can't be read"
    counts = [peer.entries for peer in peers if peer.everything] + ([] if lacking is None else [lacking])
    return NotElsewhere(min(counts, default=whole), whole, peers, lacking, trouble)
