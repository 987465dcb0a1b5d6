"""Locks of holds: the hash of a token. Releasing a hold means showing the token.

The token of an ordinary question stays with the second line; that of a matter is sealed to the competent body alone,
so a border node can't release it, and can't tell one from the other.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import NewType

Lock = NewType("Lock", str)
"""SHA-256 of a token, in hex."""

TOKEN_BYTES = 32
"""How long a token is: nobody guesses it."""


def lock_of(token: bytes) -> Lock:
    """The lock that a token opens."""
    return Lock(hashlib.sha256(token).hexdigest())


def opens(token: bytes, lock: Lock) -> bool:
    """Whether this is the lock's token."""
    return hmac.compare_digest(lock_of(token), lock)
