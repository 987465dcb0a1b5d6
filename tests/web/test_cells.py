"""Cells of CSV that no spreadsheet runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.web.cells import SafeWriter, is_formula, neutralise, restore


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1), min_size=1))
def test_no_cell_that_is_written_runs_and_all_come_back(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    writer = SafeWriter(out)
    for row in rows:
        writer.row(row)
    back = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    cells = [cell for row in back for cell in row]
    assert not any(cell[:1] in tuple("=+-@\t\r\n＝＋－＠") for cell in cells if cell)
    # Only a text that already looked neutralised comes back without its apostrophe.
    told = [[restore(cell) for cell in row] for row in back if row]
    assert told == [[restore(cell) for cell in row] for row in rows if row]


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
def test_each_letter_that_begins_a_formula_is_neutralised(start: str) -> None:
    assert neutralise(f"{start}1+1") == f"'{start}1+1"
    assert restore(f"'{start}1+1") == f"{start}1+1"
    assert is_formula(f"{start}1+1")


def test_numbers_stay_numbers() -> None:
    assert neutralise(-5) == -5
    assert neutralise("-5") == "'-5"
    assert is_formula("=1")
    assert not is_formula("-")
