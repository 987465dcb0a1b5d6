"""The small random sample that is set aside by the system, so that being set aside says nothing about a person.

Pure, and the same answer every time for one lot, so that neither a reload, a second key press nor another scan draws
again. Without the node's secret nobody can tell beforehand who is drawn; the fact that results is any other
setting-aside.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Literal

Direction = Literal["entry", "exit"]

_WHOLE = 1 << 64


def lot(who: bytes, direction: Direction, shift: datetime) -> bytes:
    """What is drawn from: one lot for each holder, direction and shift. ``who`` is the key of the holder or document,
    or the presentation's own handle where neither is known; ``shift`` when it began (aware)."""
    return b"|".join((who, direction.encode(), str(int(shift.timestamp())).encode()))


def sampled(drawn: bytes, secret: bytes, rate: float) -> bool:
    """Whether this lot is drawn; ``rate`` is the share of all, from 0 to 1 (ValueError otherwise)."""
    if not 0 <= rate <= 1:
        raise ValueError("the share of the sample lies between 0 and 1")
    number = int.from_bytes(hmac.digest(secret, drawn, "sha256")[:8], "big")
    return number < int(rate * _WHOLE)
