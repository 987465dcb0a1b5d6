"""Small made-up files of each format, and what a refusal said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from panah.watchlists import formats
from panah.watchlists.entries import Entry
from panah.watchlists.formats import ListFile, ListRefusedError

INDIVIDUAL = """\
    <INDIVIDUAL>
      <DATAID>{key}</DATAID>
      <FIRST_NAME>DAVRON</FIRST_NAME>
      <SECOND_NAME>TEREKBAEV</SECOND_NAME>
      <UN_LIST_TYPE>Practice</UN_LIST_TYPE>
      <LISTED_ON>2020-02-03</LISTED_ON>
{inside}
    </INDIVIDUAL>
"""


def un_file(*individuals: str, entities: str = "", head: str = "") -> bytes:
    """A list in the Security Council's schema with these INDIVIDUAL elements."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">\n'
        f"  <INDIVIDUALS>\n{''.join(individuals)}  </INDIVIDUALS>\n  <ENTITIES>\n{entities}  </ENTITIES>\n"
        "</CONSOLIDATED_LIST>\n"
    ).encode()


def individual(inside: str = "", key: str = "1") -> str:
    """An INDIVIDUAL with these elements besides name, list type and day of listing."""
    return INDIVIDUAL.format(key=key, inside=inside)


def one_un(inside: str) -> Entry:
    """The entry that a list with one INDIVIDUAL gives."""
    return only(formats.read(un_file(individual(inside))))


def csv_file(*rows: str, end: str = "\n") -> bytes:
    """Rows as written, each with its line break."""
    return "".join(row + end for row in rows).encode()


def national(columns: str, *rows: str) -> ListFile:
    """A national list with these columns after the id; the ids are numbered."""
    lines = [f"id,{columns}", *(f"N{at},{row}" for at, row in enumerate(rows, 1))]
    return formats.read(csv_file(*lines), "national")


def only(file: ListFile) -> Entry:
    """Its only entry."""
    (entry,) = file.entries
    return entry


def refused(what: bytes | Path, format: str = "auto") -> ListRefusedError:
    """The refusal of a file that is to be refused."""
    with pytest.raises(ListRefusedError) as caught:
        formats.read(what, format)
    assert str(caught.value)
    return caught.value


def codes(error: ListRefusedError) -> list[tuple[str, int, int]]:
    """Code, line and column of each listed fault."""
    return [(fault.code, fault.where.line, fault.where.column) for fault in error.faults]


def noticed(file: ListFile) -> dict[str, int]:
    """The notes: code and how often."""
    return {note.code: note.count for note in file.notes}


def texts(values: Sequence[object]) -> list[str]:
    """As text."""
    return [str(value) for value in values]
