"""The codes: each in one place, with a sentence and what would lift it; none that nobody says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from panah.safeguards.guard import law as module
from panah.safeguards.guard.answers import Reason, Remedy
from panah.safeguards.guard.conditions import WORDS_GIVEN
from panah.safeguards.guard.law import law
from panah.safeguards.guard.people import Standing
from panah.safeguards.tables import DataError, parse

SOURCES = "".join(path.read_text("utf-8") for path in sorted(Path(module.__file__).parent.glob("*.py")))
SAID = set(re.findall(r'because\("([a-z_]+)"', SOURCES)) | {f"{word}_missing" for word in WORDS_GIVEN}
SAID |= {"matter_open", "appeal_running", "in_reflection"}


def test_every_code_that_is_said_has_a_sentence_and_every_sentence_a_code_that_is_said() -> None:
    assert set(law().remedies) == SAID


def test_every_remedy_is_of_some_use() -> None:
    used = {remedy for remedies in law().remedies.values() for remedy in remedies} | set(law().steps)
    assert used == set(law().sentences) - set(law().remedies)


@pytest.mark.parametrize("code", law().sentences)
def test_codes_and_sentences_are_plain(code: str) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*", code)
    assert law().sentences[code].endswith(".")


def test_a_sentence_with_its_parameters() -> None:
    reason = Reason("never_refused", (("standing", Standing.NATIONAL),))
    assert law().sentence(reason).endswith("refused (national).")
    assert "{standing}" in law().sentence(Reason("never_refused"))
    assert law().sentence(Remedy("hear"))


def test_every_row_of_the_law_has_its_source() -> None:
    for act in law().acts.values():
        assert "role" in act.needs
    assert not {"headquarters", "second_line"} & {body for one in law().categories.values() for body in one.bodies}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[x]\nremedies = ["nothing"]', "'nothing' is unknown"),
        ("[x]\nremedies = 3", "must be a list of texts"),
    ],
)
def test_a_name_the_law_doesnt_know_is_told_with_its_place(text: str, problem: str) -> None:
    row = parse(text, "codes.toml").table("x")
    with pytest.raises(DataError, match=problem):
        module._known(row, "remedies", ("sign",))
