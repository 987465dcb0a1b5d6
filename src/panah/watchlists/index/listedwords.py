"""A word that stands in listed names, as few bytes: what to look at first, and enough to read it again."""

from __future__ import annotations

import json
from typing import NamedTuple

from panah.names.orthography import ABJADS
from panah.names.words import Word, word_of


class ListedWord(NamedTuple):
    """Letters and script; `sound` as it is compared at a first look; `known`: it is one of the known names; `vowels`:
    its script writes them."""

    text: str
    script: str
    sound: str
    known: bool
    vowels: bool

    def read(self) -> Word:
        """What is known of the word."""
        return word_of(self.text, self.script)


def listed_word(word: Word, text: str) -> ListedWord:
    """For a word; `text` is what it was read from."""
    return ListedWord(text, word.script, word.coarse, bool(word.names), word.script not in ABJADS)


def pack_word(written: tuple[str, str]) -> bytes:
    """UTF-8 JSON of a word by its letters and script."""
    text, script = written
    return json.dumps(listed_word(word_of(text, script), text), ensure_ascii=False, separators=(",", ":")).encode()


def unpack_word(data: bytes) -> ListedWord:
    """The word again, of bytes that `pack_word` made."""
    return ListedWord(*json.loads(data))
