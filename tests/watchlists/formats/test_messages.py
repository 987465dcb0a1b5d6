"""Every sentence about a file has a code that a reader gives."""

from __future__ import annotations

from pathlib import Path

import panah.watchlists
from panah.watchlists.formats import MESSAGES

SOURCES = Path(panah.watchlists.__file__).parent


def test_every_sentence_has_a_code_that_is_given() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for path in [*SOURCES.glob("formats/*.py"), SOURCES / "plausible.py"]
        if path.name != "messages.py"
    )
    assert [each for each in MESSAGES if f'"{each}"' not in code] == []
