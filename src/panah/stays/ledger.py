"""Days of presence as disjoint intervals, countable in any span in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Interval = tuple[int, int]
"""First and last day, both included, as day numbers."""

FAR = 10_000_000
"""A day number no calendar reaches: the end of what has no end."""


class Ledger:
    """Counts days of disjoint, ascending intervals."""

    __slots__ = ("cumulative", "ends", "starts")

    def __init__(self, intervals: Iterable[Interval]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.cumulative = [0]
        for start, end in intervals:
            self.append(start, end)

    def append(self, start: int, end: int) -> None:
        """Add an interval that begins after the last one ends."""
        self.starts.append(start)
        self.ends.append(end)
        self.cumulative.append(self.cumulative[-1] + end - start + 1)

    def count(self, low: int, high: int) -> int:
        """Days in low..high, both included."""
        first = bisect_left(self.ends, low)
        after = bisect_right(self.starts, high)
        if first >= after:
            return 0
        total = self.cumulative[after] - self.cumulative[first]
        if (start := self.starts[first]) < low:
            total -= low - start
        if (end := self.ends[after - 1]) > high:
            total -= end - high
        return total

    def has(self, day: int) -> bool:
        """Whether a day is in one of the intervals."""
        return self.count(day, day) == 1


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same days as disjoint ascending intervals."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if result and start <= result[-1][1] + 1:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def without(interval: Interval, holes: Sequence[Interval]) -> list[Interval]:
    """What remains of an interval when disjoint ascending holes are cut out of it."""
    start, end = interval
    rest: list[Interval] = []
    for hole_start, hole_end in holes:
        if hole_end < start:
            continue
        if hole_start > end:
            break
        if hole_start > start:
            rest.append((start, hole_start - 1))
        start = hole_end + 1
    if start <= end:
        rest.append((start, end))
    return rest
