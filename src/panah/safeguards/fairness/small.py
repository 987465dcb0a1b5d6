"""Small counts are kept back: a figure about a handful of people is a statement about each of them."""

from __future__ import annotations

SMALLEST = 10
"""The smallest count that is told."""


def shown(count: int) -> int | None:
    """The count as it may be told; None for one to nine. Nought is nobody, and may be told."""
    return count if count == 0 or count >= SMALLEST else None
