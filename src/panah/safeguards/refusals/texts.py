"""The words of the printed notice in nine languages: what the person takes along."""

from __future__ import annotations

from panah.safeguards.texts import Texts, Words

_notices = Texts("panah.safeguards.refusals", "notices/")


def text_ids() -> tuple[str, ...]:
    """The ids of all words of the notice; English is the measure."""
    return _notices.ids


def notice_language(code: str) -> Words:
    """The notice in one language; raises NoSuchLanguageError."""
    return _notices.language(code)
