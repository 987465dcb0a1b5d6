"""Thresholds of the advice, from ``data/advice.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from panah.safeguards.tables import load

_MOST = 100_000
_STATES = ("green", "amber", "red", "unknown", "skip")


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
    file = load("panah.border", "advice.toml")
    file.date("as_of")
    file.text("source")
    tables = [file.table(name) for name in ("document", "stay", "history")]
    numbers = {key: table.number(key, 1, _MOST) for table in tables for key in table.keys()}  # noqa: SIM118 (no dict)
    sample, problem = file.table("sample"), file.table("problem")
    found = Thresholds(
        **numbers,
        sample_share=sample.share("share"),
        sample_lasting=sample.share("lasting"),
        problems=MappingProxyType({code: problem.choice(code, _STATES) for code in problem.keys()}),  # noqa: SIM118
    )
    for table in (file, sample):
        table.finish()
    return found
