"""How long what isn't handed over yet is kept, read from ``data/keeping.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class KeepingTimes:
    """For the notes of a conversation, for one that isn't ended until the monitor is told, for what is handed over
    late, and for words about help."""

    notes: timedelta
    unended: timedelta
    late: timedelta
    words_of_help: timedelta


@cache
def keeping_times() -> KeepingTimes:
    """Those in force."""
    data = tomllib.loads(files(__package__).joinpath("data/keeping.toml").read_text("utf-8"))
    return KeepingTimes(
        notes=timedelta(hours=data["notes"]["hours"]),
        unended=timedelta(hours=data["unended"]["hours"]),
        late=timedelta(hours=data["late"]["hours"]),
        words_of_help=timedelta(days=data["words_of_help"]["days"]),
    )
