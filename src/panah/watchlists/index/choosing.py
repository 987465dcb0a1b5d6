"""Which entries are worth comparing with a person: by the words their names share, most telling first.

Each word of the asked name leads over its keys to like words of the list, and these to the names they stand in. A name
gathers the weight of the words that are answered, times how alike they are; what counts is which share of either name
that is. Names that gathered alike are put in order by birth.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from panah.names import Identity, Prepared
from panah.names.align import ENOUGH
from panah.names.likeness import likeness
from panah.names.words import Word
from panah.watchlists.index.facts import WEIGHT_STEP, weight_of
from panah.watchlists.index.keying import (
    document_keys,
    joined_key,
    joined_word_keys,
    neighbours,
    searchable,
    word_keys,
)
from panah.watchlists.index.memory import Memory
from panah.watchlists.index.reading import Reading

MOST_WORDS = 160
"""Words of the list that are compared with one word asked for: those that share most keys."""
MOST_PLACES = 150_000
"""Places of one word that are gone through, the likest words' first."""
SHARE = 0.62
"""Names of which a smaller share is answered, on both sides, are no candidates."""
JOINED = 0.8
PLACES_KEPT = 2_000_000
BIRTH_COUNTS = 0.25


@dataclass(frozen=True, slots=True)
class _Answered:
    """Names a word leads to, and how alike the words are; a name that stands there twice has the better one last."""

    names: NDArray[np.intp]
    alike: NDArray[np.float32]


class Chooser:
    """Chooses candidates out of one reading. Threads take turns: the sums are kept in one place."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._sums = np.zeros(len(reading.names), np.float32)
        self._now = np.zeros(len(reading.names), np.float32)
        self._answers: Memory[tuple[str, str], _Answered] = Memory(PLACES_KEPT)
        self._lock = threading.Lock()

    def by_document(self, issuer: str, number: str) -> list[int]:
        """Numbers of the entries that may have this document."""
        found = self.reading.found(list(document_keys(issuer, number)))
        return sorted({entry for numbers in found for entry in numbers.tolist()})

    def by_name(self, prepared: Prepared, identity: Identity, most: int) -> list[tuple[int, int]]:
        """Numbers of the listed names worth comparing, with their entries', best first."""
        parts = searchable(prepared)
        weight = weight_of(prepared)
        if not parts or weight <= 0.0:
            return []
        answered = [(word.weight, self._answer(word)) for word in dict.fromkeys(part.word for part in parts)]
        if len(parts) > 1:
            answered += self._joined(prepared)
        with self._lock:
            names, shares = self._gathered(answered, weight)
        if not len(names):
            return []
        rank = shares + BIRTH_COUNTS * self.reading.facts.agreement(names, identity)
        if len(names) > most:
            best = np.argpartition(-rank, most)[:most]
            names, rank = names[best], rank[best]
        names = names[np.argsort(-rank, kind="stable")]
        return list(zip(names.tolist(), self.reading.names[names].tolist(), strict=True))

    def _gathered(
        self, answered: list[tuple[float, _Answered]], weight: float
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        sums, now = self._sums, self._now
        touched = []
        for heavy, answer in answered:
            if len(answer.names):
                now[answer.names] = answer.alike * np.float32(heavy)
                # A name that is there twice is written twice with the same sum.
                sums[answer.names] += now[answer.names]
                touched.append(answer.names)
        if not touched:
            return np.empty(0, np.intp), np.empty(0, np.float32)
        names = touched[0] if len(touched) == 1 else np.concatenate(touched)
        got = sums[names]
        sums[names] = 0.0
        mine = got / np.float32(weight)
        theirs = got / (self.reading.facts.weights[names] * np.float32(WEIGHT_STEP) + np.float32(1e-6))
        enough = np.maximum(mine, theirs) >= SHARE
        names, first = np.unique(names[enough], return_index=True)
        share = np.minimum(mine[enough], 1.0) + np.minimum(theirs[enough], 1.0)
        return names, share[first]

    def _joined(self, prepared: Prepared) -> list[tuple[float, _Answered]]:
        """Where two neighbouring words of the asked name are one word of a listed name."""
        return [(heavy, self._look_up(word, joined_word_keys(word))) for word, heavy in neighbours(prepared)]

    def _answer(self, word: Word) -> _Answered:
        kept = self._answers.get((word.text, word.script))
        if kept is None:
            kept = self._look_up(word, word_keys(word), joined_key(word))
            self._answers.put((word.text, word.script), kept, len(kept.names) + 16)
        return kept

    def _look_up(self, word: Word, keys: Iterable[str], joined: Iterable[str] = ()) -> _Answered:
        reading = self.reading
        like = self._like_words(word, keys)
        arrays, alike, total = [], [], 0
        for share, number in like:
            names = reading.places(number)
            arrays.append(names)
            alike.append(np.full(len(names), share, np.float32))
            total += len(names)
            if total > MOST_PLACES:
                break
        arrays.reverse()
        alike.reverse()
        for names in reading.found(list(joined)):
            arrays.insert(0, names)
            alike.insert(0, np.full(len(names), JOINED, np.float32))
        if not arrays:
            return _Answered(np.empty(0, np.intp), np.empty(0, np.float32))
        return _Answered(np.concatenate(arrays).astype(np.intp), np.concatenate(alike))

    def _like_words(self, word: Word, keys: Iterable[str]) -> list[tuple[float, int]]:
        """Words of the list and how alike they are, the likest first."""
        counted: Counter[int] = Counter()
        for numbers in self.reading.found(list(keys)):
            counted.update(numbers.tolist())
        found = []
        for number, _shared in counted.most_common(MOST_WORDS):
            other = self.reading.word(number)
            if other is not word:
                longest = max(len(word.bones), len(other.bones))
                if word.script == other.script and Levenshtein.distance(word.bones, other.bones) * 2 > longest:
                    continue
            alike = likeness(word, other).alike
            if alike >= ENOUGH:
                found.append((alike, number))
        found.sort(reverse=True)
        return found
