"""The small random sample that is set aside by the system, so that being set aside says nothing about a person.

Pure, and the same answer every time for one presentation, so that neither a reload nor a second key press draws again.
Without the node's secret nobody can tell beforehand who is drawn; the fact that results is any other setting-aside.
"""

from __future__ import annotations

import hmac
from uuid import UUID

_WHOLE = 1 << 64


def sampled(presentation: UUID, secret: bytes, rate: float) -> bool:
    """Whether this presentation is drawn; ``rate`` is the share of all, from 0 to 1 (ValueError otherwise)."""
    if not 0 <= rate <= 1:
        raise ValueError("the share of the sample lies between 0 and 1")
    drawn = int.from_bytes(hmac.digest(secret, presentation.bytes, "sha256")[:8], "big")
    return drawn < int(rate * _WHOLE)
