"""Digests and the chain: the same bytes as in ``sql/append.sql``, computed here to check the database's word."""

import struct
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from panah.journal.entries import Header

BEGINNING = bytes(32)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_FRONT = struct.Struct(">16sqqqhq16sh")


def digest(salt: bytes, body: bytes) -> bytes:
    """What the chain knows of a body."""
    return sha256(salt + body).digest()


def header(entry: Header, body_digest: bytes) -> bytes:
    """The canonical bytes of an entry: fixed-width fields in network byte order, times in microseconds since 2000."""
    kind = entry.kind.encode()
    front = _FRONT.pack(
        entry.journal.bytes,
        entry.sequence,
        entry.clock,
        _microseconds(entry.happened),
        entry.source,
        _microseconds(entry.recorded),
        entry.actor.bytes,
        len(kind),
    )
    return front + kind + struct.pack(">h", entry.version) + entry.subject.bytes + body_digest


def link(previous: bytes, header_bytes: bytes) -> bytes:
    """The digest of an entry, which the next one carries on."""
    return sha256(previous + header_bytes).digest()


def head_message(journal: UUID, sequence: int, clock: int, chain: bytes) -> bytes:
    """What a node signs to say that its journal reached this."""
    return b"panah journal head 1\0" + struct.pack(">16sqq", journal.bytes, sequence, clock) + chain


def key_message(journal: UUID, from_sequence: int, public: bytes) -> bytes:
    """What a key signs to introduce its successor."""
    return b"panah journal key 1\0" + struct.pack(">16sq", journal.bytes, from_sequence) + public


def journal_of(public: bytes) -> UUID:
    """The id of the journal whose first key this is: no other key can begin a journal of that id."""
    return UUID(bytes=sha256(b"panah journal 1\0" + public).digest()[:16])


def key_id(public: bytes) -> bytes:
    """The short name of a public key."""
    return sha256(b"panah key 1\0" + public).digest()[:16]


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
