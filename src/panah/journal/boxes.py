"""Working rows that only this node reads: sealed under key files of its own, so that a copy of the database opens none.

AES-256-GCM (NIST SP 800-38D): a nonce of 12 random bytes, then the ciphertext with its tag.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from panah.journal import keyfiles

_NONCE = 12


def fresh_key() -> bytes:
    """32 random bytes."""
    return AESGCM.generate_key(256)


def node_key(name: str) -> bytes:
    """The key in ``keys/node/<name>.key``; the first use makes it. Raises keyfiles.KeysUnusableError."""
    return keyfiles.kept(keyfiles.folder("node") / f"{name}.key", fresh_key)


def seal(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Sealed bytes, 28 longer than ``plain``; they open with the same ``bound`` only, which says where they belong."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def unseal(key: bytes, sealed: bytes, bound: bytes, what: str) -> bytes:
    """What was sealed. Raises keyfiles.KeysUnusableError, which begins with ``what``, such as "the notes are"."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
    except InvalidTag:
        raise keyfiles.KeysUnusableError(f"{what} sealed under another key than the one here") from None
