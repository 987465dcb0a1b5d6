"""Whoever copies a command from a document, or from what the program says, gets what it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from panah.node.commands import COMMANDS
from tests.node.saidcommands import RefusedError, in_document, in_source, understood

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *ROOT.glob("docs/**/*.md")])
SOURCES = sorted(ROOT.glob("src/panah/**/*.py"))


def refused(said: str) -> str:
    try:
        understood(said)
    except RefusedError as problem:
        return str(problem)
    return ""


def test_every_command_in_the_documents_is_understood():
    wrong = {
        f"{file.relative_to(ROOT)}: {said}": problem
        for file in DOCUMENTS
        for said in in_document(file.read_text())
        if (problem := refused(said))
    }
    assert wrong == {}


def test_every_command_that_the_program_names_is_understood():
    wrong = {
        f"{file.relative_to(ROOT)}: {said}": problem
        for file in SOURCES
        for said in in_source(file)
        if (problem := refused(said))
    }
    assert wrong == {}


def test_the_documents_say_how_each_command_is_called():
    said = {one.split()[1] for file in DOCUMENTS for one in in_document(file.read_text())}
    assert set(COMMANDS) <= said


@pytest.mark.parametrize(
    "said",
    [
        "panah reed FILE",
        "panah read FILE --jsn",
        "panah read FILE --js",
        "panah journal verifi",
        "panah guard explore --bound 4",
        "panah referrals export --format xml",
        "panah demo --port eight",
        "panah migrate now",
        "panah journal carry FILE --too NODE",
    ],
)
def test_a_command_that_is_not_there_is_found(said):
    assert refused(said)


def test_commands_are_found_in_blocks_in_text_and_in_strings(tmp_path):
    text = """
A line with `panah journal
verify` and `panah bundle 1`, `make demo`.
```
# panah is a comment here
PANAH_HOME=/srv panah migrate && panah up --check   # tables and rights
panah watchlist load exit-bans bans.csv --title "Bans on leaving" \\
  --kind exit_ban
panah guard explore [--bound 1|2|3] [--json]     walks
panah journal card > post.card
```
"""
    assert list(in_document(text)) == [
        "panah migrate",
        "panah up --check",
        'panah watchlist load exit-bans bans.csv --title "Bans on leaving" --kind exit_ban',
        "panah guard explore [--bound 1|2|3] [--json]",
        "panah journal card",
        "panah journal verify",
    ]
    file = tmp_path / "one.py"
    file.write_text(
        'tell(f"Now: panah body key split {name}")\ntell("panah demo runs; see: panah journal peer NAME")\n'
    )
    assert list(in_source(file)) == ["panah body key", "panah demo", "panah journal peer NAME"]
