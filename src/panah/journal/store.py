"""Calls of the database functions that write the journal. Everything else goes through here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from panah.journal.entries import Header, Source
from panah.journal.places import Place


class NoJournalError(RuntimeError):
    """This node has no journal of its own yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What becomes an entry: its salt and body exactly as they will be stored."""

    happened: datetime
    source: Source
    kind: str
    version: int
    subject: UUID
    salt: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a batch stands: sequence and clock of its first entry, the others follow one by one.

    ``late`` says that an entry of another journal may stand behind these.
    """

    journal: UUID
    sequence: int
    clock: int
    recorded: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """An entry of another journal with everything needed to store it. Salt and body are None when erased there."""

    header: Header
    digest: bytes
    salt: bytes | None
    body: bytes | None


@dataclass(frozen=True, slots=True)
class HeadRow:
    """How far a journal reaches here; ``incarnation`` is None for that of another node."""

    journal: UUID
    sequence: int
    clock: int
    chain: bytes
    incarnation: UUID | None


_APPEND = (
    "SELECT o_journal, o_sequence, o_clock, o_recorded, o_late FROM journal_append("
    "%s, %s::timestamptz[], %s::smallint[], %s::text[], %s::smallint[], %s::uuid[], %s::bytea[], %s::bytea[])"
)
_HEADS = "SELECT journal, sequence, clock, chain, incarnation FROM journal_head"
_RECEIVE = (
    "SELECT journal_receive(%s, %s, %s::bigint[], %s::timestamptz[], %s::smallint[], %s::timestamptz[], %s::uuid[],"
    " %s::text[], %s::smallint[], %s::uuid[], %b::bytea[], %b::bytea[], %b::bytea[])"
)


def append(drafts: Sequence[Draft], actor: UUID) -> Taken:
    """Appends to the own journal. Raises NoJournalError."""
    with connection.cursor() as cursor:
        cursor.execute(
            _APPEND,
            [
                actor,
                _array(draft.happened.isoformat() for draft in drafts),
                _array(str(draft.source.value) for draft in drafts),
                _array(draft.kind for draft in drafts),
                _array(str(draft.version) for draft in drafts),
                _array(str(draft.subject) for draft in drafts),
                _array(f'"\\\\x{draft.salt.hex()}"' for draft in drafts),
                _array(f'"\\\\x{draft.body.hex()}"' for draft in drafts),
            ],
        )
        journal, sequence, clock, recorded, late = cursor.fetchone()
    if journal is None:
        raise NoJournalError
    return Taken(journal, sequence, clock, recorded, late)


def _array(elements: Iterable[str]) -> str:
    """An array as PostgreSQL reads it; writing it here costs a tenth of the driver's general way."""
    return f"{{{','.join(elements)}}}"


def receive(parcels: Sequence[Parcel]) -> int:
    """Stores entries of one other journal that follow its head; returns its new highest sequence."""
    headers = [parcel.header for parcel in parcels]
    with connection.cursor() as cursor:
        cursor.execute(
            _RECEIVE,
            [
                headers[0].journal,
                headers[0].sequence,
                [header.clock for header in headers],
                [header.happened for header in headers],
                [int(header.source) for header in headers],
                [header.recorded for header in headers],
                [header.actor for header in headers],
                [header.kind for header in headers],
                [header.version for header in headers],
                [header.subject for header in headers],
                [parcel.digest for parcel in parcels],
                [parcel.salt for parcel in parcels],
                [parcel.body for parcel in parcels],
            ],
        )
        return int(cursor.fetchone()[0])


def take_pen() -> None:
    """Waits until nothing else is being applied, until the transaction ends.

    Recording does this by itself. A transaction that locks register rows before it records calls it first, so that two
    such transactions can't wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_take_pen()")


def own_head() -> HeadRow | None:
    """The head of the journal this node appends to."""
    return _head(_HEADS + " WHERE own")


def own_journal() -> UUID:
    """The journal this node appends to. Raises NoJournalError."""
    head = own_head()
    if head is None:
        raise NoJournalError
    return head.journal


def own_journals() -> set[UUID]:
    """The journal this node appends to, and those it appended to before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal FROM journal_head WHERE incarnation IS NOT NULL")
        return {journal for (journal,) in cursor.fetchall()}


def head(journal: UUID) -> HeadRow | None:
    """The head of any journal here."""
    return _head(_HEADS + " WHERE journal = %s", journal)


def heads() -> list[HeadRow]:
    """The heads of all journals here."""
    return _found(_HEADS + " ORDER BY journal")


def _head(query: str, *values: UUID) -> HeadRow | None:
    return next(iter(_found(query, *values)), None)


def _found(query: str, *values: UUID) -> list[HeadRow]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [HeadRow(row[0], row[1], row[2], bytes(row[3]), row[4]) for row in cursor.fetchall()]


def chain_at(journal: UUID, sequence: int) -> bytes | None:
    """The chain of one entry; None when it isn't here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain FROM journal_entry WHERE journal = %s AND sequence = %s", [journal, sequence])
        row = cursor.fetchone()
    return None if row is None else bytes(row[0])


def open_journal(journal: UUID, incarnation: UUID, key: bytes, public: bytes) -> None:
    """Begins a journal of this node."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_open(%s, %s, %s, %s)", [journal, incarnation, key, public])


def introduce(
    journal: UUID, from_sequence: int, key: bytes, public: bytes, by: bytes | None, signature: bytes | None
) -> None:
    """Adds a signing key that its predecessor introduces, or another journal's first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_introduce(%s, %s, %s, %s, %s, %s)", [journal, from_sequence, key, public, by, signature]
        )


def sign(journal: UUID, sequence: int, clock: int, chain: bytes, key: bytes, signature: bytes) -> bool:
    """Keeps a signed head; False when the journal here has another chain at that sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_sign(%s, %s, %s, %s, %s, %s)", [journal, sequence, clock, chain, key, signature])
        return bool(cursor.fetchone()[0])


def erase(places: Sequence[Place], stated: Place, *, elsewhere: bool = False) -> None:
    """Deletes bodies (as the owner), or notes that they were erased elsewhere; ``stated`` is the entry that says so."""
    function = "journal_note_erased" if elsewhere else "journal_erase"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {function}(%s::uuid[], %s::bigint[], %s, %s)",
            [[journal for journal, _ in places], [sequence for _, sequence in places], *stated],
        )
