"""A TOML table whose every mistake names file, table and key."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar, cast

from panah.stays.errors import RegimeError
from panah.stays.nationality import is_known

Choice = TypeVar("Choice", bound=str)


class Table:
    """Typed access to one table; `finish` refuses keys that nobody asked for."""

    def __init__(self, file: str, name: str, data: object) -> None:
        if not isinstance(data, dict):
            raise RegimeError(file, name, "", "table is missing")
        self._file, self._name, self._data = file, name, cast("dict[str, Any]", data)
        self._read: set[str] = set()

    @classmethod
    def rows(cls, file: str, name: str, data: dict[str, Any]) -> list[Table]:
        """The tables of an array of tables, each named by its id where it has one."""
        rows = data.get(name, [])
        if not isinstance(rows, list):
            raise RegimeError(file, name, "", f"write [[{name}]], one for each rule")
        return [
            cls(file, f"{name} {row.get('id', number) if isinstance(row, dict) else number}", row)
            for number, row in enumerate(rows, 1)
        ]

    def error(self, key: str, problem: str) -> RegimeError:
        """An error at a key of this table."""
        return RegimeError(self._file, self._name, key, problem)

    def finish(self) -> None:
        """Refuse what was not read: a misspelt key must not be ignored."""
        for key in self._data:
            if key not in self._read:
                raise self.error(key, "unknown key")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._data

    def keys(self) -> list[str]:
        """The keys of this table."""
        return list(self._data)

    def _get(self, key: str, kind: type | tuple[type, ...], what: str, default: Any = None) -> Any:
        self._read.add(key)
        if key not in self._data:
            if default is None:
                raise self.error(key, f"is missing ({what})")
            return default
        value = self._data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            raise self.error(key, f"must be {what}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text."""
        value = cast("str", self._get(key, str, "text", default))
        if default is None and not value.strip():
            raise self.error(key, "is empty")
        return value

    def texts(self, key: str, default: list[str] | None = None) -> list[str]:
        """A list of texts."""
        values = self._get(key, list, "a list of texts", default)
        if not all(isinstance(value, str) for value in values):
            raise self.error(key, "must be a list of texts")
        if default is None and not values:
            raise self.error(key, "is empty")
        return cast("list[str]", values)

    def choice(self, key: str, choices: tuple[Choice, ...], default: Choice | None = None) -> Choice:
        """One of a few words."""
        value = self._get(key, str, f"one of {', '.join(choices)}", default)
        for choice in choices:
            if value == choice:
                return choice
        raise self.error(key, f"must be one of {', '.join(choices)}")

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number in low..high."""
        value = cast("int", self._get(key, int, "a whole number", default))
        if not low <= value <= high:
            raise self.error(key, f"must be between {low} and {high}")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        self._read.add(key)
        value = self._data.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return value

    def date(self, key: str) -> dt.date:
        """A date, written as a TOML date."""
        value = self._get(key, dt.date, "a date")
        if isinstance(value, dt.datetime):
            raise self.error(key, "must be a date without a time")
        return cast("dt.date", value)

    def optional_date(self, key: str) -> dt.date | None:
        """A date, or None where the key is absent."""
        self._read.add(key)
        return self.date(key) if key in self._data else None

    def dates(self, key: str) -> list[dt.date]:
        """A list of dates; empty where the key is absent."""
        values = self._get(key, list, "a list of dates", [])
        if not all(isinstance(value, dt.date) and not isinstance(value, dt.datetime) for value in values):
            raise self.error(key, "must be a list of dates")
        return cast("list[dt.date]", values)

    def table(self, key: str) -> Table:
        """A table inside this one."""
        return Table(self._file, f"{self._name}.{key}", self._get(key, dict, "a table"))

    def tables(self, key: str) -> list[Table]:
        """A list of tables inside this one; empty where the key is absent."""
        rows = self._get(key, list, "a list of tables", [])
        return [Table(self._file, f"{self._name}.{key}[{number}]", row) for number, row in enumerate(rows, 1)]

    def codes(self, key: str, groups: dict[str, frozenset[str]], default: list[str] | None = None) -> frozenset[str]:
        """Nationality codes, groups expanded."""
        return self.expand(key, self.texts(key, default), groups)

    def expand(self, key: str, names: list[str], groups: dict[str, frozenset[str]]) -> frozenset[str]:
        """Known codes of three capital letters; a name of a group stands for its codes."""
        codes: set[str] = set()
        for name in names:
            if name in groups:
                codes |= groups[name]
            elif is_known(name):
                codes.add(name)
            elif len(name) == 3 and name.isascii() and name.isalpha() and name.isupper():
                raise self.error(key, f"{name!r} is no nationality's code in ISO 3166 or Doc 9303")
            else:
                raise self.error(key, f"{name[:20]!r} is neither a code of three capital letters nor a group")
        return frozenset(codes)
