"""Counts that speak of nobody in particular. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panah.watchlists.rules.thresholds import thresholds


@dataclass(frozen=True, slots=True)
class Counted:
    """A count; ``few`` stands for any number of persons that is too small to be told, and then ``value`` is 0."""

    value: int
    few: bool = False


def counted(value: int) -> Counted:
    """The count as it may be shown."""
    return Counted(0, few=True) if 0 < value < thresholds().smallest else Counted(value)


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which that share of the ordered values lies, by the nearest rank. ValueError for no values."""
    if not ordered:
        raise ValueError("nothing to take a percentile of")
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]
