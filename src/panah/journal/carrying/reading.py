"""What another node may read of the entries that are carried to it.

Every entry goes along with header and digest, so that the chain proves completeness; the bodies of kinds that the other
node may not read are withheld.
"""

from enum import StrEnum

from panah.journal.carrying.facts import NodeFound, NodeLost
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.facts import Fact
from panah.journal.own import ErasureDone, IncarnationBegan, SigningKeyIntroduced


class Reads(StrEnum):
    """``everything``: a node of the same service. ``shared``: any other, such as a body of protection; it reads what
    the areas declare with ``share``, and envelopes, which open only for whom they are meant."""

    EVERYTHING = "everything"
    SHARED = "shared"


_ALWAYS = (EnvelopeKept, IncarnationBegan, SigningKeyIntroduced, ErasureDone, NodeLost, NodeFound)
_shared: set[str] = {kind.kind for kind in _ALWAYS}


def share(*facts: type[Fact]) -> None:
    """Declares kinds that every node may read."""
    _shared.update(fact.kind for fact in facts)


def shared() -> frozenset[str]:
    """The kinds that every node may read."""
    return frozenset(_shared)


def may_read(reads: str, kind: str) -> bool:
    """Whether the bodies of this kind are carried to a node that reads so much."""
    return reads == Reads.EVERYTHING or kind in _shared
