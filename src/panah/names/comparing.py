"""`compare`: may two names belong to one person?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from panah.names.align import Places, align
from panah.names.evidence import Evidence
from panah.names.features import NO_PLACE, Feature, features
from panah.names.identity import Identity, of_identities
from panah.names.parts import Prepared, prepare
from panah.names.scoring import model, probability
from panah.names.words import Word

NOBODY = Identity()
"""Nothing known besides the name."""
_REVERSED: Feature = ("reversed", 1.0, NO_PLACE, NO_PLACE, 0.0)


class Comparison(NamedTuple):
    """`score` reads as the probability that both are one person; `match`: it reaches the model's threshold.

    `compared` is what the reasons are made from: both names, the features, and what is known besides.
    """

    score: float
    match: bool
    compared: tuple[Prepared, Prepared, Sequence[Feature], Sequence[Evidence]]

    def __repr__(self) -> str:
        return f"Comparison(score={self.score}, match={self.match})"

    @property
    def why(self) -> tuple[Evidence, ...]:
        """The reasons, part by part, put into this form when asked for; their weights add up to the score's odds."""
        left, right, told, besides = self.compared
        amiss = [
            Evidence(problem.code, 0.0, params={"side": side, "place": problem.place})
            for side, name in (("left", left), ("right", right))
            for problem in name.problems
        ]
        if not left.parts or not right.parts:
            return (Evidence("no_name", 0.0), *amiss)
        return (*_reasons(left, right, told), *besides, *amiss)


def compare(
    left: str | Prepared, right: str | Prepared, left_identity: Identity = NOBODY, right_identity: Identity = NOBODY
) -> Comparison:
    """Compare two persons by name and what else is known. Symmetric, deterministic, never raises for any text."""
    one = prepare(left) if isinstance(left, str) else left
    other = prepare(right) if isinstance(right, str) else right
    if not one.parts or not other.parts:
        return Comparison(0.0, False, (one, other, (), ()))
    told = features_of(one, other) if one.text <= other.text else features_of(other, one)
    odds = _log_odds(told)
    besides: Sequence[Evidence] = ()
    if left_identity is not NOBODY and right_identity is not NOBODY:
        besides = of_identities(left_identity, right_identity)
        odds += sum([reason.weight for reason in besides])
    score = probability(odds)
    return Comparison(score, score >= model().match, (one, other, told, besides))


def score(left: Prepared, right: Prepared) -> float:
    """The score of `compare` by the names alone, without the reasons: for going through many."""
    if not left.parts or not right.parts:
        return 0.0
    return probability(_log_odds(features_of(left, right) if left.text <= right.text else features_of(right, left)))


def features_of(first: Prepared, second: Prepared) -> Sequence[Feature]:
    """What the declared model weighs; for a symmetric result the lesser text comes first."""
    found = align(first, second)
    if not found[0] and len(first.text) == len(second.text) and sorted(first.text) == sorted(second.text):
        turned = prepare(second.text[::-1])
        mirrored = align(first, turned)
        if mirrored[0]:
            return [*features(first, turned, mirrored), _REVERSED]
    return features(first, second, found)


def _log_odds(told: Sequence[Feature]) -> float:
    weights = model().name
    odds = weights["base"]
    for feature in told:
        odds += weights[feature[0]] * feature[1]
    return odds


def _reasons(left: Prepared, right: Prepared, told: Sequence[Feature]) -> list[Evidence]:
    """The features with their weights; what agreement weighs is told with the parts that agree."""
    weights = model().name
    mirrored = left.text > right.text
    if mirrored:
        left, right = right, left
    if any(code == "reversed" for code, *_rest in told):
        right = prepare(right.text[::-1])
    shares = sum(share for *_rest, share in told)
    agreement = sum(weights[code] * value for code, value, *_rest in told if code == "agreement")
    why = [Evidence("base", weights["base"])]
    for code, value, here, there, share in told:
        if code != "agreement":
            weight = weights[code] * value + (agreement * share / shares if share else 0.0)
            mine, theirs = _text(left.parts, here), _text(right.parts, there)
            why.append(Evidence(code, weight, theirs, mine) if mirrored else Evidence(code, weight, mine, theirs))
    return why


def _text(parts: tuple[Word, ...], places: Places) -> str:
    return " ".join(parts[place].text for place in places)
