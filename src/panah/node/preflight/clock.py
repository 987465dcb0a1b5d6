"""Whether the machine's clock can be right."""

from collections.abc import Iterator

from panah.journal import timekeeping
from panah.node.preflight.finding import Finding


def of_clock() -> Iterator[Finding]:
    """Judge whether the machine's clock can be right, and whether the database's says the same."""
    there, here = timekeeping.database_now(), timekeeping.watch.now
    if abs(there - here) > timekeeping.MOST_MOVED:
        yield Finding(
            "database_clock",
            f"The database's clock says {there:%Y-%m-%d %H:%M} UTC, and this machine's {here:%Y-%m-%d %H:%M}: entries "
            "are dated by the one, stays are reckoned by the other",
            "Have both machines follow the same time server",
        )
    elif timekeeping.watch.doubt() is not None:
        yield Finding(
            "clock",
            f"This machine's clock says {timekeeping.watch.now:%Y-%m-%d %H:%M} UTC, and something was recorded here at "
            f"{timekeeping.watch.stands:%Y-%m-%d %H:%M}",
            "Set it (as root, in local time: date -s '2026-01-31 15:04'); if it is right and was wrong before, run: "
            "panah journal clock --right",
        )
