"""The clocks of shares in holds, read from ``data/shares.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ShareClocks:
    """How long a body waits for another's say before monitors are told; how long, and of how many, a post remembers
    that an ask was settled which never came."""

    awaited: timedelta
    settled: timedelta
    most_settled: int


@cache
def share_clocks() -> ShareClocks:
    """Those in force."""
    data = tomllib.loads(files(__package__).joinpath("data/shares.toml").read_text("utf-8"))
    return ShareClocks(
        awaited=timedelta(hours=data["awaited"]["hours"]),
        settled=timedelta(days=data["settled"]["days"]),
        most_settled=data["settled"]["most"],
    )
