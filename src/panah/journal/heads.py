"""Signed heads: the node's word on how far its journal reaches. Never one per entry."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection, transaction

from panah.journal import chain, keyfiles, keys, marker, store
from panah.journal.beat import Beat

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A journal had this chain and clock at this sequence; ``key`` is the short name of the key that signed."""

    journal: UUID
    sequence: int
    clock: int
    chain: bytes
    key: bytes
    signature: bytes


# The own head, the key that signs now, and the signature if there is one: one round trip, for every acknowledgement.
_HEAD = """
SELECT h.journal, h.sequence, h.clock, h.chain, coalesce(s.key, k.key), s.signature
FROM journal_head AS h
CROSS JOIN LATERAL (SELECT key FROM journal_key WHERE journal = h.journal ORDER BY from_sequence DESC LIMIT 1) AS k
LEFT JOIN journal_signature AS s ON s.journal = h.journal AND s.sequence = h.sequence
WHERE h.own AND h.sequence > 0
"""


def sign_head() -> SignedHead | None:
    """Signs the own head unless it is signed already; None when the journal is empty.

    Call it before acknowledging to a machine or shipping, after recording; in an open transaction it covers what that
    transaction recorded. Raises keyfiles.KeysUnusableError.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEAD)
        row = cursor.fetchone()
    if row is None:
        return None
    journal, sequence, clock, link, key = row[0], row[1], row[2], bytes(row[3]), bytes(row[4])
    if row[5] is not None:
        return SignedHead(journal, sequence, clock, link, key, bytes(row[5]))
    signature = _key(journal, key).sign(chain.head_message(journal, sequence, clock, link))
    store.sign(journal, sequence, clock, link, key, signature)
    transaction.on_commit(lambda: marker.advance(journal, sequence, link))
    return SignedHead(journal, sequence, clock, link, key, signature)


def latest(journal: UUID) -> SignedHead | None:
    """The newest signed head of a journal here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal, sequence, clock, chain, key, signature FROM journal_signature WHERE journal = %s"
            " ORDER BY sequence DESC LIMIT 1",
            [journal],
        )
        row = cursor.fetchone()
    return None if row is None else SignedHead(row[0], row[1], row[2], bytes(row[3]), bytes(row[4]), bytes(row[5]))


class Ticker(Beat):
    """Signs the head once a second."""

    name = "journal heads"

    def tick(self) -> None:
        """Signs it, unless it is signed already."""
        try:
            sign_head()
        except (DatabaseError, InterfaceError, OSError, keyfiles.KeysUnusableError) as error:
            # The next tick tries again; entries are safe without, they only can't be shipped.
            logger.warning("the journal's head could not be signed: %s", type(error).__name__)
            connection.close()


@lru_cache(maxsize=4)
def _key(journal: UUID, key: bytes) -> keys.SigningKey:
    return keys.held(journal, key)
