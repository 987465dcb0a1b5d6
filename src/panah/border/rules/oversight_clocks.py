"""When the lists of S13 name something, from ``data/oversight.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class OversightClocks:
    """How long a presentation may be without outcome, and an ask to speak without answer, before they are named,
    and how long a voided scan is."""

    at_the_line: timedelta
    heard_within: timedelta
    voided_shown: timedelta


@cache
def oversight_clocks() -> OversightClocks:
    """Those in force."""
    data = tomllib.loads(files("panah.border").joinpath("data/oversight.toml").read_text(encoding="utf-8"))
    return OversightClocks(
        at_the_line=timedelta(minutes=data["at_the_line"]["minutes"]),
        heard_within=timedelta(minutes=data["heard"]["minutes"]),
        voided_shown=timedelta(days=data["voided"]["days"]),
    )
