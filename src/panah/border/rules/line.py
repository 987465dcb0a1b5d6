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
    a time on paper; ``just_now``: how long after a time counts as read off the clock; ``arrived``: how long ago a
    machine may say that somebody came; ``rescan``: within which a document read twice is one presentation;
    ``own_key``, ``misread``, ``wrong_way``: how long after what is taken back; ``together``, ``undecided``: how long an
    adult crosses along with a child; ``lately``, ``candidates``: how far back somebody is looked for who may be one
    with another, and how many are shown; ``resent``: how long a machine may send a request again and be answered as
    the first time."""

    own_work: timedelta
    call_again: timedelta
    calls_open: int
    paper_tolerance: timedelta
    just_now: timedelta
    arrived: timedelta
    rescan: timedelta
    own_key: timedelta
    misread: timedelta
    wrong_way: timedelta
    together: timedelta
    undecided: timedelta
    lately: timedelta
    candidates: int
    resent: timedelta


@cache
def line() -> Line:
    """Those in force."""
    file = limits("panah.border", "line.toml")
    found = Line(
        own_work=file.hours("own_work"),
        call_again=file.minutes("calls", "again_minutes"),
        calls_open=file.number("calls", "most_open"),
        paper_tolerance=file.minutes("paper", "tolerance_minutes"),
        just_now=file.minutes("paper", "just_now_minutes"),
        arrived=file.hours("arrived"),
        rescan=file.minutes("rescan"),
        own_key=file.minutes("own_key"),
        misread=file.minutes("own_key", "misread_minutes"),
        wrong_way=file.minutes("own_key", "wrong_way_minutes"),
        together=file.minutes("company", "together_minutes"),
        undecided=file.minutes("company", "undecided_minutes"),
        lately=file.days("candidates"),
        candidates=file.number("candidates", "most"),
        resent=file.days("resent"),
    )
    file.finish()
    return found
