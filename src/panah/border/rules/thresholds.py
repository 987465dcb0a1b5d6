"""Thresholds of the advice, from ``data/advice.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Days, minutes, hours and shares as named in the file."""

    expires_soon_days: int
    short_days: int
    often: int
    often_days: int
    elsewhere_red_minutes: int
    elsewhere_amber_minutes: int
    recent_hours: int
    sample_share: float
    sample_lasting: float
    problems: Mapping[str, str]


@cache
def thresholds() -> Thresholds:
    """The thresholds in use."""
    data = tomllib.loads(files("panah.border").joinpath("data/advice.toml").read_text(encoding="utf-8"))
    return Thresholds(
        **data["document"],
        **data["stay"],
        **data["history"],
        sample_share=data["sample"]["share"],
        sample_lasting=data["sample"]["lasting"],
        problems=MappingProxyType(data["problem"]),
    )
