"""docs/access.md says what the table says."""

from pathlib import Path

import pytest

from panah.people.documentation import NoPlaceError, access_table, with_table
from panah.people.permissions import ACTS, ROLES

DOCUMENT = Path(__file__).parents[2] / "docs" / "access.md"


def test_the_document_is_as_the_table_is_now():
    text = DOCUMENT.read_text("utf-8")
    assert with_table(text) == text, "run: panah docs"


def test_the_table_has_a_line_for_each_act_and_a_column_for_each_role():
    lines = access_table().splitlines()
    assert len(lines) == len(ACTS) + 2
    assert all(line.count("|") == len(ROLES) + 3 for line in lines)


def test_a_document_without_a_place_for_it_is_refused():
    with pytest.raises(NoPlaceError):
        with_table("# Who may do what")
