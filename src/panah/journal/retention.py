"""The retention table: how long what may be kept, since when, and on what legal ground.

Each app may declare classes in a ``retention.toml`` of its own; the one in ``PANAH_HOME`` has the last word, so that a
country's law needs no change of the code.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.apps import apps

from panah.journal import facts, keyfiles


class RetentionError(ValueError):
    """A retention file says something that can't be used; the text names file, class and field."""


class Start(StrEnum):
    """Since when the period runs: what the entry states happened, was recorded, or the last that happened with its
    subject."""

    HAPPENED = "happened"
    RECORDED = "recorded"
    LAST_OF_SUBJECT = "last_of_subject"


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """One line of the table. Without a period the body is kept for as long as the journal."""

    name: str
    years: int
    days: int
    starts_from: Start
    basis: str
    source: str
    as_of: str

    @property
    def forever(self) -> bool:
        """Whether nothing of this class is ever erased."""
        return not self.years and not self.days

    def cutoff(self, now: datetime) -> datetime:
        """What started before this is due. Calendar years; 29 February counts as 28."""
        day = 28 if (now.month, now.day) == (2, 29) else now.day
        return now.replace(year=now.year - self.years, day=day) - timedelta(days=self.days)


def classes() -> dict[str, RetentionClass]:
    """The whole table. Raises RetentionError."""
    table: dict[str, RetentionClass] = {}
    paths = [Path(app.path) / "retention.toml" for app in apps.get_app_configs()]
    for path in (*paths, keyfiles.home() / "retention.toml"):
        if path.exists():
            table |= _read(path)
    return table


def undeclared() -> list[str]:
    """Kinds of facts whose retention class is declared nowhere."""
    known = classes()
    return sorted(kind for kind, fact in facts.kinds().items() if fact.retention not in known)


def kinds_of(name: str) -> list[str]:
    """The kinds of facts of a class."""
    return sorted(kind for kind, fact in facts.kinds().items() if fact.retention == name)


def _read(path: Path) -> dict[str, RetentionClass]:
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RetentionError(f"{path}: {error}") from None
    return {name: _class(path, name, values) for name, values in tables.items()}


def _class(path: Path, name: str, values: dict[str, Any]) -> RetentionClass:
    known = {"years", "days", "forever", "starts_from", "basis", "source", "as_of"}
    if not isinstance(values, dict) or (wrong := values.keys() - known):
        raise RetentionError(f"{path}, {name}: {', '.join(sorted(wrong)) if isinstance(values, dict) else 'no table'}")
    missing = {"basis", "source", "as_of"} - values.keys()
    if missing:
        raise RetentionError(f"{path}, {name}: {', '.join(sorted(missing))} missing")
    years, days, forever = values.get("years", 0), values.get("days", 0), values.get("forever", False)
    whole = all(isinstance(number, int) and 0 <= number <= 36525 for number in (years, days))
    if not whole or forever is not (years == 0 and days == 0):
        raise RetentionError(f"{path}, {name}: say years and days, or forever = true")
    try:
        start = Start(values.get("starts_from", Start.RECORDED))
    except ValueError:
        raise RetentionError(f"{path}, {name}: starts_from is one of {', '.join(Start)}") from None
    return RetentionClass(name, years, days, start, values["basis"], values["source"], str(values["as_of"]))
