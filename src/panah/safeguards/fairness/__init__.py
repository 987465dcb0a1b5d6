"""Fairness: whether people are treated differently at the line, and by whom, as far as counts can tell. Pure.

``estimators`` compares groups within the same post, direction and hour; ``screening`` asks that of every group and
officer at once and corrects for asking often; ``yields`` compares what being set aside brought with the random sample.
What it can't show stands in docs/fairness.md and on the page itself.
"""

from panah.safeguards.fairness.estimators import Cell, Ratio, common_ratio, ratio_of_ratios
from panah.safeguards.fairness.screening import Compared, by_group, by_officer, pooled
from panah.safeguards.fairness.thresholds import shown, smallest, thresholds
from panah.safeguards.fairness.yields import Interval, Yield, compare_yields, wilson

__all__ = [
    "Cell",
    "Compared",
    "Interval",
    "Ratio",
    "Yield",
    "by_group",
    "by_officer",
    "common_ratio",
    "compare_yields",
    "pooled",
    "ratio_of_ratios",
    "shown",
    "smallest",
    "thresholds",
    "wilson",
]
