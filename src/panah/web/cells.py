"""Cells that a spreadsheet would take for a formula: kept as text when read, made harmless when written.

Source: OWASP, "CSV Injection" (first letters = + - @, tab and carriage return; the full-width forms are taken for the
same by some programs), read 2026-11-21.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from numbers import Number
from typing import Protocol

_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_SHIELD = "'"


def is_telephone(text: str) -> bool:
    """Whether it is a telephone number: it begins like a formula, and other systems take the sign for part of it."""
    return text.startswith("+") and text[1:].replace(" ", "").isdecimal()


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might run it. A lone sign, as used for "none", isn't one."""
    return len(cell) > 1 and cell[0] in _STARTS


def neutralise(cell: object) -> object:
    """The cell for writing: text that might run gets an apostrophe before it; numbers and telephone numbers stay."""
    if cell is None or isinstance(cell, Number):
        return cell
    text = str(cell)
    return _SHIELD + text if text[:1] in _STARTS and not is_telephone(text) else text


def restore(cell: str) -> str:
    """The text `neutralise` was given."""
    return cell[1:] if cell.startswith(_SHIELD) and cell[1:2] in _STARTS and len(cell) > 1 else cell


class Stream(Protocol):
    """What can be written to."""

    def write(self, text: str, /) -> object: ...


class SafeWriter:
    """Writes CSV of which no cell runs in a spreadsheet."""

    def __init__(self, stream: Stream) -> None:
        self._writer = csv.writer(stream)

    def row(self, cells: Iterable[object]) -> None:
        """One row."""
        self._writer.writerow([neutralise(cell) for cell in cells])
