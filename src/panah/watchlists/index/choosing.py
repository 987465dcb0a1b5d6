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

from panah.names import DateLike, Identity, Prepared
from panah.names.words import Word
from panah.watchlists.index.estimating import LEFT_OVER, Estimate, Wanted
from panah.watchlists.index.facts import weights_of
from panah.watchlists.index.keying import (
    asked_document_keys,
    birth_key,
    neighbours,
    searchable,
)
from panah.watchlists.index.likewords import LikeWords
from panah.watchlists.index.memory import Memory
from panah.watchlists.index.reading import Reading

MOST_PLACES = 150_000
"""Places of one word that are gone through, the likest words' first."""
JOINED = 1.6
"""A word that is written as two stands for about as much as both."""
COMMON = 4_000
"""Names from which a word counts as common: they are gone through only together with another word's."""
PLACES_KEPT = 6_000_000
CUT_SHORT = 27
"""Letters of a name from which its last word may have been cut short."""

_NOBODY = np.empty(0, np.intp)
_NOTHING = np.empty(0, np.float32)
_NOONE = np.empty(0, np.uint32)


@dataclass(frozen=True, slots=True)
class _Answered:
    """Names a word leads to, each once and in order, and the weight they gather by it: how alike the words are times
    what the word weighs; `alone`: places of the names for which nothing else need be answered."""

    names: NDArray[np.intp]
    got: NDArray[np.float32]
    weight: float
    alone: NDArray[np.intp]

    @classmethod
    def of(
        cls, weight: float, found: Iterable[tuple[float, NDArray[np.uint32]]], weights: NDArray[np.float32]
    ) -> _Answered:
        """From the names of each word with how alike it is, and the weights of all names; a name that is there twice
        counts once, by the better."""
        ordered = sorted(found, key=lambda pair: -pair[0])
        if not ordered:
            return cls(_NOBODY, _NOTHING, weight, _NOBODY)
        alike = np.array([share for share, _names in ordered], np.float32)
        arrays = [names for _share, names in ordered]
        names, shares = np.concatenate(arrays), alike.repeat([len(each) for each in arrays])
        names, first = np.unique(names, return_index=True)
        got = shares[first] * np.float32(weight)
        # More than the word's own weight is gathered where it is written as two.
        alone = (weights[names] - got <= LEFT_OVER) | (got > np.float32(weight))
        return cls(names.astype(np.intp), got, weight, alone.nonzero()[0])


class Chooser:
    """Chooses candidates out of one reading. Threads take turns: the sums are kept in one place."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._like = LikeWords(reading)
        self._estimate = Estimate(reading.facts)
        self._ends = np.cumsum([contents.entries for contents in reading.lists])
        self._sums = np.zeros(len(reading.names), np.float32)
        self._answers: Memory[Word, _Answered] = Memory(PLACES_KEPT)
        self._lock = threading.Lock()

    def by_document(self, issuer: str, number: str) -> list[int]:
        """Numbers of the entries that may have this document."""
        found = self.reading.found(asked_document_keys(issuer, number))
        return sorted({entry for _key, numbers in found for entry in numbers.tolist()})

    def by_name(self, prepared: Prepared, identity: Identity, most: int, threshold: float) -> list[tuple[int, int]]:
        """Numbers of the listed names worth comparing, with their entries', at most so many of each list, the best of
        a list first: however many like-named persons one list has, they keep nobody of another from being seen."""
        answered = [self._answer(part) for part in searchable(prepared)]
        birthday, as_one = self._born_and_as_one(prepared, identity.birth)
        answered += as_one
        wanted = _wanted(prepared, identity)
        with self._lock:
            names, got = self._gathered(answered, birthday, wanted)
        names, estimate = self._estimate.possible(names, got, wanted, threshold)
        if not len(names):
            return []
        best = [number for each in self._by_list(names, most) for number in _best(names[each], estimate[each], most)]
        return list(zip(best, self.reading.names[best].tolist(), strict=True))

    def _by_list(self, names: NDArray[np.intp], most: int) -> Iterator[NDArray[np.intp] | slice]:
        """Places of the names of each list; of all at once where no list can be crowded out."""
        if len(self._ends) < 2 or len(names) <= most:
            yield slice(None)
            return
        # The entries of a list follow one another.
        lists = self._ends.searchsorted(self.reading.names[names], side="right")
        for number in np.flatnonzero(np.bincount(lists)):
            yield np.flatnonzero(lists == number)

    def _gathered(
        self, answered: list[_Answered], birthday: NDArray[np.uint32], wanted: Wanted
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Names most of whose words are answered, or any word if born on the same day, and the weight gathered."""
        by_length = sorted([answer for answer in answered if len(answer.names)], key=lambda answer: len(answer.names))
        if not by_length:
            return _NOBODY, _NOTHING
        if len(by_length) == 1 and not len(birthday):
            return self._gathered_by_one(by_length[0], wanted)
        is_common = len(by_length[-1].names) >= COMMON and _needs_another(by_length[-1], wanted)
        common = by_length.pop() if is_common else None
        names = np.concatenate([answer.names for answer in by_length]) if by_length else _NOBODY
        sums = self._sums
        try:
            for answer in by_length:
                sums[answer.names] += answer.got
            alone = _NOBODY if common is None else self._add_common(common)
            got, got_born = sums[names], sums[birthday]
        finally:
            # Whatever happens, the next one asked for begins with nothing.
            sums[names] = 0.0
        if common is not None:
            got_born = _with_common(common, birthday, got_born)
            names, got = np.concatenate([names, common.names[alone]]), np.concatenate([got, common.got[alone]])
        keep = self._estimate.answered(names, got, wanted.weight)
        names, got = names[keep], got[keep]
        if len(birthday):
            shared = got_born > 0
            names, got = np.concatenate([names, birthday[shared]]), np.concatenate([got, got_born[shared]])
        return names, got

    def _gathered_by_one(self, answer: _Answered, wanted: Wanted) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The same where one word alone leads to anybody."""
        names, got = answer.names, answer.got
        if _needs_another(answer, wanted):
            names, got = names[answer.alone], got[answer.alone]
        keep = self._estimate.answered(names, got, wanted.weight)
        return names[keep], got[keep]

    def _add_common(self, common: _Answered) -> NDArray[np.intp]:
        """Add what a common word gives to the names another word led to; gives the places of those that it leads to
        without another."""
        sums = self._sums
        before = sums[common.names]
        both = np.flatnonzero(before)
        sums[common.names[both]] += common.got[both]
        unmet: NDArray[np.intp] = common.alone[before[common.alone] == 0.0]
        return unmet

    def _answer(self, word: Word) -> _Answered:
        kept = self._answers.get(word)
        if kept is None:
            like, apart = self._like.to(word)
            found = [*self._places(like), *([] if apart is None else [(JOINED, apart)])]
            kept = _Answered.of(word.weight, found, self.reading.facts.weights)
            self._answers.put(word, kept, len(kept.names) + 16)
        return kept

    def _born_and_as_one(
        self, prepared: Prepared, birth: DateLike | None
    ) -> tuple[NDArray[np.uint32], list[_Answered]]:
        """Names of those born on this very day, if it is known; names where two of the words asked for are one."""
        pairs = neighbours(prepared)
        found = [(joined, key) for joined in pairs for key in (joined.key, *joined.across)]
        keys = [key for _joined, key in found]
        if birth is not None and birth.year and birth.month and birth.day:
            keys.append(birth_key(birth))
        born = _NOONE
        as_one = []
        for place, numbers in self.reading.found(keys):
            if place == len(found):
                born = numbers
            else:
                joined = found[place][0]
                places = self._places(self._like.of_joined(joined, numbers))
                as_one.append(_Answered.of(joined.weight, places, self.reading.facts.weights))
        return born, as_one

    def _places(self, like: Iterable[tuple[float, int]]) -> Iterator[tuple[float, NDArray[np.uint32]]]:
        total = 0
        for alike, word in like:
            names = self.reading.places(word)
            yield alike, names
            total += len(names)
            if total > MOST_PLACES:
                break


def _needs_another(answer: _Answered, wanted: Wanted) -> bool:
    """Whether a word leaves so much of the name asked for that nearly all it leads to need another one."""
    return wanted.weight - answer.weight > LEFT_OVER + 0.001


def _with_common(common: _Answered, names: NDArray[np.uint32], got: NDArray[np.float32]) -> NDArray[np.float32]:
    """What some names gather, with what a common word gives to those of them that no other word led to."""
    places = np.minimum(common.names.searchsorted(names), len(common.names) - 1)
    return np.where((got == 0.0) & (common.names[places] == names), common.got[places], got)


def _best(names: NDArray[np.intp], estimate: NDArray[np.float32], most: int) -> list[int]:
    if len(names) > 3 * most:
        top = np.argpartition(-estimate, 3 * most)[: 3 * most]
        names, estimate = names[top], estimate[top]
    ordered = names[np.argsort(-estimate, kind="stable")] if len(names) > 1 else names
    return list(dict.fromkeys(ordered.tolist()))[:most]


def _wanted(prepared: Prepared, identity: Identity) -> Wanted:
    weight, core, words = weights_of(prepared)
    if len(prepared.text) >= CUT_SHORT and words > 1 and prepared.parts[-1].kind == "name":
        last = prepared.parts[-1].weight
        weight, core = weight - last, core - last
    return Wanted(weight, core, words, identity.birth)
