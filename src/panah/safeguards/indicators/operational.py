"""The scale and the rule of the operational indicators of trafficking (ILO and European Commission, 2009).

A dimension is positive with two strong signs, or one strong and one other, or three medium, or two medium and one
weak. The dimensions together give a result: for an adult, recruitment by deceit, force or abuse, and exploitation,
and coercion or abuse where they work; for a child the means don't matter, so exploitation alone is enough. At a
border work has often not begun: a result is never needed for help, it only says how much is there already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from panah.safeguards.indicators.kinds import DIMENSIONS, STRENGTHS, Indicator
from panah.safeguards.indicators.loading import indicators, operational_sets

RECRUITMENT = frozenset({"deceptive_recruitment", "coercive_recruitment", "recruitment_by_abuse"})
AT_DESTINATION = frozenset({"coercion_at_destination", "abuse_at_destination"})

RESULTS: tuple[str, ...] = ("signs", "dimension_positive", "exploited", "recruited_and_exploited", "all_elements")
"""From the least to the most that is there already. None of them says that somebody wasn't trafficked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one set says: its signs, which dimensions are positive, and the result (one of RESULTS)."""

    group: str
    signs: tuple[str, ...]
    positive: tuple[str, ...]
    result: str


def positive(strengths: Iterable[str]) -> bool:
    """Whether signs of these strengths make a dimension positive."""
    count = Counter(strengths)
    strong, medium, weak = (count[name] for name in ("strong", "medium", "weak"))
    return (
        strong >= 2
        or (strong >= 1 and medium + weak >= 1)
        or medium >= 3
        or (medium >= 2 and weak >= 1)
    )  # fmt: skip


def readings(signs: Collection[Indicator], *, may_be_child: bool) -> tuple[Reading, ...]:
    """What each set of operational indicators says; sets without a sign are left out.

    Whoever may be a child is read by the children's scale too: each sign weighs what it weighs most, in the set it
    was noted in or in the children's set for the same work. So a doubt about age never makes a sign lighter.
    """
    found = []
    for one in operational_sets().values():
        own = tuple(sign for sign in signs if sign.group == one.id)
        if not own:
            continue
        child = one.who == "child" or may_be_child
        child_set = f"{one.work}_child" if child else ""
        by_dimension = {
            dimension: [_heaviest(sign, child_set) for sign in own if sign.dimension == dimension]
            for dimension in DIMENSIONS
        }
        there = tuple(name for name, strengths in by_dimension.items() if positive(strengths))
        found.append(Reading(one.id, tuple(sorted(sign.id for sign in own)), there, _result(frozenset(there), child)))
    return tuple(found)


def _heaviest(sign: Indicator, child_set: str) -> str:
    other = indicators().get(f"{child_set}.{sign.dimension}.{sign.id.rpartition('.')[2]}")
    return max((sign.strength, other.strength if other else sign.strength), key=STRENGTHS.index)


def _result(there: frozenset[str], child: bool) -> str:
    recruited, exploited = bool(there & RECRUITMENT), "exploitation" in there
    if exploited and (child or (recruited and there & AT_DESTINATION)):
        return "all_elements"
    if exploited:
        return "recruited_and_exploited" if recruited else "exploited"
    return "dimension_positive" if there else "signs"
