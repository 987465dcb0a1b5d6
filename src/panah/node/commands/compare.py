"""`panah compare`: whether two names may belong to one person, for each line of a table."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

from panah.names import Comparison, Evidence, Prepared, compare, prepare, sentence
from panah.node.amiss import Amiss
from panah.node.commands import CommandError
from panah.node.given import on_one_line, opened
from panah.web.cells import is_formula

LONGEST_LINE = 1_000_000
"""Bytes; two names are far less."""
COLUMNS = ("left", "right")
SEPARATORS = ",;\t"
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="PAIRS.csv", help="CSV in UTF-8 with the columns left and right; - for standard input"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    write = sys.stdout.write
    with opened(arguments.file) as file, Amiss() as amiss:
        for line, left, right in _pairs(arguments.file, file):
            names = prepare(left), prepare(right)
            found = compare(*names)
            write(_as_json(left, right, found) if arguments.json else "\n".join(described(left, right, found)) + "\n\n")
            for column, cell, name in zip(COLUMNS, (left, right), names, strict=True):
                if is_formula(cell):
                    what = "begins like a formula of a spreadsheet, and is kept as text"
                    amiss.note(f"{arguments.file}: line {line}, column {column}: {what}")
                if name.problems:
                    amiss.note(f"{arguments.file}: line {line}, column {_problems(column, name)}")
    return 1 if amiss.count else 0


def _problems(column: str, name: Prepared) -> str:
    """The column and what is wrong with its name, each kind once, at its first place; nothing of the name."""
    first = {problem.code: problem.place for problem in reversed(name.problems)}
    told = [
        sentence(Evidence(code, 0.0, params={"side": column, "place": first[code]})).removeprefix(f"{column}: ")
        for code in dict.fromkeys(problem.code for problem in name.problems)
    ]
    return f"{column}: {'; '.join(told)}"


def _as_json(left: str, right: str, found: Comparison) -> str:
    told = {"left": left, "right": right, "score": found.score, "match": found.match}
    told["why"] = [reason.as_dict() for reason in found.why]
    return _encoded(told) + "\n"


def described(left: str, right: str, found: Comparison) -> Iterator[str]:
    """The answer for people, line by line."""
    verdict = "may be one person" if found.match else "not one person"
    yield f"{_shown(left)} | {_shown(right)}: {found.score:.2f}, {verdict}"
    yield from (f"  {reason.weight:+6.2f}  {sentence(reason)}" for reason in found.why)


def _shown(name: str) -> str:
    """A name on one line."""
    return on_one_line(name if len(name) <= 80 else name[:79] + "…")


def _pairs(file: str, content: BinaryIO) -> Iterator[tuple[int, str, str]]:
    """The line each row begins on, and its two names.

    Raises `CommandError` naming file and line where the table isn't one.
    """
    lines = _lines(file, content)
    first = next(lines, None)
    if first is None:
        raise CommandError(f"{file}: line 1: the file is empty; it needs the columns left and right")
    separator = max(SEPARATORS, key=first.count)
    header = [name.strip().lower() for name in next(csv.reader([first], delimiter=separator), [])]
    for column in COLUMNS:
        if header.count(column) != 1:
            what = "no column" if column not in header else "more than one column"
            raise CommandError(f"{file}: line 1: {what} {column}")
    left, right = (header.index(column) for column in COLUMNS)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    last = 1
    try:
        for row in rows:
            begin, last = last + 1, rows.line_num + 1
            if not row:
                continue
            if len(row) <= max(left, right):
                raise CommandError(f"{file}: line {rows.line_num + 1}: {len(row)} cells, fewer than the header has")
            if any(row[len(header) :]):
                # A name with a comma and without quotes would be compared with its own end.
                raise CommandError(f"{file}: line {rows.line_num + 1}: {len(row)} cells, more than the header has")
            yield begin, row[left], row[right]
    except csv.Error as error:
        raise CommandError(f"{file}: line {rows.line_num + 1}: {error}") from None


def _lines(file: str, content: BinaryIO) -> Iterator[str]:
    """Decoded lines, one at a time."""
    number = 0
    try:
        while line := content.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise CommandError(f"{file}: line {number}: longer than {LONGEST_LINE} bytes")
            if number == 1 and line[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise CommandError(f"{file}: line 1: UTF-16, not UTF-8; save the table as CSV in UTF-8")
            if b"\0" in line:
                raise CommandError(f"{file}: line {number}: not text (a zero byte); save the table as CSV in UTF-8")
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1} of the line"
        raise CommandError(f"{file}: line {number}: not UTF-8 ({place}); save the table as CSV in UTF-8") from None
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
