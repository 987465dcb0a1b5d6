"""The words of an authority's letters, one file per language; English is the measure."""

from __future__ import annotations

from functools import cache

from panah.safeguards.refusals.texts import LANGUAGES, NoSuchLanguageError, NoticeLanguage, read
from panah.safeguards.tables import load


@cache
def text_ids() -> tuple[str, ...]:
    """The ids of all words of the letters."""
    return tuple(_read("en").texts)


def letter_language(code: str) -> NoticeLanguage:
    """The letters in one language; raises NoSuchLanguageError."""
    if code not in LANGUAGES:
        raise NoSuchLanguageError(code[:10])
    return _read(code)


@cache
def _read(code: str) -> NoticeLanguage:
    measure = None if code == "en" else _read("en").texts
    return read(load(__package__, f"{code}.toml"), measure)
