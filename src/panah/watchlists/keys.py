"""Keys of the lists: the node's own for what lies on its disk, the country's for what travels in facts."""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from panah.journal import countrykey, keyfiles

LENGTH = 32


def node_key(purpose: str) -> bytes:
    """32 bytes for one purpose (``files``, ``index``), from a secret in ``keys/watchlists`` that never leaves the node.

    Raises KeysUnusableError where the file is there and can't be read.
    """
    return _derived(_node_secret(keyfiles.folder("watchlists") / "secret"), f"panah watchlists {purpose} 1")


def hit_key(country_key: str) -> bytes:
    """The key under which details of hits are sealed, from the country key of that id, in use or an older one: every
    post of the country can open what another recorded. Raises KeysUnusableError where this node doesn't have it."""
    if country_key == countrykey.current_id():
        secret = countrykey.export()
    else:
        secret = keyfiles.read(keyfiles.folder("country") / f"{country_key}.key")
    return _derived(secret, "panah watchlists hits 1")


def _node_secret(path: Path) -> bytes:
    secret = keyfiles.kept(path, lambda: secrets.token_bytes(LENGTH))
    if len(secret) != LENGTH:
        raise keyfiles.KeysUnusableError(f"{path} has the wrong length")
    return secret


@lru_cache(maxsize=64)
def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), LENGTH, None, purpose.encode()).derive(secret)
