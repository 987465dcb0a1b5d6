"""What is known of each listed name without opening its record, to choose candidates by: small numbers in arrays."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from panah.names import Prepared
from panah.watchlists.births import years_of
from panah.watchlists.entries import Birth, NameQuality
from panah.watchlists.index.items import little

QUALITIES = tuple(NameQuality)
_STEPS = 20
_MOST = 255


class FactsWriter:
    """Collects the facts of names in the order of their numbers."""

    def __init__(self) -> None:
        self._firsts, self._lasts, self._days = array("H"), array("H"), array("H")
        self._weights, self._cores, self._words, self._qualities = array("B"), array("B"), array("B"), array("B")

    def add(self, prepared: Prepared, quality: NameQuality, births: Iterable[Birth]) -> None:
        first, last, day = years_and_day(births)
        whole, core, words = weights_of(prepared)
        self._firsts.append(first)
        self._lasts.append(last)
        self._days.append(day)
        self._weights.append(min(_MOST, round(whole * _STEPS)))
        self._cores.append(min(_MOST, round(core * _STEPS)))
        self._words.append(words)
        self._qualities.append(QUALITIES.index(quality))

    def packed(self) -> bytes:
        columns = (self._firsts, self._lasts, self._days, self._weights, self._cores, self._words, self._qualities)
        return b"".join(map(little, columns))


class Facts:
    """The facts of all names: first and last year of birth (0: not known), month and day of a full date; `weights` of
    their parts together and `cores`, those of them that aren't patronymics; how many words; how good the list says they
    are, as a place in `QUALITIES`."""

    __slots__ = ("cores", "days", "firsts", "lasts", "qualities", "weights", "words")

    def __init__(self, packed: bytes, count: int) -> None:
        dates = np.frombuffer(packed, "<i2", 3 * count)
        self.firsts: NDArray[np.int16] = dates[:count]
        self.lasts: NDArray[np.int16] = dates[count : 2 * count]
        self.days: NDArray[np.int16] = dates[2 * count :]
        small = np.frombuffer(packed, "u1", offset=6 * count).reshape(4, count)
        # Gone through for every name that shares a word: worth keeping ready.
        self.weights: NDArray[np.float32] = small[0] / np.float32(_STEPS)
        self.cores: NDArray[np.float32] = small[1] / np.float32(_STEPS)
        self.words: NDArray[np.uint8] = small[2]
        self.qualities: NDArray[np.uint8] = small[3]


def weights_of(prepared: Prepared) -> tuple[float, float, int]:
    """How much there is in a name that wants an answer, titles aside; how much of it in what isn't a patronymic; how
    many words it has, all counted."""
    whole = core = 0.0
    words = 0
    for part in prepared.parts:
        if part.kind != "particle":
            words += 1
            if part.kind not in ("initial", "title"):
                whole += part.weight
                core += part.weight if part.kind != "patronymic" else 0.0
    return whole, core, words


def years_and_day(births: Iterable[Birth]) -> tuple[int, int, int]:
    """First and last year, and the day of the year of the first full date; 0 for what is unknown."""
    firsts, lasts, day = [], [], 0
    for birth in births:
        years = years_of(birth)
        if years is not None:
            firsts.append(years[0])
            lasts.append(years[1])
        date = birth.date
        if not day and date is not None and date.month and date.day:
            day = day_of_year(date.month, date.day)
    return (min(firsts), max(lasts), day) if firsts else (0, 0, day)


def day_of_year(month: int, day: int) -> int:
    """Month and day as one number."""
    return month * 32 + day
