"""Which part of one name answers to which part of the other."""

from __future__ import annotations

from typing import TypeAlias

from rapidfuzz.distance import OSA

from panah.names.lexicon import names_written
from panah.names.likeness import Likeness, answering, likeness
from panah.names.orthography import ABJADS
from panah.names.parts import MOST_PARTS, Prepared
from panah.names.words import INITIAL, LONGEST_INITIALS, NO_VOWELS, PARTICLE, SHORT, Word, word_of

SURE = 0.8
"""Words this alike find each other before anything else is tried."""
ENOUGH_JOINED = 0.85
"""The same where words must first be put together."""
SLIP = 2
"""Sounds by which words put together may be longer or shorter than the whole one."""
MOST_JOINED = 4
LONG = 6
"""Letters of a word put together in which one may be wrong."""
SHORTEST_CUT = 27
CUT_AT = frozenset({29, 30, 31, 38, 39})
"""Letters that the zones of ICAO Doc 9303 have for names, with a filler or two less; there even a known name is cut."""
"""Letters of a name from which its last part may have been cut short by a machine-readable zone."""


Places: TypeAlias = tuple[int, ...]
Match: TypeAlias = tuple[Places, Places, float, str, float]
"""Places of the parts on both sides that answer to each other, how alike they are, how they meet, letters apart."""

_ALONE = tuple((place,) for place in range(MOST_PARTS + 1))


Alignment: TypeAlias = tuple[list[Match], list[int], list[int]]
"""The matches, and the places of what is left on each side."""


def align(left: Prepared, right: Prepared) -> Alignment:
    """Sure matches first, then words written together, initials, parts cut short, and misspelt words."""
    met = answering(left.words, right.words)
    free, open_ = list(left.answers), list(right.answers)
    matches: list[Match] = []
    guessing = True
    for negative, _far, _sum, i, j, found in _candidates(met, left, right) if met else ():
        if guessing and negative > -SURE:
            guessing = False
            if free and open_:
                _before_guessing(left, right, free, open_, matches)
        if i in free and j in open_:
            free.remove(i)
            open_.remove(j)
            matches.append((_ALONE[i], _ALONE[j], found[0], found[1], found[2]))
    if guessing and free and open_:
        _before_guessing(left, right, free, open_, matches)
    return matches, free, open_


def _candidates(
    met: list[tuple[int, int, Likeness]], left: Prepared, right: Prepared
) -> list[tuple[float, int, int, int, int, Likeness]]:
    """Words that may answer to each other, the likest first, and of these the ones whose places agree best."""
    mine, yours = left.spelt, right.spelt
    if len(met) == 1:
        here, there, found = met[0]
        return [(-found[0], 0, 0, mine[here], yours[there], found)]
    # A word that stands twice on one side is met where it stands counted from either end.
    longer = len(left.parts) - len(right.parts)
    candidates = []
    for here, there, found in met:
        i, j = mine[here], yours[there]
        candidates.append((-found[0], min(abs(i - j), abs(i - j - longer)), i + j, i, j, found))
    candidates.sort()
    return candidates


def _before_guessing(left: Prepared, right: Prepared, free: list[int], open_: list[int], matches: list[Match]) -> None:
    """Words written together, initials, a part cut short: each surer than a misspelt word."""
    marks = left.marks | right.marks
    if _has_two(left, free) and (left.least_joined - SLIP <= right.longest or marks & NO_VOWELS):
        for places, whole, alike in _joined(left, right, free, open_):
            matches.append((places, whole, alike, "joined", 0.0))
    if _has_two(right, open_) and (right.least_joined - SLIP <= left.longest or marks & NO_VOWELS):
        for places, whole, alike in _joined(right, left, open_, free):
            matches.append((whole, places, alike, "joined", 0.0))
    if marks & INITIAL:
        _initials(left.parts, right.parts, free, open_, matches)
    if marks & SHORT and (len(free) > 1 or len(open_) > 1):
        _several_initials(left.parts, right.parts, free, open_, matches)
    if len(left.text) >= SHORTEST_CUT or len(right.text) >= SHORTEST_CUT:
        _cut(left, right, free, open_, matches)


def _has_two(name: Prepared, places: list[int]) -> bool:
    """Whether there may be two words to put together: both without an answer yet, or one of them a particle."""
    return len(places) > 1 or name.marks & PARTICLE != 0


def _initials(
    mine: tuple[Word, ...], theirs: tuple[Word, ...], free: list[int], open_: list[int], matches: list[Match]
) -> None:
    for i in tuple(free):
        for j in tuple(open_):
            a, b = mine[i], theirs[j]
            if (a.kind == "initial" or b.kind == "initial") and _first(a) & _first(b):
                free.remove(i)
                open_.remove(j)
                matches.append((_ALONE[i], _ALONE[j], 0.9, "initial", 0.0))
                break


def _several_initials(
    mine: tuple[Word, ...], theirs: tuple[Word, ...], free: list[int], open_: list[int], matches: list[Match]
) -> None:
    """One word on either side that is the initials of several on the other."""
    for one, other, mirrored in ((mine, theirs, False), (theirs, mine, True)):
        ours, yours = (open_, free) if mirrored else (free, open_)
        for i in tuple(ours):
            letters = one[i].text
            if one[i].script == "latin" and 2 <= len(letters) <= LONGEST_INITIALS and len(yours) >= len(letters):
                run = yours[: len(letters)]
                if letters == "".join(other[j].text[0] for j in run):
                    ours.remove(i)
                    del yours[: len(letters)]
                    here, there = (tuple(run), (i,)) if mirrored else ((i,), tuple(run))
                    matches.append((here, there, 0.9, "initial", 0.0))


def _first(part: Word) -> set[str]:
    """What the first letter of a part may be."""
    return {part.text[0], *(form[:1].lower() for form in part.forms if form)}


def _cut(left: Prepared, right: Prepared, free: list[int], open_: list[int], matches: list[Match]) -> None:
    """The last part of a long name, of which the other side has more letters."""
    for name, other, places, yours, mirrored in (
        (left, right, free, open_, False),
        (right, left, open_, free, True),
    ):
        last = len(name.parts) - 1
        if last not in places or len(name.text) < SHORTEST_CUT:
            continue
        if name.parts[last].names and len(name.text.strip()) not in CUT_AT:
            continue
        start = name.parts[last].coarse
        for j in yours:
            if len(start) >= 2 and other.parts[j].coarse.startswith(start):
                places.remove(last)
                yours.remove(j)
                here, there = (j, last) if mirrored else (last, j)
                matches.append((_ALONE[here], _ALONE[there], 0.9, "cut", 0.0))
                break


def _joined(split: Prepared, whole: Prepared, free: list[int], open_: list[int]) -> list[tuple[Places, Places, float]]:
    """Neighbouring words on one side that are one word on the other."""
    found: list[tuple[Places, Places, float]] = []
    parts = split.parts
    last = len(parts)
    # Short vowels aren't written in Arabic and Hebrew: the other script takes up to twice the letters.
    consonants = parts[0].script in ABJADS
    for j in tuple(open_):
        long = whole.parts[j].length
        start = whole.parts[j].start
        most, least = long + SLIP, long - SLIP
        if not start and whole.parts[j].script in ABJADS:
            most = 2 * long
        elif consonants:
            least = long // 2
        for i in range(last - 1 if long > 2 else 0):
            total = parts[i].length
            if total >= most or (start and parts[i].start not in (start, "")):
                continue
            for following in range(i + 1, min(i + MOST_JOINED, last)):
                total += parts[following].length
                if total > most:
                    break
                if total >= least and (alike := _as_one(split, whole, range(i, following + 1), free, j)):
                    places = tuple(range(i, following + 1))
                    for place in places:
                        if place in free:
                            free.remove(place)
                    open_.remove(j)
                    found.append((places, _ALONE[j], alike))
                    break
            if j not in open_:
                break
    return found


def _as_one(split: Prepared, whole: Prepared, places: range, free: list[int], j: int) -> float:
    """How alike words put together are to a whole one; 0 where they aren't enough so."""
    answering = False
    for place in places:
        if place in free:
            answering = True
        elif split.parts[place].kind != "particle":
            return 0.0
    if not answering:
        return 0.0
    text = "".join([split.parts[place].text for place in places])
    if _ends_in_another(whole.parts[j], split.parts[places[-1]]):
        return 0.0
    alike = likeness(word_of(text, split.parts[places[0]].script), whole.parts[j])[0]
    if alike >= ENOUGH_JOINED:
        return alike
    if whole.parts[j].length < LONG:
        return 0.0
    if split.parts[places[0]].script != whole.parts[j].script:
        return alike if alike >= SURE else 0.0
    return ENOUGH_JOINED if OSA.distance(text, whole.parts[j].text, score_cutoff=1) <= 1 else 0.0


def _ends_in_another(whole: Word, last: Word) -> bool:
    """Whether an Arabic word ends in a known name that isn't the last of the words put together: Mir Hasan, and not Mir
    Hossein, whose vowels aren't all written."""
    if not last.names or whole.script != "arabic" or whole.names:
        return False
    ends = [names_written(whole.letters[place:]) for place in range(2, len(whole.letters) - 2)]
    known = frozenset().union(*ends)
    return bool(known) and known.isdisjoint(last.names)
