"""Every code that a reader may give has a sentence, here and on the screens, and every sentence has its code."""

from __future__ import annotations

import re
from pathlib import Path

import panah.watchlists
from panah.watchlists.formats import MESSAGES, NOTES, REFUSALS
from panah.watchlists.words import files

SOURCES = Path(panah.watchlists.__file__).parent


def test_every_sentence_has_a_code_that_is_given() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for path in [*SOURCES.glob("formats/*.py"), SOURCES / "plausible.py"]
        if path.name != "messages.py"
    )
    assert [each for each in MESSAGES if f'"{each}"' not in code] == []


def test_refusals_and_notes_are_told_apart() -> None:
    assert set(REFUSALS).isdisjoint(NOTES)


def test_the_screens_have_the_same_sentences() -> None:
    worded = {
        key.split(":", 1)[1]: str(text)
        for table in vars(files).values()
        if isinstance(table, dict)
        for key, text in table.items()
        if isinstance(key, str) and key.startswith("list_file:")
    }
    assert {key: re.sub(r"%\((\w+)\)s", r"{\1}", text) for key, text in worded.items()} == dict(MESSAGES)
