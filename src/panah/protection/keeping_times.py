"""How long what isn't handed over yet is kept, read from ``data/keeping.toml``."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from panah.safeguards.limits import limits


@dataclass(frozen=True, slots=True)
class KeepingTimes:
    """For the notes of a conversation, for one that isn't ended until the monitor is told, for what is handed over
    late, for words about help, and for an ask to help without consent that nobody decided."""

    notes: timedelta
    unended: timedelta
    late: timedelta
    words_of_help: timedelta
    vital_ask: timedelta


@cache
def keeping_times() -> KeepingTimes:
    """Those in force."""
    file = limits("panah.protection", "keeping.toml")
    found = KeepingTimes(
        notes=file.hours("notes"),
        unended=file.hours("unended"),
        late=file.hours("late"),
        words_of_help=file.days("words_of_help"),
        vital_ask=file.hours("vital_ask"),
    )
    file.finish()
    return found
