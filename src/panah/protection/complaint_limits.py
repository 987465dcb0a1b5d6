"""How long a complaint may wait, and how many come by the page: read from ``data/complaints.toml``."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from panah.safeguards.limits import limits


@dataclass(frozen=True, slots=True)
class ComplaintLimits:
    """After ``answer`` a complaint without an answer is overdue; ``most_in_an_hour`` by the page, for one post."""

    answer: timedelta
    most_in_an_hour: int


@cache
def complaint_limits() -> ComplaintLimits:
    """Those in force."""
    file = limits("panah.protection", "complaints.toml")
    found = ComplaintLimits(answer=file.days("answer"), most_in_an_hour=file.number("page", "most_in_an_hour"))
    file.finish()
    return found
