"""The clocks of shares in holds, read from ``data/shares.toml``."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from panah.safeguards.limits import limits


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
    file = limits("panah.protection", "shares.toml")
    found = ShareClocks(
        awaited=file.hours("awaited"), settled=file.days("settled"), most_settled=file.number("settled", "most")
    )
    file.finish()
    return found
