"""What happened to a body's referrals, numbered in the order in which this node learned of it: for its machines.

A number is given once, without gaps, and never changes. It says that something happened to which referral, and nothing
of what.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from panah.protection.desk import returns
from panah.protection.facts.referrals import (
    ConsentAcknowledged,
    ConsentSaid,
    ReferralAnswered,
    ReferralExplained,
    ReferralSent,
)
from panah.protection.models import BodyEvent, BodyFeed

EVENTS = {
    ReferralSent.kind: "referral.sent",
    ReferralExplained.kind: "referral.explained",
    ReferralAnswered.kind: "referral.answered",
    ConsentSaid.kind: "consent.said",
    ConsentAcknowledged.kind: "consent.confirmed",
}
"""What is told, by kind of fact."""

# The heads are read first: whatever stands behind them later is left to the next round.
_BEHIND = """
SELECT h.journal, coalesce(f.sequence, 0), h.sequence FROM journal_head AS h
LEFT JOIN protection_body_feed AS f ON f.journal = h.journal AND f.body = %s
WHERE h.sequence > coalesce(f.sequence, 0)
"""
_NUMBERED = """
INSERT INTO protection_body_event (id, body, sequence, event, referral, at)
SELECT o.id, o.reader,
       coalesce((SELECT max(sequence) FROM protection_body_event WHERE body = %(body)s), 0)
         + row_number() OVER (ORDER BY o.clock, o.journal, o.sequence, o.number),
       %(events)s::jsonb ->> o.kind, o.about, o.happened
FROM sealed_opened AS o
WHERE o.reader = %(body)s AND o.kind = ANY(%(kinds)s)
  AND NOT EXISTS (SELECT FROM protection_body_event AS e WHERE e.id = o.id)
"""
_SINCE = """
  AND EXISTS (
    SELECT FROM unnest(%(journals)s::uuid[], %(after)s::bigint[], %(until)s::bigint[]) AS n (journal, after, until)
    WHERE o.journal = n.journal AND o.sequence > n.after AND o.sequence <= n.until
  )
"""
_REACHED = """
INSERT INTO protection_body_feed (body, journal, sequence)
SELECT %s, journal, sequence FROM unnest(%s::uuid[], %s::bigint[]) AS n (journal, sequence)
ON CONFLICT (body, journal) DO UPDATE SET sequence = greatest(protection_body_feed.sequence, excluded.sequence)
"""


def gather(body: UUID, *, everything: bool = False) -> int:
    """Number what this body's key opened since the last time; gives how much that was.

    ``everything`` looks through all there is: see ``gather_everything``.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BEHIND, [body])
        if not cursor.fetchone() and not everything:
            return 0
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 41))", [str(body)])
        cursor.execute(_BEHIND, [body])
        behind: list[tuple[UUID, int, int]] = cursor.fetchall()
        wanted: dict[str, Any] = {
            "body": body,
            "events": json.dumps(EVENTS),
            "kinds": list(EVENTS),
            "journals": [journal for journal, _, _ in behind],
            "after": [after for _, after, _ in behind],
            "until": [until for _, _, until in behind],
        }
        cursor.execute(_NUMBERED if everything else _NUMBERED + _SINCE, wanted)
        found = int(cursor.rowcount)
        cursor.execute(_REACHED, [body, wanted["journals"], wanted["until"]])
        return found


def gather_everything() -> None:
    """Number what came later than its entry, for every body whose machines were ever told anything: an envelope that
    was kept back, an entry let out of quarantine, a key that came back."""
    for body in sorted(set(BodyFeed.objects.values_list("body", flat=True))):
        gather(body, everything=True)


returns.thorough.append(gather_everything)


def events(body: UUID, after: int, limit: int) -> Sequence[BodyEvent]:
    """Those behind a number, in order."""
    return list(BodyEvent.objects.filter(body=body, sequence__gt=after).order_by("sequence")[:limit])
