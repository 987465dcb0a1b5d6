"""Writing a bundle for another node: everything that node doesn't have yet, as it last said."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from panah.journal import heads, keys, store
from panah.journal.carrying import losing
from panah.journal.carrying.bundles import Writer, signed_message, writing
from panah.journal.carrying.packing import Fields, head_to, key_to, parcel_to
from panah.journal.carrying.reading import Reads, may_read
from panah.journal.models import Peer
from panah.journal.shipping import parcels
from panah.journal.withheld import among

AT_ONCE = 400
LAST = 2**63 - 1
MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Carried:
    """What a bundle holds: how many entries, and of how many the bodies stay here."""

    entries: int
    withheld: int


def carry(
    path: Path,
    to: Peer,
    *,
    after: Mapping[UUID, int] | None = None,
    only: Collection[UUID] | None = None,
    until: int | None = None,
) -> Carried:
    """Writes the bundle. ``after`` overrules what the peer last acknowledged, journal by journal; ``only`` names the
    journals that go, and ``until`` is the last sequence of them. What the peer itself no longer has of its own goes
    back to it.

    Raises losing.NodeIsLostError, store.NoJournalError, keyfiles.KeysUnusableError or OSError; a file at ``path`` is
    replaced, or left as it was.
    """
    if losing.is_lost(to.journals):
        raise losing.NodeIsLostError
    with transaction.atomic():
        signed = heads.sign_head()
        if signed is None:
            raise store.NoJournalError
        have = positions()
        reached = {UUID(journal): sequence for journal, sequence in to.acknowledged.items()} | dict(after or {})
        theirs, staying = set(map(UUID, to.journals)), set(map(UUID, to.without))
        staying |= {journal for journal in theirs if not reached.get(journal, LAST) < have.get(journal, 0)}
        going = sorted(journal for journal in have if journal not in staying and (only is None or journal in only))
        entries = withheld = 0
        with writing(path) as file:
            writer = Writer(file, to.recipient)
            writer.frame("h", [_beginning(signed.journal, have, going, theirs)])
            for journal in going:
                reads = Reads.EVERYTHING.value if journal in theirs else to.reads
                for chunk in _chunks(journal, reached.get(journal, 0), reads, until):
                    writer.frame("p", chunk)
                    entries += len(chunk)
                    withheld += sum("withheld" in line for line in chunk)
            signature = keys.current().sign(signed_message(writer.digest))
            writer.frame("s", [{"signature": signature.hex()}])
    return Carried(entries, withheld)


def positions() -> dict[UUID, int]:
    """How far this node has which journal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal, sequence FROM journal_head WHERE sequence > 0")
        return dict(cursor.fetchall())


def own_positions() -> dict[UUID, int]:
    """This node's own journals, earlier incarnations too, and how far they go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal, sequence FROM journal_head WHERE incarnation IS NOT NULL AND sequence > 0")
        return dict(cursor.fetchall())


def _beginning(own: UUID, have: Mapping[UUID, int], going: list[UUID], theirs: Collection[UUID]) -> Fields:
    # Of its own journals it is always shown how far they are known here: a node put back to an older day learns of it.
    newest = (heads.latest(journal) for journal in sorted({*going, *theirs}))
    return {
        "writer": str(own),
        "written": datetime.now(UTC).isoformat(),
        "have": {str(journal): sequence for journal, sequence in have.items()},
        "keys": [key_to(key) for journal in going for key in keys.known(journal)],
        "heads": [head_to(head) for head in newest if head is not None],
    }


def _chunks(journal: UUID, after: int, reads: str, until: int | None) -> Iterator[list[Fields]]:
    while found := parcels(journal, after, AT_ONCE if until is None else min(AT_ONCE, until - after)):
        hidden = among(journal, found[0].header.sequence, found[-1].header.sequence)
        chunk: list[Fields] = []
        size = 0
        for parcel in found:
            if size > MOST_BYTES:
                yield chunk
                chunk, size = [], 0
            # What is erased is erased for everybody; what was withheld from this node goes on as such.
            keep_back = parcel.body is not None and not may_read(reads, parcel.header.kind)
            chunk.append(parcel_to(parcel, withheld=keep_back or parcel.header.sequence in hidden))
            size += len(parcel.body or b"")
        yield chunk
        after = found[-1].header.sequence
