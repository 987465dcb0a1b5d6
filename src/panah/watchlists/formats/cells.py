"""Cells that a spreadsheet would take for a formula: kept as text when read, made harmless when written.

Source: OWASP, "CSV Injection" (first letters = + - @, tab and carriage return; the full-width forms are taken for the
same by some programs), read 2026-11-21.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO

_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_SHIELD = "'"


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might run it. A lone sign, as used for "none", isn't one."""
    return len(cell) > 1 and cell[0] in _STARTS


def neutralise(cell: object) -> object:
    """The cell for writing: text that might run gets an apostrophe before it; numbers and all else stay as they are."""
    return _SHIELD + cell if isinstance(cell, str) and cell[:1] in _STARTS else cell


def restore(cell: str) -> str:
    """The text `neutralise` was given."""
    return cell[1:] if cell.startswith(_SHIELD) and cell[1:2] in _STARTS and len(cell) > 1 else cell


class SafeWriter:
    """Writes CSV of which no cell runs in a spreadsheet; every CSV that leaves goes through it."""

    def __init__(self, stream: IO[str], delimiter: str = ",") -> None:
        self._writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")

    def row(self, cells: Iterable[object]) -> None:
        """One row."""
        self._writer.writerow([neutralise(cell) for cell in cells])
