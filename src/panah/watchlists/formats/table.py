"""CSV with named columns: the header, the rows, marks such as `#count`, and the place of all that is wrong."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from panah.watchlists.formats.dates import UnreadDateError, moment
from panah.watchlists.formats.limits import LIMITS
from panah.watchlists.formats.lines import Lines, rows
from panah.watchlists.formats.listfile import Reading
from panah.watchlists.formats.refusal import ListRefusedError, Where
from panah.web.cells import is_formula, restore

DELIMITERS = (",", ";", "\t")
_NEARLY = 0.84


@cache
def columns_data() -> Mapping[str, Any]:
    """`columns.toml`."""
    return MappingProxyType(tomllib.loads(files(__package__).joinpath("columns.toml").read_text(encoding="utf-8")))


@cache
def known_columns(code: str) -> tuple[str, ...]:
    """The columns of a format, in the order in which they are documented."""
    own = tuple(columns_data()[code]["columns"])
    return (*columns_data()["national"]["columns"], *own) if code == "protect" else own


def column_name(heading: str, code: str) -> str:
    """The column a heading stands for; the heading itself, tidied, if it is none that is known."""
    tidy = "_".join(heading.strip().lower().replace("-", "_").split())
    known = known_columns(code)
    other = columns_data()["synonyms"].get(tidy, "")
    return other if tidy not in known and other in known else tidy


@dataclass(slots=True)
class Row:
    """A row: its line, its cells by column (stripped, no empty ones), what was noticed, cells of unknown columns."""

    line: int
    cells: dict[str, str]
    flags: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    at: Mapping[str, int] = field(default_factory=dict)

    def get(self, column: str) -> str:
        """The cell, or "" ."""
        return self.cells.get(column, "")

    def where(self, column: str = "") -> Where:
        """Its place."""
        return Where(self.line, self.at.get(column, 0), column)


def header_of(head: str, code: str) -> tuple[str, int]:
    """The delimiter with which the first lines name most columns of a format, and how many it names."""
    line = next((line for line in head.splitlines() if line.strip() and not line.startswith(("#", "sep="))), "")
    known = set(known_columns(code))
    named = {
        each: len({column_name(cell.strip().strip('"'), code) for cell in line.split(each)} & known)
        for each in DELIMITERS
    }
    best = max(named, key=lambda each: named[each])
    return best, named[best]


def read_table(reading: Reading, code: str) -> Iterator[Row]:
    """The rows of the file. Raises `ListRefusedError`; adds to `reading.faults` for rows that are too short or long."""
    head = reading.source.head().decode("utf-8-sig", "replace")
    delimiter, _ = header_of(head, code)
    with reading.source.open() as stream:
        lines = Lines(stream)
        header: _Header | None = None
        for number, cells in rows(lines, delimiter):
            first = cells[0].strip()
            if first.startswith("#"):
                _mark(first, cells, number, reading)
            elif header is None:
                if not first.startswith("sep="):
                    header = _Header(cells, number, code, reading)
            else:
                row = header.row(cells, number, reading)
                if row is not None:
                    yield row
        if header is None:
            raise ListRefusedError("csv_no_header", Where(1))
        if reading.declared is None:
            reading.note("no_count")
            if lines.broken_end:
                reading.note("no_line_end", Where(lines.number))


class _Header:
    def __init__(self, cells: list[str], line: int, code: str, reading: Reading) -> None:
        known = set(known_columns(code))
        self._names = [column_name(cell, code) for cell in cells]
        while self._names and not self._names[-1]:
            self._names.pop()
        if len(self._names) > LIMITS.columns:
            raise ListRefusedError("csv_too_many_columns", Where(line), {"limit": LIMITS.columns})
        if not known & set(self._names):
            raise ListRefusedError("csv_no_header", Where(line))
        self._known = [name in known for name in self._names]
        self._at = {name: at for at, name in enumerate(self._names, 1)}
        self._check(line, known, code, reading)

    def _check(self, line: int, known: set[str], code: str, reading: Reading) -> None:
        for at, name in enumerate(self._names, 1):
            if name and self._names.index(name) + 1 != at:
                raise ListRefusedError("csv_double_column", Where(line, at, name[:80]), {"column": name[:80]})
            if name not in known:
                near = difflib.get_close_matches(name[:80], sorted(known - set(self._names)), 1, _NEARLY)
                if near:
                    raise ListRefusedError("csv_nearly_column", Where(line, at, name[:80]), {"column": near[0]})
                reading.note("unknown_column", Where(line, at, name[:80]))
        for name in columns_data()[code]["required"]:
            if name not in self._names:
                raise ListRefusedError("csv_missing_column", Where(line), {"column": name})

    def row(self, cells: list[str], line: int, reading: Reading) -> Row | None:
        """The row by column; None for one without any content and for one that is a fault."""
        expected = len(self._names)
        while len(cells) > expected and not cells[-1].strip():
            cells.pop()
        if len(cells) != expected:
            if any(cell.strip() for cell in cells):
                code = "csv_short_row" if len(cells) < expected else "csv_long_row"
                reading.faults.add(code, Where(line), found=len(cells), expected=expected)
            return None
        found: dict[str, str] = {}
        extra: list[tuple[str, str]] = []
        flags: tuple[str, ...] = ()
        for name, known, raw in zip(self._names, self._known, cells, strict=True):
            cell = raw.strip()
            if not cell:
                continue
            text = restore(cell)
            if text[0] in "=+-@＝＋－＠" and is_formula(text):
                flags = ("formula",)
                place = Where(line, self._at[name], name)
                if name in columns_data()["names"]:
                    reading.faults.add("formula_name", place)
                else:
                    reading.note("formula", place)
            if known:
                found[name] = text
            else:
                extra.append((name, text))
        return Row(line, found, flags, tuple(extra), self._at) if found or extra else None


def _mark(first: str, cells: list[str], line: int, reading: Reading) -> None:
    """A row that says something of the file: #count, #version, #published."""
    name, _, rest = first[1:].partition(":")
    value = rest.strip() or next((cell.strip() for cell in cells[1:] if cell.strip()), "")
    match name.strip().lower():
        case "count":
            if not (value.isascii() and value.isdigit() and len(value) < 12):
                raise ListRefusedError("csv_bad_mark", Where(line, 2, "#count"))
            reading.declared = int(value)
        case "version":
            reading.version = value[:200]
        case "published":
            try:
                reading.published = moment(value)
            except UnreadDateError:
                raise ListRefusedError("csv_bad_mark", Where(line, 2, "#published")) from None
        case _:
            reading.note("unknown_mark", Where(line))
