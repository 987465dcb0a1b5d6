"""What is known of each listed name without opening its record, to choose candidates by: small numbers in arrays."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from panah.names import Prepared
from panah.watchlists.entries import Birth
from panah.watchlists.index.items import little
from panah.watchlists.index.keying import searchable

WEIGHT_STEP = 0.05
ABOUT_YEARS = 2
"""How many years on both sides "about 1975" may mean when candidates are put in order."""
_MOST = 255


class FactsWriter:
    """Collects the facts of names in the order of their numbers."""

    def __init__(self) -> None:
        self._weights = array("B")
        self._cores = array("B")
        self._firsts = array("H")
        self._lasts = array("H")
        self._days = array("H")

    def add(self, prepared: Prepared, births: Iterable[Birth]) -> None:
        first, last, day = years_and_day(births)
        whole, core = weights_of(prepared)
        self._weights.append(min(_MOST, round(whole / WEIGHT_STEP)))
        self._cores.append(min(_MOST, round(core / WEIGHT_STEP)))
        self._firsts.append(first)
        self._lasts.append(last)
        self._days.append(day)

    def packed(self) -> bytes:
        return (
            little(self._firsts)
            + little(self._lasts)
            + little(self._days)
            + little(self._weights)
            + little(self._cores)
        )


class Facts:
    """The facts of all names: `weights` of their parts together and `cores`, those of them that aren't patronymics,
    both in steps; first and last year of birth (0: not known), month and day of a full date."""

    __slots__ = ("cores", "days", "firsts", "lasts", "weights")

    def __init__(self, packed: bytes, count: int) -> None:
        numbers = np.frombuffer(packed, "<u2", 3 * count)
        self.firsts: NDArray[np.uint16] = numbers[:count]
        self.lasts: NDArray[np.uint16] = numbers[count : 2 * count]
        self.days: NDArray[np.uint16] = numbers[2 * count :]
        self.weights: NDArray[np.uint8] = np.frombuffer(packed, "u1", count, offset=6 * count)
        self.cores: NDArray[np.uint8] = np.frombuffer(packed, "u1", count, offset=7 * count)


def weights_of(prepared: Prepared) -> tuple[float, float]:
    """How much there is in a name to be found, and how much of it in what isn't a patronymic."""
    parts = searchable(prepared)
    whole = sum(part.word.weight for part in parts)
    return whole, whole - sum(part.word.weight for part in parts if part.kind == "patronymic")


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
            day = day_of_year(date.month, date.day)
    return (min(firsts), max(lasts), day) if firsts else (0, 0, day)


def day_of_year(month: int, day: int) -> int:
    """Month and day as one number."""
    return month * 32 + day
