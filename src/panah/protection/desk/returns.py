"""What bodies send back to this post, in envelopes only this node's key opens: shares of holds' tokens, and answers.

No row is kept of a share: what comes back changes the hold's encrypted cell, and the second line's release works again.
What else is sent back is given to whoever put a name into ``heard``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from pyrage import x25519

from panah.border.desk import tokens
from panah.journal import facts, store
from panah.journal.envelopes import keyring
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.opening import Said, UnreadableLetterError, opened
from panah.protection.facts.matters import ShareReturned
from panah.protection.models import LookedThrough

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

_EVERYTHING = UUID(int=0)
"""In the place of a journal: how many entries all journals had when all that follows was done."""

# The own journals speak to this node only where bodies are at home on it.
_HEADS = """
SELECT h.journal, coalesce(l.sequence, 0), h.sequence, %s OR h.incarnation IS NULL FROM journal_head AS h
LEFT JOIN protection_looked_through AS l ON l.journal = h.journal ORDER BY h.journal
"""
_NEXT = """
SELECT e.sequence, e.version, e.recorded, b.body FROM journal_entry AS e
JOIN journal_body AS b ON b.journal = e.journal AND b.sequence = e.sequence
WHERE e.journal = %s AND e.sequence > %s AND e.sequence <= %s AND e.kind = %s ORDER BY e.sequence LIMIT %s
"""


def collect(*, thoroughly: bool = False) -> int:
    """Look through the envelopes that came since the last time; gives how many shares came back.

    Call it after entries came in: ``thoroughly`` if another node wrote them, and again and again by the clock, as
    time passes where nothing comes. How far it looked is remembered with what came of it, so that it may fail anywhere
    and be called again, also by several at once.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [bool(keyring.readers())])
        heads = cursor.fetchall()
    amount = sum(_look_through(journal, after, last) for journal, after, last, speaks in heads if speaks)
    entries = sum(last for _journal, _after, last, _speaks in heads)
    anew = thoroughly or not LookedThrough.objects.filter(journal=_EVERYTHING, sequence=entries).exists()
    if anew:
        _all_of([*(thorough if thoroughly else ()), *afterwards])
        LookedThrough.objects.update_or_create(journal=_EVERYTHING, defaults={"sequence": entries})
    return amount


def collect_soon() -> None:
    """Once this transaction is committed: post and body are one node, nobody has to carry what was said. What was said
    stands by then, so trouble is no answer to whoever said it; the clock tries again."""
    transaction.on_commit(_collect_quietly)


def _collect_quietly() -> None:
    try:
        collect()
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


def _look_through(journal: UUID, after: int, last: int) -> int:
    identities = keyring.node().identities
    amount = 0
    while after < last:
        with transaction.atomic():
            store.take_pen()
            # Whoever had the pen before may have looked further.
            after = max(after, _reached(journal))
            if after >= last:
                break
            with connection.cursor() as cursor:
                cursor.execute(_NEXT, [journal, after, last, EnvelopeKept.kind, AT_ONCE])
                rows = cursor.fetchall()
            for _, version, recorded, body in rows:
                fact = facts.load(EnvelopeKept.kind, version, bytes(body))
                amount += sum(_hear(said, back) for said, back in _said(fact, recorded, identities))
            after = rows[-1][0] if len(rows) == AT_ONCE else last
            LookedThrough.objects.update_or_create(journal=journal, defaults={"sequence": after})
    return amount


def _reached(journal: UUID) -> int:
    return LookedThrough.objects.filter(journal=journal).values_list("sequence", flat=True).first() or 0


def _hear(said: Said, fact: facts.Fact) -> bool:
    """Give it to whoever it is for; True for a share that came back."""
    if isinstance(fact, ShareReturned):
        for tell in shares_back:
            tell(said)
        return tokens.give_back(fact.hold, bytes.fromhex(fact.share))
    heard[said.kind](said, fact)
    return False


def _said(
    fact: facts.Fact, recorded: datetime, identities: Sequence[x25519.Identity]
) -> Iterator[tuple[Said, facts.Fact]]:
    """Nobody says what is still to come: what is dated later than it was written down, or than now, happened then."""
    latest = min(recorded, timezone.now())
    assert isinstance(fact, EnvelopeKept)
    try:
        found = opened(fact.letter, identities) or []
    except UnreadableLetterError:
        return
    for one in found:
        if one.kind == ShareReturned.kind or one.kind in heard:
            try:
                yield replace(one, happened=min(one.happened, latest)), facts.load(one.kind, one.version, one.body)
            except (facts.UnknownVersionError, facts.UnreadableBodyError):
                continue
