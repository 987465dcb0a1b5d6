"""Reviewed data in TOML, read strictly: whatever is missing, misspelt or of the wrong kind is told with file, table
and key."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, cast


class DataError(ValueError):
    """A data file can't be used; `file`, `table`, `key` and `problem` say which one and why."""

    def __init__(self, file: str, table: str, key: str, problem: str) -> None:
        super().__init__(": ".join(part for part in (file, table, key, problem) if part))
        self.file, self.table, self.key, self.problem = file, table, key, problem


class Table:
    """One table of a data file. Each key is taken once; `finish` refuses what nobody took."""

    def __init__(self, file: str, name: str, data: object) -> None:
        if not isinstance(data, dict):
            raise DataError(file, name, "", "a table is missing")
        self._file, self._name, self._data = file, name, cast("dict[str, Any]", data)
        self._taken: set[str] = set()

    def error(self, key: str, problem: str) -> DataError:
        """An error at a key of this table, to be raised."""
        return DataError(self._file, self._name, key, problem)

    def finish(self) -> None:
        """Refuse keys that nobody took."""
        for key in self._data:
            if key not in self._taken:
                raise self.error(key, "unknown key")

    def keys(self) -> tuple[str, ...]:
        """The keys that are there, in the order written."""
        return tuple(self._data)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; not empty unless a default is given."""
        value = self._take(key, str, "a text", default)
        if default is None and not value.strip():
            raise self.error(key, "is empty")
        return cast("str", value)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts, none of them twice."""
        value = self._take(key, list, "a list of texts", None if default is None else list(default))
        if not all(isinstance(one, str) and one.strip() for one in value):
            raise self.error(key, "must be a list of texts")
        if len(set(value)) != len(value):
            raise self.error(key, "says something twice")
        return tuple(value)

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts, none of them empty."""
        value = self._take(key, list, "a list of lists of texts", None)
        good = value and all(isinstance(group, list) and group for group in value)
        if not good or not all(isinstance(one, str) for group in value for one in group):
            raise self.error(key, "must be a list of lists of texts")
        return tuple(tuple(group) for group in value)

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = self._take(key, str, f"one of {', '.join(choices)}", default)
        if value not in choices:
            raise self.error(key, f"must be one of {', '.join(choices)}")
        return cast("str", value)

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from low to high."""
        value = self._take(key, int, "a whole number", default)
        if isinstance(value, bool) or not low <= value <= high:
            raise self.error(key, f"must be a whole number from {low} to {high}")
        return cast("int", value)

    def numbers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers from low to high, at least one."""
        values = self._take(key, list, "a list of whole numbers", None)
        if not values or not all(type(one) is int and low <= one <= high for one in values):
            raise self.error(key, f"must be a list of whole numbers from {low} to {high}")
        return tuple(values)

    def share(self, key: str) -> float:
        """A part of the whole: from 0 to 1."""
        value = self._take(key, float, "a share", None)
        if not 0 <= value <= 1:
            raise self.error(key, "must be a share from 0 to 1")
        return cast("float", value)

    def real(self, key: str, low: float, high: float) -> float:
        """A number with a point, from low to high."""
        value = self._take(key, float, "a number with a point", None)
        if not low <= value <= high:
            raise self.error(key, f"must be a number from {low} to {high}")
        return cast("float", value)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false."""
        return cast("bool", self._take(key, bool, "true or false", default))

    def date(self, key: str) -> dt.date:
        """A date without a time."""
        value = self._take(key, dt.date, "a date", None)
        if isinstance(value, dt.datetime):
            raise self.error(key, "must be a date without a time")
        return cast("dt.date", value)

    def optional_date(self, key: str) -> dt.date | None:
        """A date, or None where the key is absent."""
        return self.date(key) if key in self._data else None

    def table(self, key: str) -> Table:
        """A table inside this one."""
        return Table(self._file, f"{self._name} {key}".strip(), self._take(key, dict, "a table", None))

    def tables(self, key: str, named: str = "id") -> Iterator[Table]:
        """The tables of an array, each called by what stands under `named`; at least one."""
        rows = self._take(key, list, "an array of tables", None)
        if not rows:
            raise self.error(key, "is empty")
        for number, row in enumerate(rows, 1):
            told = row.get(named, number) if isinstance(row, dict) else number
            yield Table(self._file, f"{key} {told}", row)

    def _take(self, key: str, kind: type, what: str, default: Any) -> Any:
        self._taken.add(key)
        if key not in self._data:
            if default is None:
                raise self.error(key, f"is missing ({what})")
            return default
        if not isinstance(self._data[key], kind):
            raise self.error(key, f"must be {what}")
        return self._data[key]


def load(package: str, name: str, folder: str = "data") -> Table:
    """The data file `<folder>/<name>` of a package; raises DataError."""
    try:
        text = files(package).joinpath(folder, name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise DataError(name, "", "", "can't be read") from None
    return parse(text, name)


def parse(text: str, name: str) -> Table:
    """TOML text as a table; raises DataError."""
    try:
        return Table(name, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DataError(name, "", "", f"not valid TOML: {error}") from None


def unique(table: Table, key: str, seen: set[str], value: str) -> str:
    """The value, unless it was seen before; raises DataError."""
    if value in seen:
        raise table.error(key, f"{value!r} is there twice")
    seen.add(value)
    return value
