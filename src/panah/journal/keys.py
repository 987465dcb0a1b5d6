"""The signing keys of journals.

The private ones of this node (Ed25519) are files ``keys/<journal>/<key id>.key``; the database knows the public halves
and which key introduced which. The first key of a journal gives it its id.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connection, transaction

from panah.journal import chain, keyfiles, store
from panah.journal.own import SigningKeyIntroduced
from panah.journal.store import NoJournalError
from panah.journal.writing import state


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its short name and public half (32 bytes)."""

    id: bytes
    public: bytes
    private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self.private.sign(message)


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key of a journal, valid from a sequence on until the next key's."""

    journal: UUID
    id: bytes
    public: bytes
    from_sequence: int
    introduced_by: bytes | None
    signature: bytes | None


def create() -> SigningKey:
    """A new key; not in any file yet."""
    return _signing(Ed25519PrivateKey.generate())


def keep(journal: UUID, key: SigningKey) -> None:
    """Writes a key's file."""
    keyfiles.write(keyfiles.folder(str(journal)) / f"{key.id.hex()}.key", key.private.private_bytes_raw())


def held(journal: UUID, key: bytes) -> SigningKey:
    """The private key of this short name. Raises keyfiles.KeysUnusableError."""
    path = keyfiles.folder(str(journal)) / f"{key.hex()}.key"
    try:
        found = _signing(Ed25519PrivateKey.from_private_bytes(keyfiles.read(path)))
    except ValueError:
        raise keyfiles.KeysUnusableError(f"{path} holds no Ed25519 key") from None
    if found.id != key:
        raise keyfiles.KeysUnusableError(f"{path} holds another key")
    return found


def known(journal: UUID | None = None) -> list[KnownKey]:
    """The public keys in the database, of one journal or all, in the order of validity."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal, key, public, from_sequence, introduced_by, signature FROM journal_key"
            " WHERE %s::uuid IS NULL OR journal = %s ORDER BY journal, from_sequence",
            [journal, journal],
        )
        return [
            KnownKey(row[0], bytes(row[1]), bytes(row[2]), row[3], row[4] and bytes(row[4]), row[5] and bytes(row[5]))
            for row in cursor.fetchall()
        ]


def public_keys(journal: UUID) -> list[KnownKey]:
    """The keys of a journal here whose introductions hold."""
    return unbroken(known(journal))


def unbroken(offered: Iterable[KnownKey]) -> list[KnownKey]:
    """Of the keys of a journal in order, those from the first on that are properly introduced."""
    good: list[KnownKey] = []
    for key in offered:
        if not introduced(key, good):
            break
        good.append(key)
    return good


def introduced(key: KnownKey, before: list[KnownKey]) -> bool:
    """Whether a key is the first of its journal, or properly introduced by the last one before it."""
    if chain.key_id(key.public) != key.id:
        return False
    if not before:
        return key.from_sequence == 1 and chain.journal_of(key.public) == key.journal
    message = chain.key_message(key.journal, key.from_sequence, key.public)
    return key.introduced_by == before[-1].id and verifies(before[-1].public, key.signature or b"", message)


def valid_at(keys: list[KnownKey], sequence: int) -> KnownKey | None:
    """The key that signs heads at this sequence."""
    return next((key for key in reversed(keys) if key.from_sequence <= sequence), None)


def current() -> SigningKey:
    """The key this node signs with. Raises NoJournalError or keyfiles.KeysUnusableError."""
    head = store.own_head()
    if head is None:
        raise NoJournalError
    return held(head.journal, known(head.journal)[-1].id)


def rotate() -> KnownKey:
    """Replaces the signing key: the old introduces the new one, which signs from the next entry on; recorded."""
    with transaction.atomic():
        store.take_pen()
        head = store.own_head()
        if head is None:
            raise NoJournalError
        old, new = current(), create()
        keep(head.journal, new)
        from_sequence = head.sequence + 1
        signature = old.sign(chain.key_message(head.journal, from_sequence, new.public))
        store.introduce(head.journal, from_sequence, new.id, new.public, old.id, signature)
        fact = SigningKeyIntroduced(key=new.id.hex(), introduced_by=old.id.hex(), from_sequence=from_sequence)
        state(fact, head.journal)
    return KnownKey(head.journal, new.id, new.public, from_sequence, old.id, signature)


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this is the key's signature under the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signing(private: Ed25519PrivateKey) -> SigningKey:
    public = private.public_key().public_bytes_raw()
    return SigningKey(chain.key_id(public), public, private)
