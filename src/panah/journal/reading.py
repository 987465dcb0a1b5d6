# ruff: noqa: S608 (queries are put together from this module's own constants)
"""Reading entries from the database."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from panah.journal import facts
from panah.journal.entries import Entry, Header, Position, Source
from panah.journal.places import Place

_COLUMNS = (
    "e.journal, e.sequence, e.clock, e.happened, e.happened_source, e.recorded, e.actor, e.subject, e.kind, e.version,"
    " b.body"
)
# Erased entries have no body; quarantined ones aren't applied.
_APPLICABLE = (
    f"SELECT {_COLUMNS} FROM journal_entry e LEFT JOIN journal_body b USING (journal, sequence)"
    " WHERE NOT EXISTS (SELECT FROM journal_quarantine q WHERE q.held AND q.journal = e.journal"
    " AND q.sequence = e.sequence)"
)
_ORDER = " ORDER BY e.clock, e.journal, e.sequence"

ALL_IN_ORDER = f"{_APPLICABLE} AND e.kind = ANY(%s){_ORDER}"
"""Every applicable entry of some kinds, as rows for ``from_row``."""


def of_subjects(subjects: Sequence[UUID]) -> list[Header]:
    """All entries of these subjects that may be applied, in order; those whose body was erased as headers."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_APPLICABLE} AND e.subject = ANY(%s){_ORDER}", [list(subjects)])
        return [from_row(row) for row in cursor.fetchall()]


def by_place(places: Sequence[Place]) -> list[Header]:
    """The entries at these (journal, sequence) that may be applied, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_APPLICABLE} AND (e.journal, e.sequence) IN (SELECT * FROM unnest(%s::uuid[], %s::bigint[])){_ORDER}",
            [[journal for journal, _ in places], [sequence for _, sequence in places]],
        )
        return [from_row(row) for row in cursor.fetchall()]


def held_back(kind: str) -> list[Entry]:
    """The entries of one kind that are kept in quarantine and not applied, in order, as far as they can be read."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM journal_entry e JOIN journal_body b USING (journal, sequence)"
            f" WHERE e.kind = %s AND EXISTS (SELECT FROM journal_quarantine q WHERE q.held AND q.journal = e.journal"
            f" AND q.sequence = e.sequence){_ORDER}",
            [kind],
        )
        return [found for row in cursor.fetchall() if (found := _readable(row)) is not None]


def _readable(row: Sequence[Any]) -> Entry | None:
    try:
        found = from_row(row)
    except (facts.UnknownKindError, facts.UnknownVersionError, facts.UnreadableBodyError):
        return None
    return found if isinstance(found, Entry) else None


def entry(journal: UUID, sequence: int) -> Header | None:
    """One entry; None when it isn't here, is quarantined, or was never applied."""
    found = by_place([(journal, sequence)])
    return found[0] if found else None


def holds(journal: UUID, sequence: int, subject: UUID) -> bool:
    """Whether an entry about this subject is here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM journal_entry WHERE journal = %s AND sequence = %s AND subject = %s",
            [journal, sequence, subject],
        )
        return cursor.fetchone() is not None


def subjects_behind(lowest: dict[UUID, Position]) -> set[UUID]:
    """Of these subjects, those with an applicable entry behind the position given for each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.subject FROM unnest(%s::uuid[], %s::bigint[], %s::uuid[], %s::bigint[])"
            " AS s (subject, clock, journal, sequence)"
            " WHERE EXISTS (SELECT FROM journal_entry e WHERE e.subject = s.subject"
            " AND (e.clock, e.journal, e.sequence) > (s.clock, s.journal, s.sequence))",
            [
                list(lowest),
                [position[0] for position in lowest.values()],
                [position[1] for position in lowest.values()],
                [position[2] for position in lowest.values()],
            ],
        )
        return {row[0] for row in cursor.fetchall()}


def from_row(row: Sequence[Any]) -> Header:
    """An entry from a row of this module's columns. Raises what ``facts.load`` raises."""
    journal, sequence, clock, happened, source, recorded, actor, subject, kind, version, body = row
    values = (journal, sequence, clock, happened, Source(source), recorded, actor, subject, kind, version)
    if body is None:
        return Header(*values)
    return Entry(*values, facts.load(kind, version, bytes(body)))


def with_body(header: Header, body: bytes) -> Entry:
    """The entry of this header and body. Raises what ``facts.load`` raises."""
    return Entry(
        header.journal,
        header.sequence,
        header.clock,
        header.happened,
        header.source,
        header.recorded,
        header.actor,
        header.subject,
        header.kind,
        header.version,
        facts.load(header.kind, header.version, body),
    )
