"""The words of an authority's letters, one file per language; English is the measure."""

from __future__ import annotations

from panah.safeguards.texts import Texts, Words

_letters = Texts("panah.safeguards.letters")


def text_ids() -> tuple[str, ...]:
    """The ids of all words of the letters."""
    return _letters.ids


def letter_language(code: str) -> Words:
    """The letters in one language; raises NoSuchLanguageError."""
    return _letters.language(code)
