"""Behind what a sealed statement stands, where the clocks of nodes differ.

A clock that is far ahead isn't taken over (``sql/append.sql``), and keeps those that are less far ahead from being so.
What a node answers to what came under such a clock would be folded before it. So a letter says after which clock each
of its statements was made, wherever that is ahead of the node's own; its reader folds it behind that.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from panah.journal.envelopes import keyring

_LAST = (1 << 63) - 1
_AHEAD = """
SELECT about, max(clock) FROM sealed_opened
WHERE about = ANY(%s) AND clock > floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint << 16 GROUP BY about
"""


def ahead(subjects: Collection[UUID]) -> dict[UUID, int]:
    """Of those of which something was opened here that stands ahead of the present: the highest clock.
    Nothing where nobody is at home."""
    if not keyring.readers():
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_AHEAD, [list(subjects)])
        return dict(cursor.fetchall())


def place(clock: int, after: int) -> int:
    """The clock of a statement for its fold: its entry's, or the next one behind what it was said after."""
    return min(max(clock, after + 1), _LAST)
