"""Places, (journal, sequence), and the digest of a set of them."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

Place = tuple[UUID, int]


def digest_of_places(places: Iterable[Place]) -> str:
    """SHA-256 (hexadecimal) of the places in order: 16 bytes of journal and 8 of sequence each."""
    digest = sha256()
    for journal, sequence in sorted(places):
        digest.update(journal.bytes + sequence.to_bytes(8))
    return digest.hexdigest()
