"""What bodies send back to this post, in envelopes only this node's key opens: shares of holds' tokens, and answers.

No row is kept of a share: what comes back changes the hold's encrypted cell, and the second line's release works again.
What else is sent back is given to whoever put a name into ``heard``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from pyrage import x25519

from panah.border.desk import tokens
from panah.journal import facts, following, store
from panah.journal.envelopes import keyring
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.opening import Said, UnreadableLetterError, opened
from panah.journal.following import Kept
from panah.journal.places import Place
from panah.protection.desk import changes
from panah.protection.facts.matters import ShareReturned
from panah.protection.models import LookedThrough, Unheard

log = logging.getLogger(__name__)

AT_ONCE = 200

Heard = Callable[[Said, facts.Fact], None]
heard: dict[str, Heard] = {}
"""Who hears what is said to this post, by kind of fact; called in the transaction that remembers how far it looked."""

shares_back: list[Callable[[Said], None]] = []
"""Who hears besides that a share came back; called in the same transaction."""

afterwards: list[Callable[[], object]] = []
"""What is done once everything was looked through: with what came in, something else may be due. Registers change with
entries alone, so nothing is done where none was added since the last time."""

thorough: list[Callable[[], object]] = []
"""What is done before that after a bundle came in, and by the clock: it asks more of the database."""

_FIRST = (UUID(int=0), 0)
"""The place before all others."""

_EVERYTHING = UUID(int=0)
"""In the place of a journal: how many entries all journals had when all that follows was done."""


def collect(*, thoroughly: bool = False) -> int:
    """Look through the envelopes that came since the last time, and those that couldn't be heard then; gives how many
    shares came back. One that can't be heard stops no other: the first trouble is raised once everything was done.

    Call it after entries came in: ``thoroughly`` if another node wrote them, and again and again by the clock, as
    time passes where nothing comes. How far it looked is remembered with what came of it, so that it may fail anywhere
    and be called again, also by several at once.
    """
    heads, reached = store.heads(), dict(LookedThrough.objects.values_list("journal", "sequence"))
    # The own journals speak to this node only where bodies are at home on it.
    own_speak = bool(keyring.readers())
    ears = _Ears(keyring.node().identities)
    for head in heads:
        if own_speak or head.incarnation is None:
            ears.look_through(head.journal, reached.get(head.journal, 0), head.sequence)
    ears.listen_again()
    entries = sum(head.sequence for head in heads)
    anew = thoroughly or not LookedThrough.objects.filter(journal=_EVERYTHING, sequence=entries).exists()
    if anew:
        _all_of([*(thorough if thoroughly else ()), *afterwards])
        LookedThrough.objects.update_or_create(journal=_EVERYTHING, defaults={"sequence": entries})
    if ears.troubles:
        raise ears.troubles[0]
    return ears.came_back


def something_is_unheard() -> bool:
    """Whether something that is here and was said to this node couldn't be heard, and wasn't put aside. What is
    withheld isn't here."""
    return bool(unheard())


def unheard() -> list[Place]:
    """Those letters, by their places."""
    found = following.places_here(Unheard.objects.all())
    aside = _put_aside() if found else frozenset()
    return [place for place in found if place not in aside]


def _put_aside() -> frozenset[Place]:
    """Letters that headquarters and the monitor put aside for this node (S14)."""
    here = store.own_journals()
    named = [one.content for one in changes.put_aside() if one.content.body in here]
    return frozenset((one.journal, int(one.key)) for one in named if one.journal is not None)


def collect_soon() -> None:
    """Once this transaction is committed: post and body are one node, nobody has to carry what was said. What was said
    stands by then, so trouble is no answer to whoever said it; the clock tries again."""
    transaction.on_commit(collect_quietly)


def collect_quietly(*, thoroughly: bool = False) -> None:
    """The same where nobody is there to be told of trouble: it is logged, and the clock tries again."""
    try:
        collect(thoroughly=thoroughly)
    except Exception as problem:  # its text may say whom it is about
        log.error("what came back could not be looked through: %s", type(problem).__name__)


def _all_of(chores: Sequence[Callable[[], object]]) -> None:
    """Do each of them, whatever becomes of the others; raises the first trouble once all had their turn."""
    troubles: list[Exception] = []
    for chore in chores:
        try:
            chore()
        except Exception as trouble:  # whoever waits for another chore must not wait for this one's fault
            troubles.append(trouble)
    if troubles:
        raise troubles[0]


@dataclass
class _Ears:
    """Hears what is said to this node; ``came_back`` counts shares. What can't be heard is remembered, and heard whole
    once it can be, also if it was put aside."""

    identities: Sequence[x25519.Identity]
    came_back: int = 0
    troubles: list[Exception] = field(default_factory=list)

    def look_through(self, journal: UUID, after: int, last: int) -> None:
        """What a journal says behind ``after``."""
        while after < last:
            with transaction.atomic():
                store.take_pen()
                # Whoever had the pen before may have looked further.
                after = max(after, _reached(journal))
                if after >= last:
                    break
                rows = following.behind(journal, after, last, EnvelopeKept.kind, AT_ONCE)
                unheard = [row for row in rows if not self._heard(row)]
                Unheard.objects.bulk_create(Unheard(journal=row.journal, sequence=row.sequence) for row in unheard)
                after = rows[-1].sequence if len(rows) == AT_ONCE else last
                LookedThrough.objects.update_or_create(journal=journal, defaults={"sequence": after})

    def listen_again(self) -> None:
        """What was withheld and is here now, and what trouble kept from being heard."""
        after = _FIRST
        while Unheard.objects.exists():
            with transaction.atomic():
                store.take_pen()
                rows = following.here(Unheard.objects.all(), after, AT_ONCE)
                for row in rows:
                    if self._heard(row):
                        Unheard.objects.filter(journal=row.journal, sequence=row.sequence).delete()
            if len(rows) < AT_ONCE:
                break
            after = (rows[-1].journal, rows[-1].sequence)

    def _heard(self, row: Kept) -> bool:
        if row.body is None:
            return False
        try:
            with transaction.atomic():
                fact = facts.load(EnvelopeKept.kind, row.version, bytes(row.body))
                back = sum([_hear(said, inside) for said, inside in _said(fact, row.recorded, self.identities)])
        except Exception as trouble:  # whoever waits for another envelope must not wait for this one
            if (row.journal, row.sequence) not in _put_aside():
                log.error("the letter %s:%d can't be heard: %s", row.journal, row.sequence, type(trouble).__name__)
                self.troubles.append(trouble)
            return False
        self.came_back += back
        return True


def _reached(journal: UUID) -> int:
    return LookedThrough.objects.filter(journal=journal).values_list("sequence", flat=True).first() or 0


def _hear(said: Said, fact: facts.Fact) -> bool:
    """Give it to whoever it is for; True for a share that came back."""
    if isinstance(fact, ShareReturned):
        for tell in shares_back:
            tell(said)
        return tokens.give_back(fact.hold, bytes.fromhex(fact.share), admit=fact.admit)
    heard[said.kind](said, fact)
    return False


def _said(
    fact: facts.Fact, recorded: datetime, identities: Sequence[x25519.Identity]
) -> Iterator[tuple[Said, facts.Fact]]:
    """Nobody says what is still to come: what is dated later than it was written down, or than now, happened then.
    Raises facts.UnknownKindError or UnknownVersionError: what a newer version says waits until this one knows it."""
    latest = min(recorded, timezone.now())
    assert isinstance(fact, EnvelopeKept)
    try:
        found = opened(fact.letter, identities) or []
    except UnreadableLetterError:
        return
    known = facts.kinds() if found else {}
    for one in found:
        if one.kind == ShareReturned.kind or one.kind in heard or one.kind not in known:
            try:
                yield replace(one, happened=min(one.happened, latest)), facts.load(one.kind, one.version, one.body)
            except facts.UnreadableBodyError:
                continue
