"""From when on something is said, and stands out: ``data/thresholds.toml``, where each has its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from panah.safeguards import tables


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``smallest``: the smallest count that is told; ``expected``: the fewest events anything is reckoned from;
    ``longest``: the share of those held who wait longest; ``chance``: the share of what stands out that may be chance;
    ``least``: how many times as often stands out."""

    smallest: int
    expected: int
    longest: float
    chance: float
    least: float


@cache
def thresholds() -> Thresholds:
    """The thresholds in use. Raises DataError where the file can't be used."""
    file = tables.load("panah.safeguards.fairness", "thresholds.toml")
    file.date("as_of")
    smallest, expected, waited, outstanding = (
        file.table(name) for name in ("smallest", "expected", "waited", "stands_out")
    )
    found = Thresholds(
        smallest=smallest.number("count", 2, 1000),
        expected=expected.number("events", 1, 1000),
        longest=waited.number("longest_percent", 1, 50) / 100,
        chance=outstanding.number("chance_percent", 1, 50) / 100,
        least=1 + outstanding.number("more_percent", 0, 1000) / 100,
    )
    for table in (smallest, expected, waited, outstanding):
        table.text("source")
        table.finish()
    file.finish()
    return found


def smallest() -> int:
    """The smallest count that is told."""
    return thresholds().smallest


def shown(count: int) -> int | None:
    """The count as it may be told; None for a handful. Nought is nobody, and may be told."""
    return count if count == 0 or count >= smallest() else None
