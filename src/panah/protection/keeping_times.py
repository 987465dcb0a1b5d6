"""How long what isn't handed over yet is kept, read from ``data/keeping.toml``."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from panah.safeguards.limits import limits


@dataclass(frozen=True, slots=True)
class KeepingTimes:
    """For the notes of a conversation, for one that isn't ended until the monitor is told, for what is handed over
    late, for words about help, for an ask to help without consent that nobody decided, and for how long a body's
    machine is still told that the time of a consent is over."""

    notes: timedelta
    unended: timedelta
    late: timedelta
    words_of_help: timedelta
    vital_ask: timedelta
    ended_consent: timedelta


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
        ended_consent=file.days("ended_consent"),
    )
    file.finish()
    return found
