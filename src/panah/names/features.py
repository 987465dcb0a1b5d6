"""What an alignment of two names says, as features of the declared model: code, value and the parts it is about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from panah.names.align import Alignment, Match, Places
from panah.names.likeness import SERVANT_LEFT_OUT
from panah.names.parts import Prepared
from panah.names.scoring import model
from panah.names.vocabulary import vocabulary
from panah.names.words import NO_GIVEN_NAME, PATRONYMIC, Word

SPELT_ALIKE = 0.95
"""Parts at least this alike differ in spelling only."""
INITIAL_WEIGHT = 0.3
_SERVANTS = ("abd", "عبد")

Feature: TypeAlias = tuple[str, float, Places, Places, float]
"""A code of `scoring.toml`, its value, the places of the parts it is about on both sides, and how much of the agreement
is theirs, of all the features' shares together. Plain tuples: there are many."""

NO_PLACE: Places = ()


def features(left: Prepared, right: Prepared, found: Alignment) -> Sequence[Feature]:
    """In the order in which they are told."""
    mine, theirs = left.parts, right.parts
    matches, ours, yours = found
    if not matches and ours and yours:
        return _nothing_answers(tuple(ours), tuple(yours))
    told: list[Feature] = []
    agreed = worst = doubts = letters = 0.0
    roots = 0
    in_order = True
    before = -1
    if len(matches) > 1:
        matches.sort()
    for here, there, alike, how, apart in matches:
        if how == "servant":
            alike, how = _servant(left, right, found)
        weight = mine[here[0]].weight if len(here) == 1 else _weight(mine, here)
        other = theirs[there[0]].weight if len(there) == 1 else _weight(theirs, there)
        if other < weight:
            weight = other
        if how == "initial":
            weight *= INITIAL_WEIGHT
        else:
            weight *= alike
            if alike < SPELT_ALIKE:
                doubt = SPELT_ALIKE - alike
                doubts += doubt
                if doubt > worst:
                    worst = doubt
                if apart > 1.0:
                    letters += apart - 1.0
            if how == "root":
                roots += 1
        agreed += weight
        told.append((how, 1.0, here, there, weight))
        if there[0] < before:
            in_order = False
        before = there[0]
    if ours and yours:
        agreed = min(agreed, model().agreement_beside_difference)
    told.append(("agreement", math.log2(1.0 + agreed), NO_PLACE, NO_PLACE, 0.0))
    if worst:
        told.append(("unlike", worst, NO_PLACE, NO_PLACE, 0.0))
        if doubts > worst:
            told.append(("unlike_more", doubts - worst, NO_PLACE, NO_PLACE, 0.0))
        if letters:
            told.append(("letters_more", letters, NO_PLACE, NO_PLACE, 0.0))
    if ours or yours:
        _left_over(told, mine, theirs, found)
    if not in_order and not left.inverted and not right.inverted:
        told.append(("order", 1.0, NO_PLACE, NO_PLACE, 0.0))
        if not (left.marks | right.marks) & NO_GIVEN_NAME:
            told.append(("order_of_given", 1.0, NO_PLACE, NO_PLACE, 0.0))
    if (left.marks & right.marks & PATRONYMIC and _fathers_swapped(mine, theirs, matches)) or (
        roots > 1 and _families_swapped(mine, theirs, matches)
    ):
        told.append(("father_and_child", 1.0, NO_PLACE, NO_PLACE, 0.0))
    return told


@lru_cache(maxsize=1024)
def _nothing_answers(ours: Places, yours: Places) -> tuple[Feature, ...]:
    """Of two names no part of which answers to one of the other's: strangers', nearly always."""
    agreement: Feature = ("agreement", 0.0, NO_PLACE, NO_PLACE, 0.0)
    return (agreement, *_different(ours, yours))


def _servant(left: Prepared, right: Prepared, found: Alignment) -> tuple[float, str]:
    """`Abdul Rauf Khadem` and `Rauf Khadem Abdul`: the servant stands elsewhere, but both sides have as many."""
    mine, theirs = (
        sum(part.first.startswith(_SERVANTS) or part.letters.startswith(_SERVANTS) for part in name.parts)
        for name in (left, right)
    )
    if mine != theirs:
        return SERVANT_LEFT_OUT, "servant"
    for places, parts in ((found[1], left.parts), (found[2], right.parts)):
        places[:] = [place for place in places if parts[place].text not in vocabulary().servant]
    return SPELT_ALIKE, "joined"


def _left_over(told: list[Feature], mine: tuple[Word, ...], theirs: tuple[Word, ...], found: Alignment) -> None:
    matches, left_over, right_over = found
    ours, yours = left_over, right_over
    if not ours or not yours:
        ours = [place for place in ours if mine[place].kind != "title"]
        yours = [place for place in yours if theirs[place].kind != "title"]
    if ours and yours:
        told += _different(tuple(ours), tuple(yours))
        return
    if ours:
        _missing(told, ours, mine, matches, True)
    elif yours:
        _missing(told, yours, theirs, matches, False)
    if len(matches) == 1 and len(matches[0][0]) == 1:
        lacking = [mine[place] for place in left_over] + [theirs[place] for place in right_over]
        if any(part.kind != "initial" for part in lacking):
            told.append(("one_word", 1.0, NO_PLACE, NO_PLACE, 0.0))


def _different(ours: Places, yours: Places) -> list[Feature]:
    """Parts left over on both sides."""
    told: list[Feature] = [("different", 1.0, ours, yours, 0.0)]
    if (more := min(len(ours), len(yours)) - 1) > 0:
        told.append(("different_more", float(more), NO_PLACE, NO_PLACE, 0.0))
    return told


def _missing(
    told: list[Feature], places: list[int], parts: tuple[Word, ...], matches: list[Match], on_left: bool
) -> None:
    """Parts that only one side has; a father's name, an initial and what a zone cut off are missed less."""
    light = heavy = 0.0
    fathers, others = [], []
    cut = any(match[3] == "cut" for match in matches)
    for place in places:
        part = parts[place]
        if cut or part.kind in ("patronymic", "initial"):
            fathers.append(place)
            light += part.weight
        else:
            others.append(place)
            heavy += part.weight
    for code, which, weight in (("missing", others, heavy), ("missing_patronymic", fathers, light)):
        if which:
            here, there = (tuple(which), NO_PLACE) if on_left else (NO_PLACE, tuple(which))
            told.append((code, math.sqrt(weight), here, there, 0.0))


def _weight(parts: tuple[Word, ...], places: Places) -> float:
    return sum([parts[place].weight for place in places])


def _fathers_swapped(mine: tuple[Word, ...], theirs: tuple[Word, ...], matches: list[Match]) -> bool:
    """Whether one name's father is the other's child: `A bin B` and `B bin A`."""
    return any(
        (mine[match[0][0]].kind == "patronymic") != (theirs[match[1][0]].kind == "patronymic") for match in matches
    )


def _families_swapped(mine: tuple[Word, ...], theirs: tuple[Word, ...], matches: list[Match]) -> bool:
    """Whether each given name is the other's family: `Karim Rahimov` and `Rahim Karimov`."""
    roots = [(mine[here[0]], theirs[there[0]]) for here, there, _alike, how, _apart in matches if how == "root"]
    bare = {(one.root == one.first, other.root == other.first) for one, other in roots}
    return (True, False) in bare and (False, True) in bare
