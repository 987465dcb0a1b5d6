"""Which listed names are worth comparing with a person: by the words they share, most telling first.

Each word of the asked name leads over its keys to like words of the list, and these to the names they stand in. A name
gathers the weight of the words that are answered, times how alike they are. From that, from what is left over on both
sides and from the births an estimate of the comparison's outcome is made, with the weights of its own model; only names
that may come to the threshold are compared at all.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panah.names import Identity, Prepared
from panah.names.words import Word
from panah.watchlists.index.estimating import Estimate
from panah.watchlists.index.facts import weights_of
from panah.watchlists.index.keying import (
    document_keys,
    joined_key,
    neighbours,
    searchable,
)
from panah.watchlists.index.likewords import LikeWords
from panah.watchlists.index.memory import Memory
from panah.watchlists.index.reading import Reading

MOST_PLACES = 150_000
"""Places of one word that are gone through, the likest words' first."""
JOINED = 0.9
PLACES_KEPT = 2_000_000
CUT_SHORT = 27
"""Letters of a name from which its last word may have been cut short."""

_NOBODY = np.empty(0, np.intp)
_NOTHING = np.empty(0, np.float32)


@dataclass(frozen=True, slots=True)
class _Answered:
    """Names a word leads to, and how alike the words are; a name that stands there twice has the better one last."""

    names: NDArray[np.intp]
    alike: NDArray[np.float32]

    @classmethod
    def of(cls, found: Iterable[tuple[float, NDArray[np.uint32]]]) -> _Answered:
        """From the names of each word with how alike it is."""
        ordered = sorted(found, key=lambda pair: pair[0])
        if not ordered:
            return cls(_NOBODY, _NOTHING)
        alike = np.array([share for share, _names in ordered], np.float32)
        names = [names for _share, names in ordered]
        return cls(np.concatenate(names).astype(np.intp), alike.repeat([len(each) for each in names]))


class Chooser:
    """Chooses candidates out of one reading. Threads take turns: the sums are kept in one place."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._like = LikeWords(reading)
        self._estimate = Estimate(reading.facts)
        self._sums = np.zeros(len(reading.names), np.float32)
        self._now = np.zeros(len(reading.names), np.float32)
        self._answers: Memory[Word, _Answered] = Memory(PLACES_KEPT)
        self._lock = threading.Lock()

    def by_document(self, issuer: str, number: str) -> list[int]:
        """Numbers of the entries that may have this document."""
        found = self.reading.found(list(document_keys(issuer, number)))
        return sorted({entry for _key, numbers in found for entry in numbers.tolist()})

    def by_name(self, prepared: Prepared, identity: Identity, most: int, threshold: float) -> list[tuple[int, int]]:
        """Numbers of the listed names worth comparing, with their entries', best first."""
        words = [part.word for part in searchable(prepared)]
        answered = [(word.weight, self._answer(word)) for word in words]
        if len(words) > 1:
            answered += self._written_as_one(prepared)
        with self._lock:
            names, got = self._gathered(answered)
        mine = weights_of(prepared)
        if len(prepared.text) >= CUT_SHORT and len(words) > 1:
            last = prepared.parts[-1].word.weight
            mine = mine[0] - last, mine[1] - last
        names, estimate = self._estimate.possible(names, got, mine, identity.birth, threshold)
        if len(names) > 3 * most:
            names, first = np.unique(names, return_index=True)
            estimate = estimate[first]
            if len(names) > most:
                top = np.argpartition(-estimate, most)[:most]
                names, estimate = names[top], estimate[top]
        ordered = names[np.argsort(-estimate, kind="stable")] if len(names) > 1 else names
        best = list(dict.fromkeys(ordered.tolist()))[:most]
        return list(zip(best, self.reading.names[best].tolist(), strict=True)) if best else []

    def _gathered(self, answered: list[tuple[float, _Answered]]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Names that any word leads to, and the weight each has gathered."""
        sums, now = self._sums, self._now
        touched = []
        for weight, answer in answered:
            names = answer.names
            if len(names):
                now[names] = answer.alike * np.float32(weight)
                # A name that is there twice is written twice with the same sum.
                sums[names] += now[names]
                touched.append(names)
        if not touched:
            return _NOBODY, _NOTHING
        names = touched[0] if len(touched) == 1 else np.concatenate(touched)
        got = sums[names]
        sums[names] = 0.0
        return names, got

    def _answer(self, word: Word) -> _Answered:
        kept = self._answers.get(word)
        if kept is None:
            written_apart = [(JOINED, names) for _key, names in self.reading.found([joined_key(word)])]
            kept = _Answered.of([*self._places(self._like.to(word)), *written_apart])
            self._answers.put(word, kept, len(kept.names) + 16)
        return kept

    def _written_as_one(self, prepared: Prepared) -> list[tuple[float, _Answered]]:
        pairs = list(neighbours(prepared))
        found = self._like.written_as_one([word for word, _weight in pairs])
        return [
            (weight, _Answered.of(self._places(like)))
            for (_word, weight), like in zip(pairs, found, strict=True)
            if like
        ]

    def _places(self, like: Iterable[tuple[float, int]]) -> Iterator[tuple[float, NDArray[np.uint32]]]:
        total = 0
        for alike, word in like:
            names = self.reading.places(word)
            yield alike, names
            total += len(names)
            if total > MOST_PLACES:
                break
