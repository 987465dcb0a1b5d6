"""When the lists of S13 name something, from ``data/oversight.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from panah.safeguards.limits import limits


@dataclass(frozen=True, slots=True)
class OversightClocks:
    """How long a presentation may be without outcome, and an ask to speak without answer, before they are named,
    and how long a voided scan is."""

    at_the_line: timedelta
    heard_within: timedelta
    voided_shown: timedelta


@cache
def oversight_clocks() -> OversightClocks:
    """Those in force."""
    file = limits("panah.border", "oversight.toml")
    found = OversightClocks(
        at_the_line=file.minutes("at_the_line"), heard_within=file.minutes("heard"), voided_shown=file.days("voided")
    )
    file.finish()
    return found
