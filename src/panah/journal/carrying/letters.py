"""Single envelopes for one reader, in a file that anything may bring where there is no line: exact bytes, signed.

A bundle carries all that another node lacks, to that node. This carries a few entries to a reader, ahead of their
journal: they are kept beside it, and joining is set union. A file is the line that names the format and an age file for
the reader; its plain text is a zlib stream of JSON: ``writer``, its ``keys``, ``entries``, and the writer's
``signature`` over the SHA-256 of the canonical form of the rest.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from pyrage import DecryptError, decrypt, encrypt, x25519

from panah.journal import chain, heads, keys, store
from panah.journal.carrying import losing, peers
from panah.journal.carrying.bundles import BundleRefusedError
from panah.journal.carrying.packing import key_from, key_to, parcel_from, parcel_to
from panah.journal.entries import Statement
from panah.journal.envelopes import voices
from panah.journal.envelopes.carried import EnvelopeCarried, subject_of, wrapped
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.sealing import reader
from panah.journal.facts import UnknownVersionError, UnreadableBodyError, canonical
from panah.journal.reading import with_body
from panah.journal.record import record
from panah.journal.shipping import parcels
from panah.journal.store import Parcel

MAGIC = b"panah letters 1\n"
LONGEST = 8 << 20
MOST = 100
"""So many envelopes one file holds at most."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: envelopes that are new here, and those that were here already."""

    fresh: int
    known: int


def write(subjects: Sequence[UUID], to: str) -> bytes:
    """The file for the reader with the key ``to``: this node's own envelopes with these subjects.

    Raises store.NoJournalError, keyfiles.KeysUnusableError; LookupError where there are none.
    """
    with transaction.atomic():
        head = heads.sign_head()
        if head is None:
            raise store.NoJournalError
        entries = [parcel_to(parcel, withheld=False) for parcel in _own(subjects)]
        if not entries:
            raise LookupError("no such envelopes")
        content: dict[str, Any] = {
            "writer": str(head.journal),
            "keys": [key_to(key) for key in keys.known(head.journal)],
            "entries": entries,
        }
        content["signature"] = keys.current().sign(_message(content)).hex()
    sealed: bytes = encrypt(zlib.compress(canonical(content)), [reader(to)])
    return MAGIC + sealed


def take(content: bytes, identities: Sequence[x25519.Identity], *, actor: UUID) -> Taken:
    """Keep the envelopes of a file that opens with these keys, where they aren't here yet. Taking it again changes
    nothing. Raises BundleRefusedError (then nothing of it was taken)."""
    offered = _verified(_opened(content, identities))
    with transaction.atomic():
        store.take_pen()
        fresh = [parcel for parcel in offered if not _here(parcel)]
        _hear(fresh)
        now = datetime.now(UTC)
        record(
            [Statement(*wrapped(parcel, identities), now) for parcel in fresh],
            actor=actor,
        )
    return Taken(len(fresh), len(offered) - len(fresh))


def _hear(offered: Sequence[Parcel]) -> None:
    """Nobody brings by hand what their node may not say."""
    try:
        entries = [with_body(parcel.header, parcel.body or b"") for parcel in offered]
    except (UnknownVersionError, UnreadableBodyError):
        raise BundleRefusedError("garbled", len(MAGIC)) from None
    if voices.foreign(entries):
        raise BundleRefusedError("foreign_voice", len(MAGIC))


def _own(subjects: Sequence[UUID]) -> list[Parcel]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.journal, e.sequence FROM journal_entry AS e JOIN journal_head AS h USING (journal)"
            " WHERE e.subject = ANY(%s) AND e.kind = %s AND h.incarnation IS NOT NULL ORDER BY e.clock LIMIT %s",
            [list(subjects), EnvelopeKept.kind, MOST],
        )
        places = cursor.fetchall()
    found = [parcel for journal, sequence in places for parcel in parcels(journal, sequence - 1, 1)]
    return [parcel for parcel in found if parcel.body is not None]


def _here(parcel: Parcel) -> bool:
    """Whether the entry is here with its content, or was carried here before."""
    header = parcel.header
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM journal_body WHERE journal = %s AND sequence = %s)"
            " OR EXISTS (SELECT FROM journal_entry WHERE subject = %s AND kind = %s)",
            [header.journal, header.sequence, subject_of(parcel), EnvelopeCarried.kind],
        )
        return bool(cursor.fetchone()[0])


def _opened(content: bytes, identities: Sequence[x25519.Identity]) -> dict[str, Any]:
    if not content.startswith(MAGIC):
        newer = content[:14] == MAGIC[:14]
        raise BundleRefusedError("newer_format" if newer else "not_a_bundle")
    place = len(MAGIC)
    try:
        plain = decrypt(content[place:], list(identities))
    except (DecryptError, ValueError) as error:
        raise BundleRefusedError("not_for_us" if "matching" in str(error) else "garbled", place) from None
    try:
        inflate = zlib.decompressobj()
        text = inflate.decompress(plain, LONGEST)
        found: dict[str, Any] = json.loads(text)
        if inflate.unconsumed_tail or not inflate.eof or not isinstance(found, dict):
            raise ValueError
    except (ValueError, zlib.error, RecursionError):
        raise BundleRefusedError("garbled", place) from None
    return found


def _verified(found: dict[str, Any]) -> list[Parcel]:
    place = len(MAGIC)
    try:
        writer = UUID(found["writer"])
        offered = tuple(key_from(key) for key in found["keys"])
        signature = bytes.fromhex(found.pop("signature"))
        pairs = [parcel_from(entry) for entry in found["entries"]]
        digests = all(chain.digest(one.salt or b"", one.body or b"") == one.digest for one, _withheld in pairs)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BundleRefusedError("garbled", place) from None
    journals = _journals(writer)
    if str(writer) not in journals or not peers.belong(writer, offered):
        raise BundleRefusedError("unknown_sender", place)
    if not keys.verifies(offered[-1].public, signature, _message(found)):
        raise BundleRefusedError("bad_signature", place)
    of_writer = all(
        str(one.header.journal) in journals and one.header.kind == EnvelopeKept.kind and one.body is not None
        for one, _withheld in pairs
    )
    if not of_writer or not digests or len(pairs) > MOST:
        raise BundleRefusedError("garbled", place)
    return [one for one, _withheld in pairs]


def _journals(writer: UUID) -> Sequence[str]:
    """What a node that is known here, and isn't lost, wrote or writes; this node knows itself."""
    own = store.own_head()
    if own is not None and own.journal == writer:
        return (str(writer),)
    peer = peers.of_journal(writer)
    return () if peer is None or losing.is_lost(peer.journals) else peer.journals


def _message(content: dict[str, Any]) -> bytes:
    told = {name: content[name] for name in ("writer", "keys", "entries")}
    return b"panah letters 1\0" + sha256(canonical(told)).digest()
