"""Words of the list that are like a word asked for."""

from __future__ import annotations

import heapq
from collections import Counter

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from panah.names.likeness import likeness_once
from panah.names.words import SON_OF, Word, father_of
from panah.watchlists.index.keying import Joined, apart_keys, name_keys, slip_keys
from panah.watchlists.index.listedwords import ListedWord, listed_word
from panah.watchlists.index.memory import Memory
from panah.watchlists.index.reading import Reading

MOST_WORDS = 160
"""Words that are looked at: those that share most keys."""
LONG = 7
"""Sounds from which a word may have two slips."""
LIKE = 0.6
"""Words less alike answer nothing."""
WORDS_KEPT = 65_536


class LikeWords:
    """Finds them in one reading, and remembers the words it has opened."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._kept: Memory[int, ListedWord] = Memory(WORDS_KEPT)
        self._read: Memory[int, Word] = Memory(WORDS_KEPT)

    def to(self, word: Word) -> tuple[list[tuple[float, int]], NDArray[np.uint32] | None]:
        """How alike, and the word's number, the likest first; and the names in which it is written as two."""
        named = name_keys(word)
        shared: list[int] = []
        found: dict[int, float] = {}
        apart: NDArray[np.uint32] | None = None
        keys = apart_keys(word)
        for place, numbers in self._reading.found([*keys, *named, *slip_keys(word)]):
            if place >= len(keys) + len(named):
                shared += numbers.tolist()
            elif place >= len(keys):
                self._compare(word, numbers.tolist(), found)
            else:
                apart = numbers if apart is None else np.union1d(apart, numbers)
        mine = listed_word(word, word.letters)
        slips = set(shared) - found.keys()
        if len(slips) > MOST_WORDS:
            counted = Counter(shared)
            slips = set(heapq.nlargest(MOST_WORDS, slips, key=counted.__getitem__))
        self._compare(word, [number for number in slips if _one_slip(mine, self._word(number))], found)
        return sorted(((alike, number) for number, alike in found.items() if alike >= LIKE), reverse=True), apart

    def of_joined(self, joined: Joined, numbers: NDArray[np.uint32]) -> list[tuple[float, int]]:
        """How alike the words are that the key of words put together led to."""
        found: dict[int, float] = {}
        self._compare(joined.read(), numbers.tolist(), found)
        return [(alike, number) for number, alike in found.items() if alike >= LIKE]

    def _compare(self, word: Word, numbers: list[int], found: dict[int, float]) -> None:
        # A listed word doesn't say whether it stands after a bin of its own.
        father = father_of(word) if word.marks & SON_OF else None
        for number in numbers:
            if number not in found:
                other = self._as_read(number)
                alike = likeness_once(word, other)[0]
                found[number] = alike if father is None else max(alike, likeness_once(father, other)[0])

    def _as_read(self, number: int) -> Word:
        kept = self._read.get(number)
        if kept is None:
            kept = self._word(number).read()
            self._read.put(number, kept)
        return kept

    def _word(self, number: int) -> ListedWord:
        kept = self._kept.get(number)
        if kept is None:
            kept = self._reading.word(number)
            self._kept.put(number, kept)
        return kept


def _one_slip(word: ListedWord, other: ListedWord) -> bool:
    """Whether a closer look is worth it. Two known names are one or two, whatever their letters."""
    if word.vowels != other.vowels or (word.known and other.known):
        return False
    most = 1 if max(len(word.sound), len(other.sound)) < LONG else 2
    return OSA.distance(word.sound, other.sound, score_cutoff=most) <= most
