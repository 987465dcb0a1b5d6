"""Values of a JSON object, taken one by one with their place: `events[3].step: …`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, cast

from panah.safeguards.guard.conditions import LEAVE_OF_COURT, WORDS_GIVEN
from panah.safeguards.guard.events import Value
from panah.safeguards.guard.law import Law
from panah.safeguards.guard.people import Standing, Years

LONGEST_TEXT = 200
MOST_ROWS = 10_000
LARGEST_NUMBER = 2**63 - 1
TAKERS = (
    "first_line", "second_line", "commander", "headquarters", "body", "court", "person", "lawyer", "guardian",
    "monitor", "system",
)  # fmt: skip
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_HEX = re.compile(r"[0-9a-f]{64}")


class FactsError(ValueError):
    """A file of facts can't be used: where, and why. It never repeats more than a few letters of what was given."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}" if place else problem)
        self.place, self.problem = place, problem


class Fields:
    """One object. Each field is taken once; `finish` refuses what nobody took."""

    def __init__(self, place: str, data: object, law: Law) -> None:
        if not isinstance(data, dict):
            raise FactsError(place, "must be an object")
        self._place, self._data, self._law = place, cast("dict[str, Any]", data), law
        self._taken: set[str] = set()

    def error(self, name: str, problem: str) -> FactsError:
        """An error at a field of this object, to be raised."""
        return FactsError(f"{self._place}.{name}" if self._place else name, problem)

    def finish(self) -> None:
        """Refuse fields that nobody took."""
        for name in self._data:
            if name not in self._taken:
                raise self.error(name[:40], "unknown field")

    def text(self, name: str, default: str | None = None) -> str:
        """A text of at most 200 letters."""
        value = self._take(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()) or len(value) > LONGEST_TEXT:
            raise self.error(name, f"must be a text of 1 to {LONGEST_TEXT} letters")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise self.error(name, "holds half a character")
        return value

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(name, None if default is None else list(default))
        if not isinstance(value, list) or not all(isinstance(one, str) and len(one) <= LONGEST_TEXT for one in value):
            raise self.error(name, "must be a list of texts")
        return tuple(value)

    def choice(self, name: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words, or the default."""
        value = self._take(name, default)
        if value not in choices and (default is None or value != default):
            raise self.error(name, f"must be one of {', '.join(choices)}")
        return cast("str", value)

    def flag(self, name: str, default: bool | None = None) -> bool:
        """True or false."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise self.error(name, "must be true or false")
        return value

    def number(self, name: str, default: int | None) -> int:
        """A whole number, not negative."""
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_NUMBER:
            raise self.error(name, "must be a whole number, not negative")
        return value

    def time(self, name: str, default: int | None) -> int:
        """A time like 2026-11-21T10:00:00Z, as seconds since 1970; without a zone it isn't one."""
        value = self._take(name, default)
        if default is not None and value is default:
            return default
        try:
            moment = dt.datetime.fromisoformat(value)
            zoned = moment.tzinfo is not None
            seconds = (moment - _EPOCH) // dt.timedelta(seconds=1) if zoned else 0
        except (TypeError, ValueError, OverflowError):
            raise self.error(name, "must be a time like 2026-11-21T10:00:00Z") from None
        if not zoned:
            raise self.error(name, "needs its time zone, like 2026-11-21T10:00:00Z or …+05:00")
        if seconds < 0:
            raise self.error(name, "lies before 1970")
        return seconds

    def rows(self, name: str) -> Iterator[Fields]:
        """The objects of a list, which may be missing."""
        value = self._take(name, [])
        if not isinstance(value, list):
            raise self.error(name, "must be a list")
        if len(value) > MOST_ROWS:
            raise self.error(name, f"has more than {MOST_ROWS} entries")
        place = f"{self._place}.{name}" if self._place else name
        return (Fields(f"{place}[{number}]", row, self._law) for number, row in enumerate(value))

    def part(self, name: str) -> Fields:
        """An object inside this one; empty where it is missing."""
        return Fields(f"{self._place}.{name}" if self._place else name, self._take(name, {}), self._law)

    def optional(self, name: str) -> Fields | None:
        """An object inside this one, or None where it is missing or null."""
        self._taken.add(name)
        return None if self._data.get(name) is None else self.part(name)

    def field(self, name: str, kind: str) -> Value:
        """A field of an event, of one of the kinds in `events.FIELDS`."""
        bare = kind.removesuffix("?")
        if bare != kind and name not in self._data:
            return None
        known = self._known(bare)
        if known:
            return self.choice(name, known)
        if bare in ("lock", "token"):
            value = self.text(name)
            if not _HEX.fullmatch(value):
                raise self.error(name, "must be 64 hexadecimal digits")
            return value
        if bare == "given":
            return self._words(name, (*WORDS_GIVEN, LEAVE_OF_COURT))
        if bare == "flag":
            return self.flag(name)
        if bare == "time":
            return self.time(name, None)
        return self.texts(name) if bare == "texts" else self.text(name)

    def _words(self, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
        values = self.texts(name)
        for number, value in enumerate(values):
            if value not in known:
                raise self.error(f"{name}[{number}]", f"must be one of {', '.join(known)}")
        return values

    def _known(self, kind: str) -> tuple[str, ...]:
        words: dict[str, tuple[str, ...]] = {
            "standing": tuple(Standing),
            "years": tuple(Years),
            "category": tuple(self._law.categories),
            "beginning": ("suspected", "claimed"),
            "step": tuple(self._law.steps),
            "act": tuple(self._law.acts),
            "taker": TAKERS,
            "change": ("revoke", "establish", "assign"),
        }
        return words.get(kind, ())

    def _take(self, name: str, default: object) -> Any:
        self._taken.add(name)
        if name not in self._data:
            if default is None:
                raise self.error(name, "is missing")
            return default
        return self._data[name]
