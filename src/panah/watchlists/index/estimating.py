"""What comparing would come to, estimated for many names at once from small numbers, with the weights of its model.

The estimate leans to the high side: single letters that differ and most of what is missing aren't seen. It only spares
comparisons that can't come to the threshold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panah.names import DateLike, Identity, model
from panah.watchlists.index.facts import QUALITIES, Facts, day_of_year
from panah.watchlists.screening_rules import rules

LEFT_OVER = 0.35
"""Weight of words without an answer from which, on both sides, they count as different: less may be a slip."""
MARGIN = 1.2
"""Log-odds the estimate may stay below the threshold: nationality and initials may add as much."""
_ROUNDED = 0.001
"""More than rounding may add to an estimate or take from it."""


def log_odds(probability: float) -> float:
    """Of a probability; infinite for what can't be or must."""
    if probability <= 0.0:
        return -math.inf
    return math.inf if probability >= 1.0 else math.log(probability / (1.0 - probability))


def most_for_identity(identity: Identity) -> float:
    """The most that birth and nationality of somebody may add to what names say."""
    weights = model().identity
    most = weights["birth_same"] if identity.birth is not None else 0.0
    return most + (weights["nationality_same"] if identity.nationalities else 0.0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the weight of its words, and of those that aren't patronymics; how many words; the birth."""

    weight: float
    core: float
    words: int
    birth: DateLike | None


class Estimate:
    """Estimates for the names of one index."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        names = {code: np.float32(weight) for code, weight in model().name.items()}
        self._base, self._agreement, self._missing = names["base"], names["agreement"], names["missing"]
        self._different, self._one_word = names["different"], names["one_word"]
        births = {code: np.float32(weight) for code, weight in model().identity.items()}
        self._same, self._swapped = births["birth_same"], births["birth_swapped"]
        self._apart = np.array([births[f"birth_{code}"] for code in ("possible", "near", "different")], np.float32)
        self._shifts = np.array([rules().quality[quality] for quality in QUALITIES], np.float32)

    def answered(self, names: NDArray[np.intp], got: NDArray[np.float32], weight: float) -> NDArray[np.bool_]:
        """Which names have an answer for about all of their words, or of those asked for."""
        return np.minimum(self._facts.weights[names], np.float32(weight)) - got <= LEFT_OVER

    def possible(
        self, names: NDArray[np.intp], got: NDArray[np.float32], wanted: Wanted, threshold: float
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The names that may come to the threshold, and the estimates; `got` is the weight each has gathered."""
        if not len(names):
            return names, got
        facts, least = self._facts, log_odds(threshold) - MARGIN
        odds = np.log2(got + np.float32(1.0)) * self._agreement + self._base + self._shifts[facts.qualities[names]]
        births = self._births(names, wanted.birth)
        if births is not None:
            # What is missing only takes away: most people are told apart by the birth.
            within = odds + births >= least - _ROUNDED
            names, got, odds, births = names[within], got[within], odds[within], births[within]
            if not len(names):
                return names, odds
        missing = np.maximum(facts.cores[names], np.float32(wanted.core)) - got
        lacking = ((missing > LEFT_OVER) & self.answered(names, got, wanted.weight)).nonzero()[0]
        if len(lacking):
            odds[lacking] += np.sqrt(missing[lacking]) * self._missing
            odds[lacking[np.minimum(facts.words[names[lacking]], wanted.words) == 1]] += self._one_word
        if births is not None:
            odds += births
        keep = odds >= least
        return names[keep], odds[keep]

    def _births(self, names: NDArray[np.intp], birth: DateLike | None) -> NDArray[np.float32] | None:
        """What the births of these names say beside this one; None where it says nothing."""
        if birth is None or birth.year is None:
            return None
        facts, year = self._facts, birth.year
        lasts = facts.lasts[names]
        apart = np.maximum(facts.firsts[names] - year, year - lasts)
        # Years apart: none, one, more.
        said = self._apart.take(apart, mode="clip")
        if birth.month and birth.day:
            days, within = facts.days[names], apart <= 0
            said[within & (days == day_of_year(birth.month, birth.day))] = self._same
            if birth.day <= 12:
                said[within & (days == day_of_year(birth.day, birth.month))] = self._swapped
        said[lasts == 0] = 0.0
        return said
