"""How long one look lasts (S8), from ``data/looks.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LookTimes:
    """For a file, a person's history, and whoever stands at a machine."""

    file: timedelta
    history: timedelta
    machine: timedelta


@cache
def look_times() -> LookTimes:
    """Those in force."""
    data = tomllib.loads(files("panah.people").joinpath("data/looks.toml").read_text("utf-8"))
    return LookTimes(**{name: timedelta(minutes=data[name]["minutes"]) for name in ("file", "history", "machine")})
