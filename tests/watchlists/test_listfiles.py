"""Screening from Python, with lists as their owners' files have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from panah.documents import PartialDate
from panah.watchlists import Person, open_lists, screen
from panah.watchlists.formats import ListRefusedError

NATIONAL = "full_name,id,birth_date\nRustam Djurayev,N-1,1980-05-01\nRustam Karimov,N-2,1975\n"


@pytest.fixture
def national(tmp_path: Path) -> Path:
    file = tmp_path / "national.csv"
    file.write_text(NATIONAL, "utf-8")
    return file


def test_a_name_or_a_person_against_the_lists_of_some_files(national: Path) -> None:
    lists = open_lists(str(national), national)
    assert [(hit.list, hit.entry) for hit in screen("Рустам Жўраев", lists)] == [
        ("national", "N-1"),
        ("national-2", "N-1"),
    ]
    elder = Person("1", ("Rustam Karimov",), PartialDate.parse("1951-01-02"))
    assert not screen(elder, lists)


def test_a_file_that_is_no_list_is_refused(national: Path) -> None:
    national.write_text("", "utf-8")
    with pytest.raises(ListRefusedError, match="empty"):
        open_lists(national)
