"""What an alignment of two names says, as features of the declared model: code, value and the parts it is about."""

from __future__ import annotations

import math
from typing import NamedTuple

from panah.names.align import Alignment, Match
from panah.names.parts import Part, Prepared
from panah.names.scoring import model
from panah.names.vocabulary import vocabulary

SPELT_ALIKE = 0.95
"""Parts at least this alike differ in spelling only."""
INITIAL_WEIGHT = 0.3


class Feature(NamedTuple):
    """A code of `scoring.toml`, its value, the places of the parts it is about on both sides.

    `share`: how much of the agreement is theirs, of all the features' shares together.
    """

    code: str
    value: float
    left: tuple[int, ...] = ()
    right: tuple[int, ...] = ()
    share: float = 0.0


def features(left: Prepared, right: Prepared, found: Alignment) -> list[Feature]:
    """In the order in which they are told."""
    told: list[Feature] = []
    mine, theirs = left.parts, right.parts
    matches = _servants_apart(left, right, found)
    agreed = worst = doubts = letters = 0.0
    in_order = True
    before = -1
    for match in sorted(matches):
        here, there, alike, how, apart = match
        weight = min(_weight(mine, here), _weight(theirs, there))
        if how == "initial":
            weight *= INITIAL_WEIGHT
        else:
            weight *= alike
            if alike < SPELT_ALIKE:
                doubts += SPELT_ALIKE - alike
                worst = max(worst, SPELT_ALIKE - alike)
                letters += max(0.0, apart - 1.0)
        agreed += weight
        told.append(Feature(how, 1.0, here, there, weight))
        in_order = in_order and there[0] > before
        before = there[0]
    if found.left_over and found.right_over:
        agreed = min(agreed, model().agreement_beside_difference)
    told.append(Feature("agreement", math.log2(1.0 + agreed)))
    if worst:
        told.append(Feature("unlike", worst))
        if doubts > worst:
            told.append(Feature("unlike_more", doubts - worst))
    if letters:
        told.append(Feature("letters_more", letters))
    _left_over(told, mine, theirs, found)
    if not in_order and not left.inverted and not right.inverted:
        told.append(Feature("order", 1.0))
        if all(part.word.names and part.word.root == part.forms[0] for part in (*mine, *theirs)):
            told.append(Feature("order_of_given", 1.0))
    if _fathers_swapped(mine, theirs, found):
        told.append(Feature("father_and_child", 1.0))
    return told


def _servants_apart(left: Prepared, right: Prepared, found: Alignment) -> list[Match]:
    """`Abdul Rauf Khadem` and `Rauf Khadem Abdul`: the servant stands elsewhere, but both sides have as many."""
    met = [match for match in found.matches if match.how == "servant"]
    if not met:
        return found.matches
    mine = sum(part.forms[0].startswith("abd") for part in left.parts)
    theirs = sum(part.forms[0].startswith("abd") for part in right.parts)
    if mine != theirs:
        return found.matches
    for places, parts in ((found.left_over, left.parts), (found.right_over, right.parts)):
        places[:] = [place for place in places if parts[place].text not in vocabulary().servant]
    return [match._replace(alike=0.95, how="joined") if match.how == "servant" else match for match in found.matches]


def _left_over(told: list[Feature], mine: tuple[Part, ...], theirs: tuple[Part, ...], found: Alignment) -> None:
    ours, yours = found.left_over, found.right_over
    if not ours or not yours:
        ours = [place for place in ours if mine[place].kind != "title"]
        yours = [place for place in yours if theirs[place].kind != "title"]
    if ours and yours:
        told.append(Feature("different", 1.0, tuple(ours), tuple(yours)))
        if (more := min(len(ours), len(yours)) - 1) > 0:
            told.append(Feature("different_more", float(more)))
        return
    cut = any(match.how == "cut" for match in found.matches)
    for places, parts, on_left in ((ours, mine, True), (yours, theirs, False)):
        fathers = [place for place in places if cut or parts[place].kind in ("patronymic", "initial")]
        others = [place for place in places if place not in fathers]
        for code, which in (("missing", others), ("missing_patronymic", fathers)):
            if which:
                value = math.sqrt(sum(parts[place].word.weight for place in which))
                told.append(Feature(code, value, *((tuple(which), ()) if on_left else ((), tuple(which)))))
    if (found.left_over or found.right_over) and sum(len(match.left) for match in found.matches) == 1:
        told.append(Feature("one_word", 1.0))


def _weight(parts: tuple[Part, ...], places: tuple[int, ...]) -> float:
    if len(places) == 1:
        return parts[places[0]].word.weight
    return sum(parts[place].word.weight for place in places)


def _fathers_swapped(mine: tuple[Part, ...], theirs: tuple[Part, ...], found: Alignment) -> bool:
    """Whether one name's father is the other's child: `A bin B` and `B bin A`."""
    if not any(part.kind == "patronymic" for part in mine) or not any(part.kind == "patronymic" for part in theirs):
        return False
    return any(
        (mine[match.left[0]].kind == "patronymic") != (theirs[match.right[0]].kind == "patronymic")
        for match in found.matches
    )
