"""docs/names.md shows what the code says: each example is compared anew.

`python -m tests.names.test_document` writes the examples again after a change of the model.
"""

from __future__ import annotations

import re
from pathlib import Path

from panah.names import Comparison, compare, model

DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "names.md"
EXAMPLE = re.compile(r"```text\n(?P<left>[^|\n]+?) \| (?P<right>[^:\n]+): .*?\n```", re.DOTALL)


def shown(left: str, right: str, found: Comparison) -> str:
    """An example as the command line would show it."""
    from panah.node.commands.compare import described

    return "\n".join(["```text", *described(left, right, found), "```"])


def written(text: str) -> str:
    """The document with every example as the code says now."""
    return EXAMPLE.sub(lambda e: shown(e["left"], e["right"], compare(e["left"], e["right"])), text)


def test_the_examples_are_what_the_code_says():
    text = DOCUMENT.read_text("utf-8")
    assert len(EXAMPLE.findall(text)) >= 8
    assert written(text) == text


def test_the_document_names_every_data_file():
    text = DOCUMENT.read_text("utf-8")
    data = DOCUMENT.parent.parent / "src" / "panah" / "names" / "data"
    assert not [path.name for path in data.glob("*.toml") if path.name != "wording.toml" and path.name not in text]


def test_screening_is_stricter_than_comparing():
    assert model().screening > model().match


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text("utf-8")), "utf-8")
