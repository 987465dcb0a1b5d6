"""`compare`: may two names belong to one person?"""

from __future__ import annotations

from dataclasses import dataclass

from panah.names.align import align
from panah.names.evidence import Evidence
from panah.names.features import Feature, features
from panah.names.identity import Identity, of_identities
from panah.names.parts import Part, Prepared, prepare
from panah.names.scoring import model, probability

NOBODY = Identity()
"""Nothing known besides the name."""
_REVERSED = Feature("reversed", 1.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`score` reads as the probability that both are one person; `match`: it reaches the model's threshold."""

    score: float
    match: bool
    why: tuple[Evidence, ...]


def compare(
    left: str | Prepared, right: str | Prepared, left_identity: Identity = NOBODY, right_identity: Identity = NOBODY
) -> Comparison:
    """Compare two persons by name and what else is known. Symmetric, deterministic, never raises for any text."""
    one = prepare(left) if isinstance(left, str) else left
    other = prepare(right) if isinstance(right, str) else right
    if one.text > other.text:
        first, second, mirrored = other, one, True
    else:
        first, second, mirrored = one, other, False
    amiss = [
        Evidence(problem.code, 0.0, params={"side": side, "place": problem.place})
        for side, name in (("left", one), ("right", other))
        for problem in name.problems
    ]
    if not first.parts or not second.parts:
        return Comparison(0.0, False, (Evidence("no_name", 0.0), *amiss))
    why = _reasons(first, second)
    if mirrored:
        why = [reason.mirrored() for reason in why]
    if left_identity is not NOBODY and right_identity is not NOBODY:
        why += of_identities(left_identity, right_identity)
    score = probability(sum(reason.weight for reason in why))
    return Comparison(score, score >= model().match, (*why, *amiss))


def _reasons(first: Prepared, second: Prepared) -> list[Evidence]:
    """The features with their weights; what agreement weighs is told with the parts that agree."""
    weights = model().name
    told = features_of(first, second)
    shares = sum(feature.share for feature in told)
    agreement = sum(weights[feature.code] * feature.value for feature in told if feature.code == "agreement")
    why = [Evidence("base", weights["base"])]
    for code, value, here, there, share in told:
        if code != "agreement":
            weight = weights[code] * value + (agreement * share / shares if share else 0.0)
            why.append(Evidence(code, weight, _text(first.parts, here), _text(second.parts, there)))
    return why


def score(left: Prepared, right: Prepared) -> float:
    """The score of `compare` by the names alone, without the reasons: for going through many."""
    if left.text > right.text:
        left, right = right, left
    if not left.parts or not right.parts:
        return 0.0
    weights = model().name
    return probability(sum([weights[told[0]] * told[1] for told in features_of(left, right)], weights["base"]))


def features_of(first: Prepared, second: Prepared) -> list[Feature]:
    """What the declared model weighs; for a symmetric result the lesser text comes first."""
    found = align(first, second)
    if not found.matches and len(first.text) == len(second.text) and sorted(first.text) == sorted(second.text):
        turned = prepare(second.text[::-1])
        found = align(first, turned)
        if found.matches:
            return [*features(first, turned, found), _REVERSED]
    return features(first, second, found)


def _text(parts: tuple[Part, ...], places: tuple[int, ...]) -> str:
    return " ".join(parts[place].text for place in places)
