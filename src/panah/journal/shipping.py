"""What goes to other nodes: entries exactly as they are kept, signed heads, keys."""

from uuid import UUID

from django.db import connection

from panah.journal.entries import Header, Source
from panah.journal.store import Parcel


def parcels(journal: UUID, after: int = 0, limit: int = 1000) -> list[Parcel]:
    """The entries of a journal behind a sequence, ready for ``receive`` on another node."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.journal, e.sequence, e.clock, e.happened, e.happened_source, e.recorded, e.actor, e.subject,"
            " e.kind, e.version, e.digest, b.salt, b.body"
            " FROM journal_entry e LEFT JOIN journal_body b USING (journal, sequence)"
            " WHERE e.journal = %s AND e.sequence > %s ORDER BY e.sequence LIMIT %s",
            [journal, after, limit],
        )
        rows = cursor.fetchall()
    return [
        Parcel(
            Header(row[0], row[1], row[2], row[3], Source(row[4]), row[5], row[6], row[7], row[8], row[9]),
            bytes(row[10]),
            None if row[11] is None else bytes(row[11]),
            None if row[12] is None else bytes(row[12]),
        )
        for row in rows
    ]
