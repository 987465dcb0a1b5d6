"""Lists of people that somebody pastes or uploads: read wholly, or refused with every fault at its line and column."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from panah.safeguards.tables import load

LARGEST = 1024 * 1024  # bytes
MOST_LINES = 2000
LONGEST_LINE = 4000  # characters
MOST_PROBLEMS = 50
_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a code with parameters, and where. ``line`` and ``column`` count from 1; 0 means the whole.

    ``unit`` says what a column is: a ``cell`` of the table, then ``title`` names it, or a ``character`` of the line.
    """

    code: str
    line: int = 0
    column: int = 0
    unit: str = "cell"
    title: str = ""
    params: tuple[tuple[str, str | int], ...] = ()


class CellError(ValueError):
    """A cell can't be read: the code says why, the parameters with what."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = tuple(params.items())


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the result, how a cell is read (raises CellError), whether it must be filled."""

    name: str
    read: Callable[[str], str]
    required: bool = False
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A read row: its line in the text and its cells by column name; columns that aren't there are empty."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows, or the problems; never some of the rows."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


@cache
def titles(kind: str) -> Mapping[str, str]:
    """Column name by every title it may carry, for one kind of list."""
    return kinds()[kind]


@cache
def kinds() -> Mapping[str, Mapping[str, str]]:
    """Read data/sheets.toml once."""
    file = load(__package__, "sheets.toml")
    file.date("as_of")
    file.text("source")
    tables = {kind: file.table(kind) for kind in ("manifest", "listing")}
    file.finish()
    return {
        kind: {title: name for name in table.keys() for title in table.texts(name)}  # noqa: SIM118 (a table is no dict)
        for kind, table in tables.items()
    }


def decode(content: bytes) -> str:
    """The text of an uploaded file. Raises CellError: ``too_large``, or ``encoding`` with the byte it failed at."""
    if len(content) > LARGEST:
        raise CellError("too_large", limit=LARGEST // 1024)
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CellError("encoding", line=line, byte=error.start + 1) from None


def read_sheet(kind: str, columns: Sequence[Column], source: str | bytes) -> Sheet:
    """Read a table with one row a line; tab, semicolon, comma or bar between the cells; a title line is optional.

    Without titles the cells come in the order of ``columns``. Cells are trimmed. Faults never stop the search for
    more, up to MOST_PROBLEMS; with any fault there are no rows. Time and memory are bounded by LARGEST.
    """
    try:
        text = decode(source) if isinstance(source, bytes) else source.removeprefix("\ufeff")
        if len(text) > LARGEST:
            raise CellError("too_large", limit=LARGEST // 1024)
    except CellError as error:
        line = dict(error.params).get("line", 0)
        return Sheet(problems=(Problem(error.code, line=int(line), unit="character", params=error.params),))
    problems: list[Problem] = []
    rows: list[Row] = []
    separator = ""
    order: list[Column | None] | None = None
    for number, line in _lines(text):
        if len(rows) >= MOST_LINES:
            problems.append(Problem("too_many_lines", number, params=(("limit", MOST_LINES),)))
            break
        if len(problems) >= MOST_PROBLEMS:
            break
        fault = _fault(number, line)
        if fault:
            problems.append(fault)
            continue
        separator = separator or _separator(line)
        try:
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter=separator, strict=True))]
        except csv.Error:
            problems.append(Problem("quotes", number))
            continue
        if order is None:
            order, faults = _order(kind, columns, number, cells)
            problems += faults
            if order is not None:
                continue
            order = list(columns)
        cells_read, faults = _read(order, columns, number, cells)
        problems += faults
        rows.append(Row(number, cells_read))
    if not rows and not problems:
        problems.append(Problem("empty"))
    return Sheet(problems=tuple(problems[:MOST_PROBLEMS])) if problems else Sheet(rows=tuple(rows))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip(" \t,;|"):
            yield number, line


def _fault(number: int, line: str) -> Problem | None:
    if len(line) > LONGEST_LINE:
        return Problem("line_too_long", number, LONGEST_LINE + 1, "character", params=(("limit", LONGEST_LINE),))
    for place, letter in enumerate(line, 1):
        if letter in _MARKS:
            return Problem("direction_mark", number, place, "character")
        if letter != "\t" and (ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 or 0xD800 <= ord(letter) < 0xE000):
            return Problem("control_character", number, place, "character", params=(("value", ord(letter)),))
    return None


def _separator(line: str) -> str:
    # A tab or a semicolon hardly occurs inside a name, a comma does ("Rahimov, Jamshed").
    return next((mark for mark in "\t;|" if mark in line), ",")


def _order(
    kind: str, columns: Sequence[Column], number: int, cells: list[str]
) -> tuple[list[Column | None] | None, list[Problem]]:
    """Columns in the order of the title line; None if this line is no title line."""
    known = titles(kind)
    found = [known.get(" ".join(cell.casefold().replace("_", " ").replace(".", " ").split())) for cell in cells]
    if not any(found):
        return None, []
    by_name = {column.name: column for column in columns}
    problems: list[Problem] = []
    for place, (cell, name) in enumerate(zip(cells, found, strict=True), 1):
        if name is None and cell:
            problems.append(Problem("unknown_title", number, place, title=cell[:60]))
        elif name is not None and name in found[: place - 1]:
            problems.append(Problem("title_twice", number, place, title=name))
    problems += [
        Problem("title_missing", number, title=column.name)
        for column in columns
        if column.required and column.name not in found
    ]
    return [by_name[name] if name else None for name in found], problems


def _read(
    order: Sequence[Column | None], columns: Sequence[Column], number: int, cells: list[str]
) -> tuple[dict[str, str], list[Problem]]:
    problems: list[Problem] = []
    read = {column.name: "" for column in columns}
    while len(cells) > len(order) and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > len(order):
        problems.append(Problem("too_many_cells", number, len(order) + 1, params=(("limit", len(order)),)))
    for place, column in enumerate(order, 1):
        cell = cells[place - 1] if place <= len(cells) else ""
        if column is None:
            continue
        try:
            if not cell and column.required:
                raise CellError("cell_missing")
            if len(cell) > column.longest:
                raise CellError("cell_too_long", limit=column.longest)
            read[column.name] = column.read(cell) if cell else ""
        except CellError as error:
            problems.append(Problem(error.code, number, place, title=column.name, params=error.params))
    return read, problems
