"""Reading journals on from where one left off: how far each reaches, and what stands there, applied or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from panah.journal.places import Place
from panah.journal.store import HeadRow, heads


class Kept(NamedTuple):
    """An entry as it was kept. ``body`` is None while it is withheld from this node."""

    journal: UUID
    sequence: int
    version: int
    recorded: datetime
    body: bytes | None


_KEPT = "SELECT e.journal, e.sequence, e.version, e.recorded, b.body FROM journal_entry AS e"
# What is erased is left out; what is withheld comes without a body.
_BEHIND = f"""
{_KEPT} LEFT JOIN journal_body AS b ON b.journal = e.journal AND b.sequence = e.sequence
LEFT JOIN journal_withheld AS w ON w.journal = e.journal AND w.sequence = e.sequence
WHERE e.journal = %s AND e.sequence > %s AND e.sequence <= %s AND e.kind = %s
AND (b.sequence IS NOT NULL OR w.sequence IS NOT NULL) ORDER BY e.sequence LIMIT %s
"""


def news(reached: dict[UUID, int]) -> list[tuple[HeadRow, int]]:
    """The journals that reach further than the sequence given for each (none: from the beginning), with that."""
    return [(head, after) for head in heads() if head.sequence > (after := reached.get(head.journal, 0))]


def behind(journal: UUID, after: int, until: int, kind: str, most: int) -> list[Kept]:
    """The entries of one kind behind ``after`` and up to ``until``, in order."""
    return _rows(_BEHIND, [journal, after, until, kind, most])


def here(places: QuerySet[Model], after: Place, most: int) -> list[Kept]:
    """Of these places (rows with ``journal`` and ``sequence``), the entries whose bodies are here and that stand behind
    ``after``, in the order of places."""
    at, values = _columns(places)
    return _rows(
        f"{_KEPT} JOIN ({at}) AS u ON e.journal = u.journal AND e.sequence = u.sequence"
        " JOIN journal_body AS b ON b.journal = e.journal AND b.sequence = e.sequence"
        " WHERE (u.journal, u.sequence) > (%s, %s) ORDER BY u.journal, u.sequence LIMIT %s",
        [*values, *after, most],
    )


def places_here(places: QuerySet[Model]) -> list[Place]:
    """Those of these places whose bodies are here, in order."""
    at, values = _columns(places)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT u.journal, u.sequence FROM ({at}) AS u"  # noqa: S608 (a query of Django's own)
            " JOIN journal_body AS b ON b.journal = u.journal AND b.sequence = u.sequence ORDER BY 1, 2",
            values,
        )
        return [(journal, sequence) for journal, sequence in cursor.fetchall()]


def _columns(places: QuerySet[Model]) -> tuple[str, Sequence[Any]]:
    sql, values = places.order_by().values("journal", "sequence").query.sql_with_params()
    return str(sql), values


def _rows(query: str, values: Sequence[Any]) -> list[Kept]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [Kept(*row) for row in cursor.fetchall()]
