"""The declared model: weights and thresholds, read once."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MOST = 0.9999


@dataclass(frozen=True, slots=True)
class Model:
    """`data/scoring.toml`: weights in log-odds, limits, and the scores from which a pair counts."""

    name: dict[str, float]
    identity: dict[str, float]
    agreement_beside_difference: float
    match: float
    screening: float


@cache
def model() -> Model:
    """Read once."""
    data = tomllib.loads((files(__package__) / "data" / "scoring.toml").read_text("utf-8"))
    limit = data["limits"]["agreement_beside_difference"]
    return Model(data["name"], data["identity"], limit, data["thresholds"]["match"], data["thresholds"]["screening"])


def probability(log_odds: float) -> float:
    """From 0 to `MOST`, rounded so that it reads the same everywhere: no comparison is certain."""
    if log_odds < -30.0:
        return 0.0
    certain = round(1.0 / (1.0 + math.exp(-log_odds)), 4) if log_odds < 30.0 else 1.0
    return certain if certain < MOST else MOST
