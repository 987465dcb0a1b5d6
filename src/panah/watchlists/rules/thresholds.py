"""From when on figures of lists are told, and a list is said to run out: ``data/thresholds.toml``. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from panah.safeguards.limits import limits


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``smallest``: the fewest persons that are counted out; ``runs_out_days``: how early a list is to be renewed."""

    smallest: int
    runs_out_days: int


@cache
def thresholds() -> Thresholds:
    """The thresholds in use."""
    file = limits("panah.watchlists.rules", "thresholds.toml")
    found = Thresholds(smallest=file.number("smallest", "count"), runs_out_days=file.number("runs_out", "days"))
    file.finish()
    return found
