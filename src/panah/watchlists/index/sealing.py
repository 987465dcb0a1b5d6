"""Keys of one index, and items sealed one by one: whoever holds the file alone learns nothing from it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from panah.watchlists.index.problems import IndexProblemError

TAG = 16
"""Bytes that sealing adds to an item."""
MAC = 16
"""Bytes of the digest of a section."""
_NONCE = 12


class Sealer:
    """Seals the numbered items of one section with AES-GCM.

    The nonce is the item's number, so a number is used once: each index has keys of its own. An item moved to another
    number or section doesn't open.
    """

    __slots__ = ("_cipher", "_place")

    def __init__(self, key: bytes, place: str) -> None:
        self._cipher = AESGCM(key)
        self._place = place

    def seal(self, number: int, item: bytes) -> bytes:
        return self._cipher.encrypt(number.to_bytes(_NONCE, "little"), item, None)

    def open(self, number: int, sealed: Any) -> bytes:
        """The item again. Raises `IndexProblemError` (`altered`)."""
        try:
            return self._cipher.decrypt(number.to_bytes(_NONCE, "little"), sealed, None)
        except (InvalidTag, ValueError):
            raise IndexProblemError("altered", f"{self._place} {number}") from None


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything that is derived from the node's key for the index of this id."""

    identity: bytes
    _master: bytes

    @classmethod
    def of(cls, key: bytes, identity: bytes) -> Keys:
        """`key` is the node's own secret, at least 16 bytes; `identity` the random id of the index."""
        if len(key) < 16:
            raise ValueError("the key of an index has 16 bytes or more")
        return cls(identity, HKDF(SHA256(), 32, identity, b"panah watchlist index").derive(key))

    def sealer(self, section: str) -> Sealer:
        return Sealer(self._derived(f"seal {section}"), section)

    def hasher(self, purpose: str) -> Hasher:
        return Hasher(self._derived(f"hash {purpose}"))

    def digest(self, section: str, *parts: Any) -> bytes:
        """A keyed digest of bytes, for the parts of the file that are not sealed."""
        state = hashlib.blake2b(key=self._derived(f"digest {section}"), digest_size=MAC)
        for part in parts:
            state.update(part)
        return state.digest()

    def _derived(self, purpose: str) -> bytes:
        return HKDF(SHA256(), 32, self.identity, f"panah watchlist index {purpose}".encode()).derive(self._master)


class Hasher:
    """Turns what is looked up into 64 bits that mean nothing without the key."""

    __slots__ = ("_state",)

    def __init__(self, key: bytes) -> None:
        self._state = hashlib.blake2b(key=key, digest_size=8)

    def __call__(self, text: str) -> bytes:
        """Eight bytes, little-endian."""
        state = self._state.copy()
        state.update(text.encode("utf-8", "surrogatepass"))
        return state.digest()


same = hmac.compare_digest
