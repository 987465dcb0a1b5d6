"""Reads histories from CSV and JSON Lines and says where a line is wrong."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from panah.stays.assessing import assess
from panah.stays.errors import StayError, StayInputError
from panah.stays.history import MAX_CROSSINGS
from panah.stays.regime import Regime
from panah.stays.values import Crossing, Direction, day_number

MAX_LINE = 5_000_000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNDECODED = re.compile("[\udc80-\udcff]")
_SHOWN = 20
SEPARATORS = (",", ";", "\t")


def read_crossings_csv(text: str) -> list[Crossing]:
    """Crossings from CSV with the columns `date,direction` (any order, others are ignored), set apart by commas,
    semicolons or tabs, as spreadsheets here do.

    Dates are ISO (2026-01-31), direction is entry or exit. Empty lines are skipped.
    Raises `StayInputError` with line and column.
    """
    text = text.removeprefix("\ufeff")
    if (bad := undecoded(text)) >= 0:
        line = text.count("\n", 0, bad) + 1
        raise StayInputError("not UTF-8; save the table as CSV in UTF-8", line=line, column=1)
    separator = max(SEPARATORS, key=text.lstrip().partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    crossings: list[Crossing] = []
    where: tuple[int, int] | None = None
    while True:
        line = lines.line_num + 1
        try:
            row = next(lines)
        except StopIteration:
            break
        except csv.Error as error:
            raise StayInputError(f"not CSV: {error}", line=max(lines.line_num, line), column=1) from None
        if not any(cell.strip() for cell in row):
            continue
        if where is None:
            where = _columns(row, line)
            continue
        if len(crossings) >= MAX_CROSSINGS:
            raise StayInputError(f"more than {MAX_CROSSINGS} crossings", line=line, column=1)
        crossings.append(_crossing(row, where, line))
    if where is None:
        raise StayInputError("the file is empty; expected the columns date,direction", line=1, column=1)
    return crossings


def undecoded(text: str) -> int:
    """Where a text read with `errors="surrogateescape"` wasn't UTF-8; -1: nowhere."""
    found = _UNDECODED.search(text)
    return found.start() if found else -1


def _columns(row: list[str], line: int) -> tuple[int, int]:
    names = [cell.strip().lower() for cell in row]
    for name in ("date", "direction"):
        if names.count(name) != 1:
            raise StayInputError(f"the first line must name the column {name} once", line=line, column=1)
    return names.index("date"), names.index("direction")


def _crossing(row: list[str], where: tuple[int, int], line: int) -> Crossing:
    at_date, at_direction = where
    if len(row) <= max(where):
        raise StayInputError("the line is too short", line=line, column=len(row) + 1)
    try:
        day = parse_date(row[at_date])
    except StayInputError as error:
        raise StayInputError(error.problem, line=line, column=at_date + 1) from None
    try:
        direction = parse_direction(row[at_direction])
    except StayInputError as error:
        raise StayInputError(error.problem, line=line, column=at_direction + 1) from None
    return Crossing(day, direction)


def parse_date(text: object) -> dt.date:
    """An ISO date between 1900 and 2200."""
    if not isinstance(text, str):
        raise StayInputError("a date must be a text like 2026-01-31")
    text = text.strip()
    if not _DATE.fullmatch(text):
        raise StayInputError(f"{text[:_SHOWN]!r} is not a date like 2026-01-31")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise StayInputError(f"{text!r} is not in the calendar") from None
    day_number(day)
    return day


def parse_direction(text: object) -> Direction:
    """Entry or exit, in any case."""
    cleaned = text.strip().lower() if isinstance(text, str) else ""
    if cleaned == "entry":
        return "entry"
    if cleaned == "exit":
        return "exit"
    raise StayInputError(f"direction must be entry or exit, not {str(text)[:_SHOWN]!r}")


def assess_batch(regime: Regime, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Answer JSON Lines of `{"id", "nationality", "crossings": [[date, direction], …], "on"}`, one each, in order.

    A line that can't be read is answered with `{"id", "error": {"line", "field", "message"}}`; the next ones go on.
    Lines of nothing but blanks are skipped.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        yield _answer(regime, line, number)


def _answer(regime: Regime, line: str, number: int) -> dict[str, Any]:
    identifier: Any = None
    field = ""
    try:
        asked = _parse(line)
        identifier = asked.get("id")
        for field in ("nationality", "on", "crossings"):
            if field not in asked:
                raise StayInputError("is missing")
        field = "on"
        on = parse_date(asked["on"])
        field = "crossings"
        crossings = _crossings(asked["crossings"])
        field = "nationality"
        answer = assess(regime, asked["nationality"], crossings, on)
    except StayError as error:
        return {"id": identifier, "error": {"line": number, "field": field, "message": str(error)}}
    return {"id": identifier, **answer.as_dict()}


def _parse(line: str) -> dict[str, Any]:
    if len(line) > MAX_LINE:
        raise StayInputError(f"longer than {MAX_LINE} characters")
    if (bad := undecoded(line)) >= 0:
        raise StayInputError(f"not UTF-8 at column {bad + 1}")
    try:
        asked = json.loads(line.removeprefix("\ufeff"), parse_constant=_no_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise StayInputError(f"not JSON at column {error.colno}: {error.msg}") from None
    except StayInputError:
        raise
    except (RecursionError, ValueError):
        raise StayInputError("not JSON that can be read") from None
    if not isinstance(asked, dict):
        raise StayInputError("must be a JSON object")
    return asked


def _no_constant(name: str) -> float:
    raise StayInputError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise StayInputError("a number is too large")
    return number


def _crossings(given: object) -> list[Crossing]:
    if not isinstance(given, list):
        raise StayInputError("must be a list of [date, direction]")
    if len(given) > MAX_CROSSINGS:
        raise StayInputError(f"more than {MAX_CROSSINGS} crossings")
    crossings = []
    for index, pair in enumerate(given, 1):
        if not isinstance(pair, list) or len(pair) != 2:
            raise StayInputError(f"number {index} must be [date, direction]")
        try:
            crossings.append(Crossing(parse_date(pair[0]), parse_direction(pair[1])))
        except StayInputError as error:
            raise StayInputError(f"number {index}: {error.problem}") from None
    return crossings
