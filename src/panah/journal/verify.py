"""Verifying: every entry, body, link, signature and erasure against each other, and against the marker beside the keys.

It trusts no database function of ours: PostgreSQL only hands over columns in their wire format, digests are computed
here. Memory stays constant. A fault is reported once, at its place; what merely follows from it isn't.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain as joined
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from panah.journal import chain, marker
from panah.journal.faults import FaultKind, Result
from panah.journal.streams import stream
from panah.journal.verifyerasures import check_erasures
from panah.journal.verifysignatures import Anchor, anchors, check_keys

Progress = Callable[[int], None]

# The header as the chain runs over it, from the server's own wire formats; then what is compared with it.
_ENTRIES = """
SELECT e.sequence,
       uuid_send(e.journal) || int8send(e.sequence) || int8send(e.clock) || timestamptz_send(e.happened)
       || int2send(e.happened_source) || timestamptz_send(e.recorded) || uuid_send(e.actor)
       || int2send(octet_length(e.kind)::smallint) || convert_to(e.kind, 'UTF8') || int2send(e.version)
       || uuid_send(e.subject) || e.digest,
       e.digest, e.previous, e.chain, b.salt || b.body, x.sequence IS NOT NULL,
       w.sequence IS NOT NULL AND h.incarnation IS NULL
FROM journal_entry e
LEFT JOIN journal_body b USING (journal, sequence)
LEFT JOIN journal_erasure x USING (journal, sequence)
LEFT JOIN journal_withheld w USING (journal, sequence)
LEFT JOIN journal_head h USING (journal)
WHERE e.journal = %s ORDER BY e.sequence
"""
_STEP = 10_000


def verify(progress: Progress | None = None) -> Result:
    """Verifies all journals here, as either role. ``progress`` gets the number of entries seen, now and then."""
    result = Result()
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for journal, head in _journals().items():
            if head is None:
                result.add(journal, 1, FaultKind.FOREIGN, "no such journal is known here")
            else:
                check_keys(journal, result)
                _Walk(journal, head, result, progress).run()
        _check_bodies(result)
        check_erasures(result)
    return result


def amount() -> int:
    """How many entries there are to verify."""
    return sum(head.sequence for head in _journals().values() if head is not None)


@dataclass(frozen=True, slots=True)
class _Head:
    sequence: int
    chain: bytes


def _journals() -> dict[UUID, _Head | None]:
    """Every journal with entries or a head; None where entries have no head."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal, sequence, chain FROM journal_head ORDER BY journal")
        heads: dict[UUID, _Head | None] = {row[0]: _Head(row[1], bytes(row[2])) for row in cursor.fetchall()}
        # A jump from journal to journal along the primary key, instead of a walk over all entries.
        cursor.execute(
            "WITH RECURSIVE j AS ("
            " (SELECT journal FROM journal_entry ORDER BY journal LIMIT 1) UNION ALL"
            " SELECT (SELECT e.journal FROM journal_entry e WHERE e.journal > j.journal ORDER BY e.journal LIMIT 1)"
            " FROM j WHERE j.journal IS NOT NULL) SELECT journal FROM j WHERE journal IS NOT NULL"
        )
        for (journal,) in cursor.fetchall():
            heads.setdefault(journal, None)
    return heads


class _Walk:
    """One journal, from its first entry to its last."""

    def __init__(self, journal: UUID, head: _Head, result: Result, progress: Progress | None) -> None:
        self._journal = journal
        self._head = head
        self._result = result
        self._progress = progress
        self._last = 0
        self._link = chain.BEGINNING
        self._faulty = False
        # The last sequence a good signature vouches for, and whether a later one contradicts what is here.
        self._vouched = 0
        self._contradicted = False
        self._beyond = False

    def run(self) -> None:
        waiting = self._anchors()
        anchor = next(waiting, None)
        for row in stream(_ENTRIES, [self._journal]):
            self._entry(*row)
            while anchor is not None and anchor.sequence < self._last:
                anchor = next(waiting, None)  # its entry is missing, which is reported
            while anchor is not None and anchor.sequence == self._last:
                self._check_anchor(anchor)
                anchor = next(waiting, None)
        highest = max(self._head.sequence, max((later.sequence for later in _rest(anchor, waiting)), default=0))
        if highest > self._last:
            self._missing(self._last + 1, highest)
        elif self._head.chain != self._link and not self._faulty and not self._beyond:
            self._add(self._last, FaultKind.ALTERED, "the head row names another digest")

    def _entry(
        self,
        sequence: int,
        header: bytes,
        digest: bytes,
        previous: bytes,
        link: bytes,
        body: bytes | None,
        erased: bool,
        withheld: bool,
    ) -> None:
        self._result.entries += 1
        if self._progress is not None and self._result.entries % _STEP == 0:
            self._progress(self._result.entries)
        gap = sequence != self._last + 1
        if gap:
            self._missing(self._last + 1, sequence - 1)
        sound = sha256(previous + header).digest() == link
        linked = gap or previous == self._link
        if sequence > self._head.sequence and not self._beyond:
            self._beyond = True
            self._add(sequence, FaultKind.FOREIGN, f"the head row says the journal ends at {self._head.sequence}")
        faulty = not sound
        if not sound:
            moved = not linked and sha256(self._link + header).digest() != link
            self._add(sequence, FaultKind.REORDERED if moved else FaultKind.ALTERED, "its digest is of something else")
        elif not linked and not self._faulty and not self._contradicted:
            self._broken_link(sequence)
        if not linked:
            self._contradicted = False
        if sound:
            self._body(sequence, digest, body, erased, withheld)
        self._last, self._link, self._faulty = sequence, link, faulty

    def _body(self, sequence: int, digest: bytes, body: bytes | None, erased: bool, withheld: bool) -> None:
        if body is None:
            if not erased and not withheld:
                self._add(sequence, FaultKind.BODY_MISSING, "nothing says it was erased")
        elif erased:
            self._add(sequence, FaultKind.BODY_NOT_ERASED, "an erasure names it")
        elif sha256(body).digest() != digest:
            self._add(sequence, FaultKind.BODY_ALTERED, "salt and body have another digest")

    def _broken_link(self, sequence: int) -> None:
        """Two entries, each sound, that don't fit: a signature may tell which is the right one, else the later is."""
        if self._vouched == sequence - 1:
            self._add(sequence, FaultKind.FOREIGN, "it names another entry before it than the signed one")
        else:
            since = f"entries {self._vouched + 1} to {sequence - 1} are vouched for by no signature"
            self._add(sequence - 1, FaultKind.REWRITTEN, f"the next entry names another before it; {since}")

    def _check_anchor(self, anchor: Anchor) -> None:
        if anchor.fault:
            self._add(anchor.sequence, FaultKind.BAD_SIGNATURE, anchor.fault)
        elif anchor.chain == self._link:
            self._vouched, self._contradicted = anchor.sequence, False
        elif not self._faulty and not self._contradicted:
            self._contradicted = True
            since = f"entries {self._vouched + 1} to {anchor.sequence}"
            self._add(anchor.sequence, FaultKind.REWRITTEN, f"{anchor.what} says otherwise; one or more of {since}")

    def _missing(self, first: int, last: int) -> None:
        amount = last - first + 1
        self._add(first, FaultKind.MISSING, "1 entry" if amount == 1 else f"{amount} entries, up to {last}")

    def _add(self, sequence: int, fault: FaultKind, detail: str) -> None:
        self._result.add(self._journal, sequence, fault, detail)

    def _anchors(self) -> Iterator[Anchor]:
        """Signed heads, then what the marker beside the keys remembers."""
        kept = marker.read(self._journal)
        remembered = None if kept is None or kept.sequence == 0 else kept
        for anchor in anchors(self._journal):
            if remembered is not None and anchor.sequence > remembered.sequence:
                yield Anchor(remembered.sequence, remembered.chain, "the marker beside the keys", "")
                remembered = None
            yield anchor
        if remembered is not None:
            yield Anchor(remembered.sequence, remembered.chain, "the marker beside the keys", "")


def _rest(anchor: Anchor | None, waiting: Iterator[Anchor]) -> Iterator[Anchor]:
    return joined((anchor,) if anchor is not None else (), waiting)


def _check_bodies(result: Result) -> None:
    query = (
        "SELECT b.journal, b.sequence FROM journal_body b"
        " WHERE NOT EXISTS (SELECT FROM journal_entry e WHERE e.journal = b.journal AND e.sequence = b.sequence)"
        " AND EXISTS (SELECT FROM journal_head h WHERE h.journal = b.journal) ORDER BY 1, 2"
    )
    rows: Iterator[Any] = stream(query, [])
    for journal, sequence in rows:
        result.add(journal, sequence, FaultKind.FOREIGN, "a body without an entry")
