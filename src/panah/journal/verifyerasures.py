"""Verifying that every erased body was erased as an entry of this node's own states."""

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from uuid import UUID

from django.db import connection

from panah.journal.faults import FaultKind, Result
from panah.journal.own import ErasureDone
from panah.journal.streams import stream

_ROWS = (
    "SELECT stated_journal, stated_sequence, journal, sequence FROM journal_erasure"
    " ORDER BY stated_journal, stated_sequence, journal, sequence"
)


def check_erasures(result: Result) -> None:
    """Compares the erased places with the amount and digest that the entry states."""
    rows: Iterator[tuple[UUID, int, UUID, int]] = stream(_ROWS, [])
    for (own, stated), group in groupby(rows, key=lambda row: (row[0], row[1])):
        amount, digest = 0, sha256()
        for _, _, journal, sequence in group:
            amount += 1
            digest.update(journal.bytes + sequence.to_bytes(8))
        says = _stated(own, stated)
        if says is None:
            result.add(
                own, stated, FaultKind.BAD_ERASURE, f"{amount} bodies are marked erased, but this states no erasure"
            )
        elif says != (amount, digest.hexdigest()):
            result.add(
                own, stated, FaultKind.BAD_ERASURE, f"states {says[0]} erased bodies; marked are {amount}, or others"
            )


def _stated(journal: UUID, sequence: int) -> tuple[int, str] | None:
    """Amount and digest as the entry states them; an entry that isn't this node's own states nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.body FROM journal_entry e JOIN journal_body b USING (journal, sequence)"
            " JOIN journal_head h USING (journal)"
            " WHERE e.journal = %s AND e.sequence = %s AND e.kind = %s AND h.incarnation IS NOT NULL",
            [journal, sequence, ErasureDone.kind],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    try:
        fields = json.loads(bytes(row[0]))
        return int(fields["amount"]), str(fields["places"])
    except (ValueError, KeyError, TypeError):
        return None
