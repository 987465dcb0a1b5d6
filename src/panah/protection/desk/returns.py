"""Shares of holds' tokens that bodies send back to this post, in envelopes only this node's key opens.

No row is kept of them: what comes back changes the hold's encrypted cell, and the second line's release works again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection, transaction
from pyrage import x25519

from panah.border.desk import tokens
from panah.journal import facts, store
from panah.journal.envelopes import keyring
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.opening import UnreadableLetterError, opened
from panah.protection.facts.matters import ShareReturned
from panah.protection.models import LookedThrough

AT_ONCE = 200

# The own journal speaks to this node only where bodies are at home on it.
_BEHIND = """
SELECT h.journal, coalesce(l.sequence, 0), h.sequence FROM journal_head AS h
LEFT JOIN protection_looked_through AS l ON l.journal = h.journal
WHERE h.sequence > coalesce(l.sequence, 0) AND (%s OR NOT h.own) ORDER BY h.journal
"""
_NEXT = """
SELECT e.sequence, e.version, b.body FROM journal_entry AS e
JOIN journal_body AS b ON b.journal = e.journal AND b.sequence = e.sequence
WHERE e.journal = %s AND e.sequence > %s AND e.sequence <= %s AND e.kind = %s ORDER BY e.sequence LIMIT %s
"""


def collect() -> int:
    """Look through the envelopes that came since the last time; gives how many shares came back.

    Call it after entries came in. How far it looked is remembered with what came of it, so that it may fail anywhere
    and be called again.
    """
    return sum(_look_through(*behind) for behind in _behind())


def _behind() -> list[tuple[UUID, int, int]]:
    """Journals with entries nobody looked through, how far somebody did, and how far they go."""
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, [bool(keyring.readers())])
        return list(cursor.fetchall())


def _look_through(journal: UUID, after: int, last: int) -> int:
    identities = keyring.node().identities
    amount = 0
    while after < last:
        with transaction.atomic():
            store.take_pen()
            with connection.cursor() as cursor:
                cursor.execute(_NEXT, [journal, after, last, EnvelopeKept.kind, AT_ONCE])
                rows = cursor.fetchall()
            for _, version, body in rows:
                fact = facts.load(EnvelopeKept.kind, version, bytes(body))
                shares = _shares(fact, identities)
                amount += sum(tokens.give_back(back.hold, bytes.fromhex(back.share)) for back in shares)
            after = rows[-1][0] if len(rows) == AT_ONCE else last
            LookedThrough.objects.update_or_create(journal=journal, defaults={"sequence": after})
    return amount


def _shares(fact: facts.Fact, identities: Sequence[x25519.Identity]) -> Iterator[ShareReturned]:
    assert isinstance(fact, EnvelopeKept)
    try:
        said = opened(fact.letter, identities) or []
    except UnreadableLetterError:
        return
    for one in said:
        if one.kind == ShareReturned.kind:
            try:
                back = facts.load(one.kind, one.version, one.body)
            except (facts.UnknownVersionError, facts.UnreadableBodyError):
                continue
            assert isinstance(back, ShareReturned)
            yield back
