"""Times and numbers of the work at the line, from ``data/line.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Line:
    """``own_work``: how long what an officer wrote down is in their own hands; ``call_again``, ``calls_open``: which
    calls of a lane are one, and how many there are at most; ``paper_tolerance``: how far a form's time may lie outside
    a time on paper."""

    own_work: timedelta
    call_again: timedelta
    calls_open: int
    paper_tolerance: timedelta


@cache
def line() -> Line:
    """Those in force."""
    data = tomllib.loads(files("panah.border").joinpath("data/line.toml").read_text(encoding="utf-8"))
    return Line(
        own_work=timedelta(hours=data["own_work"]["hours"]),
        call_again=timedelta(minutes=data["calls"]["again_minutes"]),
        calls_open=data["calls"]["most_open"],
        paper_tolerance=timedelta(minutes=data["paper"]["tolerance_minutes"]),
    )
