"""The small random sample that is set aside by the system, so that being set aside says nothing about a person.

Pure, and the same answer every time for the same lots, so that neither a reload, a second key press nor another scan
draws again. Without the node's secret nobody can tell beforehand who is drawn; the fact that results is any other
setting-aside.

A person to protect is set aside at every crossing. So most of the sample is too, for a calendar quarter: that somebody
is set aside again says no more than that they were once.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Direction = Literal["entry", "exit"]

_WHOLE = 1 << 64


@dataclass(frozen=True, slots=True)
class Lots:
    """What is drawn from, twice: for the holder's calendar quarter, and for this direction and shift."""

    quarter: bytes
    shift: bytes


def lots(who: bytes, direction: Direction, shift: datetime) -> Lots:
    """The lots of a holder. ``who`` is the key of the holder or document, or the presentation's own handle where
    neither is known; ``shift`` when it began (aware, in the post's zone)."""
    quarter = f"quarter {shift.year}-{(shift.month + 2) // 3}"
    return Lots(
        b"|".join((who, quarter.encode())), b"|".join((who, direction.encode(), str(int(shift.timestamp())).encode()))
    )


def drawn(of: Lots, secret: bytes, rate: float, part: float) -> bool:
    """Whether one of both lots is drawn; together they come to ``rate``, the share of all, from 0 to 1 (ValueError
    otherwise). ``part`` of the share is drawn for the quarter, in and out and at every post."""
    if not (0 <= rate <= 1 and 0 <= part < 1):
        raise ValueError("the share of the sample, and its part, lie between 0 and 1")
    lasting = part * rate
    return sampled(of.quarter, secret, lasting) or sampled(of.shift, secret, (rate - lasting) / (1 - lasting))


def sampled(lot: bytes, secret: bytes, rate: float) -> bool:
    """Whether this lot is drawn; ``rate`` is its share, from 0 to 1."""
    number = int.from_bytes(hmac.digest(secret, lot, "sha256")[:8], "big")
    return number < int(rate * _WHOLE)
