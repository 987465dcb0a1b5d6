"""The Mantel–Haenszel ratio of two risks over strata, with the Greenland–Robins variance.

Sources: Mantel and Haenszel, J Natl Cancer Inst 22 (1959) 719–748; Greenland and Robins, Biometrics 41 (1985) 55–68
(variance of the logarithm of the ratio, right both for many thin strata and for few thick ones); as of 2026-11-21.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from panah.safeguards.fairness.thresholds import thresholds

_NORMAL = NormalDist()
WIDE = _NORMAL.inv_cdf(0.975)
"""Standard errors to each side of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One stratum: it happened to ``events`` of ``of`` in a group, and to ``other_events`` of ``other_of`` others."""

    events: int
    of: int
    other_events: int
    other_of: int

    def __post_init__(self) -> None:
        if not (0 <= self.events <= self.of and 0 <= self.other_events <= self.other_of):
            raise ValueError("events lie between nought and the number of people")


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as often, with its 95 % interval; ``error`` is the standard error of the logarithm, ``chance`` the
    two-sided p-value of there being no difference."""

    ratio: float
    low: float
    high: float
    error: float
    chance: float


def common_ratio(cells: Iterable[Cell]) -> Ratio | None:
    """The ratio of the two risks common to all strata, or None where there is too little to say."""
    top = bottom = spread = events = others = expected = other_expected = 0.0
    for one in cells:
        total = one.of + one.other_of
        if not one.of or not one.other_of:
            continue
        both = one.events + one.other_events
        top += one.events * one.other_of / total
        bottom += one.other_events * one.of / total
        spread += (both * one.of * one.other_of - one.events * one.other_events * total) / total**2
        events += one.events
        others += one.other_events
        expected += both * one.of / total
        other_expected += both * one.other_of / total
    if min(expected, other_expected) < thresholds().expected or not events or not others:
        return None
    return _around(math.log(top / bottom), math.sqrt(spread / (top * bottom)))


def ratio_of_ratios(first: Ratio, second: Ratio) -> Ratio:
    """How many times as large the first is as the second, the two being of different people."""
    return _around(math.log(first.ratio) - math.log(second.ratio), math.hypot(first.error, second.error))


def _around(logarithm: float, error: float) -> Ratio:
    chance = 2 * (1 - _NORMAL.cdf(abs(logarithm) / error)) if error else float(logarithm == 0)
    reach = WIDE * error
    return Ratio(math.exp(logarithm), math.exp(logarithm - reach), math.exp(logarithm + reach), error, chance)
