"""From when on figures of lists are told, and a list is said to run out: ``data/thresholds.toml``. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``smallest``: the fewest persons that are counted out; ``runs_out_days``: how early a list is to be renewed."""

    smallest: int
    runs_out_days: int


@cache
def thresholds() -> Thresholds:
    """The thresholds in use."""
    data = tomllib.loads(files("panah.watchlists.rules").joinpath("data/thresholds.toml").read_text("utf-8"))
    return Thresholds(smallest=data["smallest"]["count"], runs_out_days=data["runs_out"]["days"])
