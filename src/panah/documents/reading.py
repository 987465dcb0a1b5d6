"""What reading a machine-readable zone gives: plain values, nothing decided, nothing repaired."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from panah.documents.problems import Problem


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields as read, cleaned of fillers; "" for what the zone doesn't have.

    Dates are ISO with `XX` for unknown parts (`1974-XX-XX`); a date that can't be read stays as written in the zone,
    so that the officer sees it. Sex is `M`, `F` or `X` (unspecified), or the character found where it is none of
    these. `optional` is the optional data, for TD1 both parts joined by a space, for the older French card the office
    code of its first line. `issued` exists on the older French card alone: year and month of issue.
    """

    document_code: str = ""
    issuer: str = ""
    number: str = ""
    surname: str = ""
    given_names: str = ""
    nationality: str = ""
    birth_date: str = ""
    sex: str = ""
    expiry_date: str = ""
    optional: str = ""
    issued: str = ""

    def as_dict(self) -> dict[str, str]:
        """The ten fields of the JSON answer."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "issued"}


@dataclass(frozen=True, slots=True)
class Check:
    """One check digit: the field it protects, what it should be, what was found. `?`: the field has a character that
    no zone can have, so no digit can agree."""

    field: str
    expected: str
    found: str
    ok: bool

    def as_dict(self) -> dict[str, Any]:
        """As in the JSON answer."""
        return {"field": self.field, "expected": self.expected, "found": self.found, "ok": self.ok}


@dataclass(frozen=True, slots=True)
class Change:
    """One character a repair would change. Line and column count from 1; `found` is "" for one it would insert and
    `proposed` is "" for one it would take out."""

    line: int
    column: int
    found: str
    proposed: str
    field: str

    def as_dict(self) -> dict[str, Any]:
        """As in the JSON answer."""
        return {
            "line": self.line,
            "column": self.column,
            "found": self.found,
            "proposed": self.proposed,
            "field": self.field,
        }


@dataclass(frozen=True, slots=True)
class Repair:
    """A proposal for an officer to compare with the document: the lines as they would be, and every change."""

    lines: tuple[str, ...]
    changes: tuple[Change, ...]

    def as_dict(self) -> dict[str, Any]:
        """As in the JSON answer."""
        return {"lines": list(self.lines), "changes": [change.as_dict() for change in self.changes]}


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read.

    `format` is `TD1`, `TD2`, `TD3`, `MRV-A`, `MRV-B`, `FRA-ID` (the older French identity card) or None where there is
    no zone to read. `valid` says that the zone is sound: its lines have their length, every check digit agrees, every
    code is known, every date exists. It says nothing about the document being genuine or still running: a sound zone of
    an expired document is valid and has a problem of severity `note`. `lines` are the lines as they were taken in.
    """

    format: str | None
    valid: bool
    fields: Fields = field(default_factory=Fields)
    checks: tuple[Check, ...] = ()
    problems: tuple[Problem, ...] = ()
    repair: Repair | None = None
    lines: tuple[str, ...] = ()
    name_truncated: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The JSON answer of `panah read`."""
        return {
            "format": self.format,
            "valid": self.valid,
            "fields": self.fields.as_dict(),
            "checks": [check.as_dict() for check in self.checks],
            "problems": [problem.as_dict() for problem in self.problems],
            "repair": None if self.repair is None else self.repair.as_dict(),
        }

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its problems."""
        return frozenset(problem.code for problem in self.problems)
