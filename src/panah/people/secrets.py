"""Keys derived from the node's secret key, digests of high-entropy secrets, and sealing of what must be read again."""

import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Crockford's letters: none is taken for another when read aloud or from paper.
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


class UnreadableSecretError(ValueError):
    """A stored secret doesn't open with this node's key: it was written under another secret key."""


@lru_cache(maxsize=16)
def _derived(secret_key: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, None, f"panah people {purpose}".encode()).derive(secret_key.encode())


def key_for(purpose: str) -> bytes:
    """32 bytes, one key for each purpose."""
    return _derived(settings.SECRET_KEY, purpose)


def digest(purpose: str, value: str) -> bytes:
    """32 bytes that say whether a secret is the same, and nothing else about it."""
    return hmac.new(key_for(purpose), value.encode(), hashlib.sha256).digest()


def seal(purpose: str, value: bytes) -> bytes:
    """Encrypt a secret that the node has to read again."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key_for(purpose)).encrypt(nonce, value, None)


def unseal(purpose: str, sealed: bytes) -> bytes:
    """What was sealed; raises UnreadableSecretError."""
    try:
        return AESGCM(key_for(purpose)).decrypt(sealed[:12], sealed[12:], None)
    except InvalidTag:
        raise UnreadableSecretError from None


def readable_code(groups: int = 3, letters: int = 4) -> str:
    """A random code to read from paper, such as ``7k2m-x0qd-9f3t`` (5 bits a letter)."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(letters)) for _ in range(groups))


def plain_code(typed: str) -> str:
    """A code as typed, without case, spaces and dashes, with the letters people mix up put right."""
    kept = "".join(letter for letter in typed.lower() if letter.isalnum())
    return kept.translate(str.maketrans("oil", "011"))
