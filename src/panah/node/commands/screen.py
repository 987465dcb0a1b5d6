"""`panah screen`: people out of a CSV file against one or more lists, an answer for each, in order."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from panah.node.amiss import Amiss
from panah.node.commands import CommandError
from panah.node.given import opened
from panah.node.progress import Counting
from panah.node.running import tell
from panah.watchlists import formats, index
from panah.watchlists.formats import ListRefusedError
from panah.watchlists.formats.messages import noted
from panah.watchlists.listfiles import content_of
from panah.watchlists.people import LONGEST_LINE, Asked, PeopleRefusedError, read_people
from panah.watchlists.screening import Hit, screen

WORDS = {
    "cells": "more or fewer cells than columns",
    "name": "no name that can be used",
    "name_too_long": "the name is too long, only its beginning is compared",
    "mixed_script": "letters of two scripts in one word",
    "formula": "begins like a formula of a spreadsheet, and is kept as text",
    "hidden_character": "invisible characters, which aren't compared",
}
"""Troubles of rows in words; of any other code the cell can't be used."""

TOLD = frozenset({"broken_name", "formula", "mixed_script", "several_in_one", "unknown_country_word", "unread_date"})
"""Notes about entries of a list; what concerns only those who load it, such as a missing count, isn't told here."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    known = ", ".join(formats.FORMATS)
    parser.add_argument(
        "--list",
        action="append",
        required=True,
        dest="lists",
        metavar="FILE",
        help=f"a list, in a format that is found out ({known}); may be given several times",
    )
    parser.add_argument(
        "--people",
        required=True,
        metavar="FILE",
        help="CSV with the columns id,name,birth_date,sex,nationality,document_number; - for standard input",
    )
    parser.add_argument("--threshold", type=float, metavar="SCORE", help="lowest score of a hit")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    threshold: float | None = arguments.threshold
    if threshold is not None and not 0.0 <= threshold <= 1.0:
        raise CommandError("--threshold: from 0 to 1")
    listed = _index(arguments.lists)
    progress = Counting("people screened", watched=True)
    with opened(arguments.people) as file, Amiss() as amiss:
        people = read_people(
            _bounded(file),
            lambda column: tell(f"{arguments.people}: the column {column} isn't known and isn't used"),
        )
        try:
            for count, asked in enumerate(people, 1):
                _answer(asked, screen(asked.person, listed, threshold), as_json=arguments.json)
                _troubles(arguments.people, asked, amiss)
                progress.amount(count)
        except PeopleRefusedError as problem:
            raise CommandError(f"{arguments.people}: {problem}") from None
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            raise CommandError(f"{arguments.people}: {error.strerror}") from None
    return 1 if amiss.count else 0


def _index(files: list[str]) -> index.Index:
    """All lists in one index of this run. Raises CommandError, with the place, where one is refused."""
    contents: list[index.Content] = []
    for file in files:
        try:
            taken = {other.code for other, _version, _entries in contents}
            contents.append(content_of(file, taken, partial(_noticed, file)))
        except ListRefusedError as refusal:
            raise CommandError(f"{file}: {str(refusal).replace(chr(10), f'{chr(10)}  ')}") from None
    try:
        return index.in_memory(contents, Counting("entries indexed", watched=True).amount)
    except ListRefusedError as refusal:
        raise CommandError(f"a list changed while it was read: {refusal}") from None
    except index.IndexProblemError as problem:
        raise CommandError(str(problem)) from None


def _noticed(file: str, note: formats.Note) -> None:
    """Tell what may keep somebody on the list from being found."""
    if note.code in TOLD:
        tell(f"{file}: {noted(note.code, note.count, str(note.first))}")


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """Lines, of which one that is far too long is passed on only so far that it is refused."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line


def _answer(asked: Asked, hits: tuple[Hit, ...], *, as_json: bool) -> None:
    if as_json:
        told: dict[str, object] = {"id": asked.person.id, "hits": [hit.as_dict() for hit in hits]}
        if asked.troubles:
            told["problems"] = [trouble.as_dict() for trouble in asked.troubles]
        sys.stdout.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
        return
    sys.stdout.write(f"{asked.person.id or '-'}: {'nobody' if not hits else len(hits)}\n")
    for hit in hits:
        sys.stdout.write(f"  {hit.score:.2f}  {hit.list} {hit.entry}  {hit.name}\n")


def _troubles(file: str, asked: Asked, amiss: Amiss) -> None:
    """Tell what of a row couldn't be used, or not as it stands."""
    for trouble in asked.troubles:
        what = WORDS.get(trouble.code, "can't be used")
        amiss.note(f"{file}: line {trouble.line}{f', column {trouble.column}' if trouble.column else ''}: {what}")
