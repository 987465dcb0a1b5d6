"""Bodies that another node keeps from this one: headers and digests are here, so the chain holds; what they say isn't.

Withheld is not erased: it may still come, from the same node or another, and is then applied as if it had come late.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import connection

from panah.journal.places import Place
from panah.journal.store import Parcel


def note(places: Collection[Place]) -> None:
    """Says of entries that came without a body that it is withheld."""
    if places:
        ordered = sorted(places)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT journal_note_withheld(%s::uuid[], %s::bigint[])",
                [[journal for journal, _ in ordered], [sequence for _, sequence in ordered]],
            )


def supply(journal: UUID, parcels: Sequence[Parcel]) -> list[Parcel]:
    """Stores the bodies among these that were withheld till now; returns those parcels."""
    whole = {parcel.header.sequence: parcel for parcel in parcels if parcel.body is not None}
    if not whole or not _any(journal, sorted(whole)):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_supply(%s, %s::bigint[], %b::bytea[], %b::bytea[])",
            [
                journal,
                list(whole),
                [parcel.salt for parcel in whole.values()],
                [parcel.body for parcel in whole.values()],
            ],
        )
        return [whole[row[0]] for row in cursor.fetchall()]


def among(journal: UUID, first: int, last: int) -> set[int]:
    """The sequences from ``first`` to ``last`` whose bodies are withheld from this node."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence FROM journal_withheld WHERE journal = %s AND sequence BETWEEN %s AND %s",
            [journal, first, last],
        )
        return {row[0] for row in cursor.fetchall()}


def partly(journals: Collection[UUID]) -> set[UUID]:
    """Those of these journals of which something is withheld from this node."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT j FROM unnest(%s::uuid[]) AS j WHERE EXISTS (SELECT FROM journal_withheld w WHERE w.journal = j)",
            [list(journals)],
        )
        return {row[0] for row in cursor.fetchall()}


def _any(journal: UUID, sequences: list[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM journal_withheld WHERE journal = %s AND sequence = ANY(%s))",
            [journal, sequences],
        )
        return bool(cursor.fetchone()[0])
