"""What being set aside brought, beside the random sample: the outcome test.

People whom officers choose to set aside should turn out to be a matter for the second line about as often whatever
group they are of. Of a group that is chosen on weaker grounds, fewer are. The random sample says how often something
is found among people nobody chose. Interval: Wilson, J Am Stat Assoc 22 (1927) 209–212; as of 2026-11-21.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from panah.safeguards.fairness.estimators import WIDE, Cell, Ratio, common_ratio
from panah.safeguards.fairness.thresholds import smallest


@dataclass(frozen=True, slots=True)
class Interval:
    """A share and its 95 % interval, from 0 to 1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Yield:
    """One group: of ``chosen`` people set aside by officers ``found`` were a matter for the second line, of ``drawn``
    by chance ``drawn_found``. ``ratio`` compares the chosen with all other groups' chosen. None: too few to say."""

    group: str
    chosen: int
    found: int
    drawn: int
    drawn_found: int
    among_chosen: Interval | None
    among_drawn: Interval | None
    ratio: Ratio | None

    @property
    def weaker_grounds(self) -> bool:
        """Whether this group is chosen on weaker grounds than others: clearly less is found."""
        return self.ratio is not None and self.ratio.high < 1


def wilson(found: int, of: int) -> Interval | None:
    """The share found, with its interval; None for fewer people than may be told."""
    if of < smallest():
        return None
    share, square = found / of, WIDE**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = WIDE / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of**2))
    return Interval(share, max(0.0, middle - reach), min(1.0, middle + reach))


def compare_yields(chosen: Mapping[str, tuple[int, int]], drawn: Mapping[str, tuple[int, int]]) -> tuple[Yield, ...]:
    """By group, from (found, people) of those chosen and of those drawn by chance; the most often chosen first."""
    found_all, chosen_all = (sum(one[at] for one in chosen.values()) for at in (0, 1))
    made = []
    for group in chosen.keys() | drawn.keys():
        found, of = chosen.get(group, (0, 0))
        drawn_found, drawn_of = drawn.get(group, (0, 0))
        ratio = common_ratio([Cell(found, of, found_all - found, chosen_all - of)])
        made.append(
            Yield(group, of, found, drawn_of, drawn_found, wilson(found, of), wilson(drawn_found, drawn_of), ratio)
        )
    return tuple(sorted(made, key=lambda one: (-one.chosen, one.group)))
