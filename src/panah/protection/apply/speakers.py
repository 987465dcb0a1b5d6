"""Who speaks for a body under seal: the nodes that the directory names for it, and where its key lies. Another node
that speaks in its name is left out (S14).

Only what a body alone can say is looked at. What somebody asks for, or tells of somebody who may need protection, and
what opens a question again, counts whoever says it: any words are enough (S3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from panah.journal import facts
from panah.journal.carrying import peers
from panah.journal.entries import Header
from panah.journal.envelopes import keyring
from panah.journal.envelopes.voices import Spoken, voice
from panah.protection.facts.claims import ClaimTakenOver
from panah.protection.facts.figures import FiguresPublished
from panah.protection.facts.matters import MatterHandedOver, MatterLetGo, MatterPassedOn, ShareAwaited
from panah.protection.facts.passing import ReferralPassedOn
from panah.protection.facts.referrals import ReferralRegistered
from panah.protection.models import CompetenceChange, KeyEvent

_FILES = ("protection:case:", "protection:claim:")
_TO_ITSELF = frozenset({one.kind for one in (ReferralPassedOn, ReferralRegistered, MatterLetGo, MatterPassedOn)})

_NAMING = frozenset({ClaimTakenOver.kind, MatterHandedOver.kind, ShareAwaited.kind})
"""What names the body that says it, sealed to another."""


@voice
def in_a_bodys_name(spoken: Sequence[Spoken]) -> list[Spoken]:
    """What is said as a body by a node that isn't the body's."""
    said_as = [(one, body) for one in spoken if (body := _said_as(one)) is not None]
    speakers = Speakers() if said_as else None
    return [one for one, body in said_as if speakers is not None and not speakers.may(body, one.entry)]


class Speakers:
    """Which nodes speak for which body, as far as this node knows now."""

    def __init__(self) -> None:
        self._nodes = peers.nodes()
        self._home = {reader.id for reader in keyring.readers()}
        self._named: dict[UUID, list[tuple[int, UUID | None]]] = defaultdict(list)
        changes = CompetenceChange.objects.filter(act="key", signed__isnull=False).order_by("clock", "subject")
        for body, clock, content in changes.values_list("body", "clock", "content"):
            journal = content.get("journal")
            self._named[body].append((clock or 0, UUID(journal) if journal else None))
        self._recovered: dict[UUID, datetime] = {}
        own = [journal for journal, peer in self._nodes.items() if peer is None]
        for event in KeyEvent.objects.filter(act="recovered", node__in=own).order_by("at"):
            self._recovered[event.body] = event.at

    def may(self, body: UUID, entry: Header) -> bool:
        """Whether this entry of another node may speak as the body.

        A node that was ever named for it may; before the first one was, nobody knew which. Without one the body is
        where its key is: here or, where it isn't here, anywhere. A key that was recovered here spoke elsewhere before.
        Of a reader whose key nobody has signed for nothing is known.
        """
        named = self._named[body]
        nodes = [(clock, journal) for clock, journal in named if journal is not None]
        if any(self._is(entry.journal, journal) for _clock, journal in nodes):
            return True
        if nodes and named[-1][1] is not None:
            return entry.clock < nodes[0][0]
        if not named or body not in self._home:
            return True
        recovered = self._recovered.get(body)
        return recovered is not None and entry.recorded <= recovered

    def _is(self, journal: UUID, named: UUID) -> bool:
        """Whether both are journals of one node."""
        if journal == named:
            return True
        return journal in self._nodes and named in self._nodes and self._nodes[journal] == self._nodes[named]


def _said_as(one: Spoken) -> UUID | None:
    """The body that a statement is said as; None where anybody may say it."""
    kind = one.said.kind
    if kind == FiguresPublished.kind:
        return one.said.subject
    if kind in _NAMING:
        return _named_in(one)
    return one.reader if kind in _TO_ITSELF or kind.startswith(_FILES) else None


def _named_in(one: Spoken) -> UUID | None:
    try:
        fact = facts.load(one.said.kind, one.said.version, one.said.body)
    except (facts.UnknownVersionError, facts.UnreadableBodyError):
        return None
    if isinstance(fact, ShareAwaited):
        return fact.by
    return fact.of if isinstance(fact, ClaimTakenOver | MatterHandedOver) else None
