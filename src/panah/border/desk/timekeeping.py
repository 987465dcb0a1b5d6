"""What is said of a stay that was reckoned by a clock which may be wrong."""

from __future__ import annotations

from panah.border.rules.findings import Finding, finding
from panah.journal import timekeeping
from panah.journal.entries import Source


def doubts_of_clock(source: Source) -> tuple[Finding, ...]:
    """A finding where the days were reckoned by the machine's clock and that isn't believed: so no gate opens by it."""
    if source is not Source.CLOCK or timekeeping.watch.doubt() is None:
        return ()
    return (finding("stay", "amber", "clock_doubted"),)
