"""Times and numbers of the work at the line, from ``data/line.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from panah.safeguards.limits import limits


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
    file = limits("panah.border", "line.toml")
    found = Line(
        own_work=file.hours("own_work"),
        call_again=file.minutes("calls", "again_minutes"),
        calls_open=file.number("calls", "most_open"),
        paper_tolerance=file.minutes("paper", "tolerance_minutes"),
    )
    file.finish()
    return found
