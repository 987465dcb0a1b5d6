"""Text as people type it, made safe to keep: pure."""

from __future__ import annotations

import unicodedata

# Joiners shape Persian and Pashto words; every other invisible character could hide or reorder what is read.
_JOINERS = frozenset("\u200c\u200d")


def tidy(text: str) -> str:
    """The text in NFC without control, format and surrogate characters; runs of blanks and line ends become a blank."""
    kept = (
        character if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or character in _JOINERS
        else " " if character in "\n\r\t" else ""
        for character in unicodedata.normalize("NFC", text)
    )  # fmt: skip
    return " ".join("".join(kept).split())
