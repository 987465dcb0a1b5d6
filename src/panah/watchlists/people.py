"""People to screen out of a CSV file: each row a person, with whatever in it can't be used."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain

from panah.documents import PartialDate
from panah.documents.dates import NoSuchDateError
from panah.names import prepare
from panah.watchlists.formats.countries import alpha3
from panah.watchlists.screening import Person
from panah.web.cells import is_formula

COLUMNS = ("id", "name", "birth_date", "sex", "nationality", "document_number")
NEEDED = ("id", "name")
FREE = ("id", "name", "document_number")
"""Columns of which any text can be used."""
SEPARATORS = (",", ";", "\t")
LONGEST_LINE = 1_000_000
LONGEST_FIELD = 131_072
LONGEST_NUMBER = 64
SEXES = frozenset({"M", "F", "X"})
NAME_TROUBLES = {
    "empty": "name",
    "too_long": "name_too_long",
    "too_many_parts": "name_too_long",
    "mixed_script": "mixed_script",
    "control_character": "hidden_character",
    "direction_mark": "hidden_character",
    "invisible_character": "hidden_character",
}
"""What taking a name apart finds amiss, as trouble of a row."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What in a row can't be used, or not as it stands: a code and the column. `name` (none that can be read, or none
    and no document number either), `name_too_long` (only its beginning is compared), `mixed_script` (letters of two
    scripts in one word), `hidden_character` (control characters, marks of direction), `formula` (a spreadsheet would
    run it; kept as text), `birth_date` (none, or after today), `sex`, `nationality`, `document_number`, `cells` (more
    or fewer of them than columns)."""

    code: str
    line: int
    column: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """For JSON."""
        return {"code": self.code, "line": self.line, "column": self.column}


@dataclass(frozen=True, slots=True)
class Asked:
    """A row: the person as far as it can be used, and what can't."""

    person: Person
    troubles: tuple[Trouble, ...] = ()


class PeopleRefusedError(ValueError):
    """The file can't be read as people; the text says why in one line, `line` and `column` (from 1; 0: all) where."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line, self.column = line, column

    def __str__(self) -> str:
        place = ", ".join(f"{word} {at}" for word, at in (("line", self.line), ("column", self.column)) if at)
        return f"{place}: {self.args[0]}" if place else str(self.args[0])


def read_people(
    lines: Iterable[bytes], ignored: Callable[[str], None] = lambda column: None, *, today: date | None = None
) -> Iterator[Asked]:
    """Each row in order; `ignored` hears of columns that aren't known. The first row names the columns, in any order,
    set apart by commas, semicolons or tabs. Nobody is born after `today`; without it the computer's date (UTC) counts.

    Raises `PeopleRefusedError` for a file that isn't CSV in UTF-8 with the columns needed, at the line where it isn't.
    """
    csv.field_size_limit(LONGEST_FIELD)
    text = _decoded(lines)
    first = next(text, "")
    rows = csv.reader(chain([first], text), delimiter=max(SEPARATORS, key=first.count), strict=True)
    header = _header(_next(rows), ignored)
    today = today or datetime.now(UTC).date()
    while (row := _next(rows)) is not None:
        if row:
            yield _asked(dict(zip(header, row, strict=False)), rows.line_num, len(row) == len(header), today)


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        raise PeopleRefusedError(f"not CSV: {error}", getattr(rows, "line_num", 0)) from None


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise PeopleRefusedError(f"longer than {LONGEST_LINE} bytes", number)
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise PeopleRefusedError("the text isn't UTF-8", number, error.start + 1) from None
        if "\0" in text:
            raise PeopleRefusedError("a NUL byte: the file is damaged or isn't text", number, text.index("\0") + 1)
        yield text


def _header(row: list[str] | None, ignored: Callable[[str], None]) -> list[str]:
    if not row:
        raise PeopleRefusedError(f"empty; the first row names the columns: {','.join(COLUMNS)}", 1)
    header = [cell.strip().lower() for cell in row]
    for column in NEEDED:
        if column not in header:
            raise PeopleRefusedError(f"the column {column} is missing; columns are {','.join(COLUMNS)}", 1)
    for place, column in enumerate(header, 1):
        if column in COLUMNS and header.index(column) != place - 1:
            raise PeopleRefusedError(f"the column {column} is there twice", 1, place)
        if column not in COLUMNS:
            ignored(row[place - 1].strip()[:40])
    return header


def _asked(row: dict[str, str], line: int, whole: bool, today: date) -> Asked:
    cells = {column: row.get(column, "").strip() for column in COLUMNS}
    troubles = [] if whole else [Trouble("cells", line)]
    troubles.extend(Trouble("formula", line, column) for column in FREE if is_formula(cells[column]))

    def used(column: str, read: Callable[[str], object]) -> object:
        text = cells[column]
        found = read(text) if text else None
        if text and found is None:
            troubles.append(Trouble(column, line, column))
        return found

    name = cells["name"]
    birth = used("birth_date", lambda text: _date(text, today))
    sex = used("sex", lambda text: text.upper() if text.upper() in SEXES else None)
    nation = used("nationality", lambda text: alpha3(text) or None)
    number = used("document_number", lambda text: text if len(text) <= LONGEST_NUMBER else None)
    if name or not number:
        codes = dict.fromkeys(NAME_TROUBLES[problem.code] for problem in prepare(name).problems)
        troubles.extend(Trouble(code, line, "name") for code in codes)
    person = Person(
        id=cells["id"],
        names=(name,) if name else (),
        birth=birth if isinstance(birth, PartialDate) else None,
        sex=str(sex or ""),
        nationalities=frozenset({str(nation)} if nation else ()),
        documents=frozenset({("", str(number))} if number else ()),
    )
    return Asked(person, tuple(troubles))


def _date(text: str, today: date) -> PartialDate | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part and part.isdigit() else None for part in found.groups())
    try:
        when = PartialDate(year, month, day)
        return when if when.earliest() <= today else None
    except NoSuchDateError:
        return None
