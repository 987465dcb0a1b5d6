"""`compare`: may two names belong to one person?"""

from __future__ import annotations

from dataclasses import dataclass

from panah.names.align import align
from panah.names.evidence import Evidence, of_identities, of_names
from panah.names.identity import Identity
from panah.names.parts import Prepared, prepare
from panah.names.scoring import model, probability

_NOBODY = Identity()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`score` reads as the probability that both are one person; `match`: it reaches the model's threshold."""

    score: float
    match: bool
    why: tuple[Evidence, ...]


def compare(
    left: str | Prepared,
    right: str | Prepared,
    left_identity: Identity = _NOBODY,
    right_identity: Identity = _NOBODY,
) -> Comparison:
    """Compare two persons by name and what else is known. Symmetric, deterministic, never raises for any text."""
    one = prepare(left) if isinstance(left, str) else left
    other = prepare(right) if isinstance(right, str) else right
    if not one.parts or not other.parts:
        return Comparison(0.0, False, (Evidence("no_name", 0.0, one.text[:50], other.text[:50]),))
    why = of_names(one, other, align(one.parts, other.parts))
    if left_identity is not _NOBODY and right_identity is not _NOBODY:
        why += of_identities(left_identity, right_identity)
    score = probability(sum(reason.weight for reason in why))
    return Comparison(score, score >= model().match, tuple(why))
