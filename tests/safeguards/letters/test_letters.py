"""The words of an authority's letters: nine languages, whole, and nothing in a call that endangers its bearer."""

from __future__ import annotations

import pytest

from panah.safeguards.letters import letter_language, text_ids
from panah.safeguards.texts import LANGUAGES, NoSuchLanguageError

ENDANGERING = (
    "asylum", "refugee", "protection", "claim", "border", "unhcr", "убежищ", "беженц", "защит", "границ", "босқын",
    "қорға", "качкын", "коргоо", "гуреза", "ҳимоя", "паноҳ", "qochqin", "himoya", "bosgun", "gorag", "پناه", "حمایت",
    "کډوال", "ساتن",
)  # fmt: skip
"""What a call must not say, in any of the languages."""


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_call_names_neither_an_authority_nor_why(code: str) -> None:
    words = letter_language(code).texts
    told = " ".join(words[name] for name in text_ids() if name.startswith("call.")).casefold()
    assert not [word for word in ENDANGERING if word in told]


@pytest.mark.parametrize("code", LANGUAGES)
def test_letters_are_whole_and_wait_for_native_readers(code: str) -> None:
    language = letter_language(code)
    assert set(language.texts) == set(text_ids())
    assert language.review == ("source text" if code == "en" else "awaiting native review")
    assert language.direction == ("rtl" if code in ("fa-af", "ps") else "ltr")
    assert language.texts["decision.deadline"].format(given="1", date="2")


def test_a_language_nobody_wrote_is_said_so() -> None:
    with pytest.raises(NoSuchLanguageError):
        letter_language("tlh")
