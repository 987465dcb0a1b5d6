"""How long one look lasts (S8), from ``data/looks.toml``."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from panah.safeguards.limits import limits


@dataclass(frozen=True, slots=True)
class LookTimes:
    """For a file, a person's history, and whoever stands at a machine."""

    file: timedelta
    history: timedelta
    machine: timedelta


@cache
def look_times() -> LookTimes:
    """Those in force."""
    file = limits("panah.people", "looks.toml")
    found = LookTimes(file=file.minutes("file"), history=file.minutes("history"), machine=file.minutes("machine"))
    file.finish()
    return found
