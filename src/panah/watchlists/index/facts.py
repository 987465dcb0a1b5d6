"""What is known of each listed name without opening its record, to choose candidates by: small numbers in arrays."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from panah.names import Identity, Prepared
from panah.watchlists.entries import Birth
from panah.watchlists.index.items import little

WEIGHT_STEP = 0.05
ABOUT_YEARS = 2
"""How many years on both sides "about 1975" may mean when candidates are put in order."""
_MOST = 255


class FactsWriter:
    """Collects the facts of names in the order of their numbers."""

    def __init__(self) -> None:
        self._weights = array("B")
        self._firsts = array("H")
        self._lasts = array("H")
        self._days = array("H")

    def add(self, prepared: Prepared, births: Iterable[Birth]) -> None:
        first, last, day = years_and_day(births)
        self._weights.append(min(_MOST, round(weight_of(prepared) / WEIGHT_STEP)))
        self._firsts.append(first)
        self._lasts.append(last)
        self._days.append(day)

    def packed(self) -> bytes:
        return little(self._firsts) + little(self._lasts) + little(self._days) + little(self._weights)


class Facts:
    """The facts of all names: `weights` of their parts together, first and last year of birth, month and day."""

    __slots__ = ("_days", "_firsts", "_lasts", "weights")

    def __init__(self, packed: bytes, count: int) -> None:
        numbers = np.frombuffer(packed, "<u2", 3 * count)
        self._firsts, self._lasts, self._days = numbers[:count], numbers[count : 2 * count], numbers[2 * count :]
        self.weights: NDArray[np.uint8] = np.frombuffer(packed, "u1", count, offset=6 * count)

    def agreement(self, names: NDArray[np.intp], identity: Identity) -> NDArray[np.float32]:
        """How well the births of these names go with somebody's: from -1 (years apart) to 1 (the same day)."""
        birth = identity.birth
        agreed = np.zeros(len(names), np.float32)
        if birth is None or birth.year is None:
            return agreed
        firsts, lasts = self._firsts[names].astype(np.int32), self._lasts[names].astype(np.int32)
        apart = np.maximum(firsts - birth.year, birth.year - lasts)
        known = lasts > 0
        agreed[known & (apart <= 0)] = 0.5
        agreed[known & (apart == 1)] = 0.1
        agreed[known & (apart > 1)] = -0.5
        agreed[known & (apart > 5)] = -1.0
        if birth.month and birth.day:
            days = self._days[names]
            agreed[(days == _day(birth.month, birth.day)) & (agreed > -1.0)] += 0.5
            if birth.day <= 12:
                agreed[(days == _day(birth.day, birth.month)) & (agreed > 0)] += 0.25
        return agreed


def weight_of(prepared: Prepared) -> float:
    """How much there is in a name to be found."""
    return sum(part.word.weight for part in prepared.parts if part.kind not in ("particle", "initial"))


def years_and_day(births: Iterable[Birth]) -> tuple[int, int, int]:
    """First and last year, and the day of the year of the first full date; 0 for what is unknown."""
    firsts, lasts, day = [], [], 0
    for birth in births:
        years = birth.years()
        if years is not None:
            about = ABOUT_YEARS if birth.approximate else 0
            firsts.append(years[0] - about)
            lasts.append(years[1] + about)
        date = birth.date
        if not day and date is not None and date.month and date.day:
            day = _day(date.month, date.day)
    return (min(firsts), max(lasts), day) if firsts else (0, 0, day)


def _day(month: int, day: int) -> int:
    return month * 32 + day
