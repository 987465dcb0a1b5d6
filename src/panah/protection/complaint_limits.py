"""How long a complaint may wait, and how many come by the page: read from ``data/complaints.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ComplaintLimits:
    """After ``answer`` a complaint without an answer is overdue; ``most_in_an_hour`` by the page, for one post."""

    answer: timedelta
    most_in_an_hour: int


@cache
def complaint_limits() -> ComplaintLimits:
    """Those in force."""
    data = tomllib.loads(files(__package__).joinpath("data/complaints.toml").read_text("utf-8"))
    return ComplaintLimits(timedelta(days=data["answer"]["days"]), data["page"]["most_in_an_hour"])
