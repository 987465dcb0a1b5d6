"""How far other nodes' clocks are from this one's, as far as what they write tells.

A bundle may have lain for a week, so that one written long ago says nothing. But what comes from later than now was
written under a clock that is ahead of ours; and a bundle that says it was written before this node recorded what its
writer had by then, was written under one that is behind. Which of the two is right, neither node can know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from panah.journal.carrying import losing

MOST = timedelta(minutes=5)
"""Clocks further apart aren't taken over, and are told of. No policy: ``sql/append.sql`` has the same number."""

# What was recorded in the future is of this machine's own clock, which was set back since (``timekeeping``).
_RECORDED = """
SELECT max(e.recorded) FROM journal_entry AS e
JOIN unnest(%s::uuid[], %s::bigint[]) AS n (journal, sequence) USING (journal, sequence)
JOIN journal_head AS h USING (journal) WHERE h.own AND e.recorded <= %s
"""

_APART = "SELECT name, ahead, journals FROM journal_peer WHERE ahead <> 0 AND taken > %s ORDER BY name"


@dataclass(frozen=True, slots=True)
class Apart:
    """A node's clock is at least ``by`` ahead of this one's, or behind it where that is negative."""

    node: str
    by: timedelta

    @property
    def amount(self) -> timedelta:
        """How far they are apart."""
        return abs(self.by)

    def __str__(self) -> str:
        way = "ahead of" if self.by > timedelta() else "behind"
        return f"The clock of {self.node} is {self.amount} {way} this machine's: one of the two is wrong"


REMEMBERED = timedelta(days=7)
"""So long what a bundle told of its writer's clock is believed. No policy: after that a warning fades."""


def apart() -> list[Apart]:
    """The nodes known here whose clocks are far from this one's, as what was taken of each last tells; not those that
    are lost."""
    with connection.cursor() as cursor:  # written here, as every page of a screen asks it
        cursor.execute(_APART, [datetime.now(UTC) - REMEMBERED])
        found = cursor.fetchall()
    return [
        Apart(name, timedelta(seconds=by)) for name, by, journals in found if not losing.is_lost(json.loads(journals))
    ]


def ahead(written: datetime, have: Mapping[UUID, int]) -> int:
    """By how many seconds the clock is ahead under which a node that had so much of which journal wrote something; 0
    where it isn't known to be."""
    now = datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute(_RECORDED, [list(have), list(have.values()), now])
        recorded = cursor.fetchone()[0]
    if written - now > MOST:
        return int((written - now).total_seconds())
    if recorded is not None and recorded - written > MOST:
        return -int((recorded - written).total_seconds())
    return 0
