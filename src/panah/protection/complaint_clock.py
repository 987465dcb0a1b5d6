"""The clock of complaints, read from ``data/complaints.toml``."""

import tomllib
from datetime import timedelta
from functools import cache
from importlib.resources import files


@cache
def answer_within() -> timedelta:
    """After so long a complaint without an answer is overdue."""
    data = tomllib.loads(files(__package__).joinpath("data/complaints.toml").read_text("utf-8"))
    return timedelta(days=data["answer"]["days"])
