"""Times and numbers in data files: what is wrong there is told with its place."""

from __future__ import annotations

import datetime as dt

import pytest

from panah.safeguards.limits import Limits
from panah.safeguards.tables import DataError, parse

GOOD = 'as_of = 2026-11-22\n[notes]\nhours = 48\nmost = 3\nsource = "Decree 5"\n'


def read(text: str) -> tuple[dt.timedelta, int]:
    file = Limits(parse(text, "keeping.toml"))
    found = file.hours("notes"), file.number("notes", "most")
    file.finish()
    return found


def test_times_and_numbers() -> None:
    assert read(GOOD) == (dt.timedelta(days=2), 3)


def test_one_source_for_the_whole_file() -> None:
    text = GOOD.replace('source = "Decree 5"\n', "").replace("[notes]", 'source = "Decree 5"\n[notes]')
    assert read(text) == read(GOOD)


@pytest.mark.parametrize(
    ("wrong", "instead", "place"),
    [
        ("as_of = 2026-11-22", "", "keeping.toml: as_of"),
        ('source = "Decree 5"', "", "keeping.toml: notes: source"),
        ("hours = 48", "hours = 0", "keeping.toml: notes: hours"),
        ("hours = 48", "hours = 1.5", "keeping.toml: notes: hours"),
        ("hours = 48", "hour = 48", "keeping.toml: notes: hours"),
        ("most = 3", "most = 3\nleast = 1", "keeping.toml: notes: least"),
        ("[notes]", "[more]\nhours = 2\n[notes]", "keeping.toml: more"),
        ("[notes]", "[note]", "keeping.toml: notes"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(wrong: str, instead: str, place: str) -> None:
    with pytest.raises(DataError, match=place):
        read(GOOD.replace(wrong, instead))
