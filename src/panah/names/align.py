"""Which part of one name answers to which part of the other."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import OSA

from panah.names.likeness import likeness
from panah.names.parts import Part, Prepared
from panah.names.skeleton import coarse
from panah.names.words import word_of

SURE = 0.8
"""Words this alike find each other before anything else is tried."""
ENOUGH = 0.5
"""Words less alike than this don't answer to each other."""
ENOUGH_JOINED = 0.85
"""The same where words must first be put together."""
LONG = 6
"""Letters of a word put together in which one may be wrong."""
SHORTEST_CUT = 27
"""Letters of a name from which its last part may have been cut short by a machine-readable zone."""


class Match(NamedTuple):
    """Places of the parts on both sides that answer to each other, how alike they are, and how they meet."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    alike: float
    how: str
    apart: float = 0.0


class Alignment(NamedTuple):
    """The matches, and what is left on each side."""

    matches: list[Match]
    left_over: list[int]
    right_over: list[int]


def align(left: Prepared, right: Prepared) -> Alignment:
    """Sure matches first, then words written together, initials, parts cut short, and misspelt words; symmetric."""
    mine, theirs = left.parts, right.parts
    free = [place for place, part in enumerate(mine) if part.kind != "particle"]
    open_ = [place for place, part in enumerate(theirs) if part.kind != "particle"]
    candidates = []
    for i in free:
        a = mine[i]
        if a.kind == "initial":
            continue
        word = a.word
        for j in open_:
            b = theirs[j]
            if b.kind != "initial":
                alike, how, apart = likeness(word, b.word)
                if alike >= ENOUGH:
                    candidates.append((-alike, abs(i - j), i + j, i, j, how, apart))
    candidates.sort()
    matches: list[Match] = []
    sure = True
    for negative, _far, _sum, i, j, how, apart in candidates:
        if sure and negative > -SURE:
            sure = False
            if free and open_:
                _before_guessing(left, right, free, open_, matches)
        if i in free and j in open_:
            free.remove(i)
            open_.remove(j)
            matches.append(Match((i,), (j,), -negative, how, apart))
    if sure and free and open_:
        _before_guessing(left, right, free, open_, matches)
    return Alignment(matches, free, open_)


def _before_guessing(left: Prepared, right: Prepared, free: list[int], open_: list[int], matches: list[Match]) -> None:
    """Words written together, initials, a part cut short: each surer than a misspelt word."""
    for places, whole, alike in _joined(left.parts, right.parts, free, open_):
        matches.append(Match(places, whole, alike, "joined"))
    for places, whole, alike in _joined(right.parts, left.parts, open_, free):
        matches.append(Match(whole, places, alike, "joined"))
    _initials(left.parts, right.parts, free, open_, matches)
    _cut(left, right, free, open_, matches)


def _initials(
    mine: tuple[Part, ...], theirs: tuple[Part, ...], free: list[int], open_: list[int], matches: list[Match]
) -> None:
    for i in tuple(free):
        for j in tuple(open_):
            a, b = mine[i], theirs[j]
            if (a.kind == "initial" or b.kind == "initial") and _first(a) & _first(b):
                free.remove(i)
                open_.remove(j)
                matches.append(Match((i,), (j,), 0.9, "initial"))
                break
    for one, other, mirrored in ((mine, theirs, False), (theirs, mine, True)):
        ours, yours = (open_, free) if mirrored else (free, open_)
        for i in tuple(ours):
            letters = one[i].text
            if one[i].script == "latin" and 2 <= len(letters) <= 3 and len(yours) >= len(letters):
                run = yours[: len(letters)]
                if letters == "".join(other[j].text[0] for j in run):
                    ours.remove(i)
                    del yours[: len(letters)]
                    here, there = (tuple(run), (i,)) if mirrored else ((i,), tuple(run))
                    matches.append(Match(here, there, 0.9, "initial"))


def _first(part: Part) -> set[str]:
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
        start = coarse(name.parts[last].forms[0])
        for j in yours:
            if len(start) >= 2 and coarse(other.parts[j].forms[0]).startswith(start):
                places.remove(last)
                yours.remove(j)
                matches.append(Match((j,), (last,), 0.9, "cut") if mirrored else Match((last,), (j,), 0.9, "cut"))
                break


def _joined(
    split: tuple[Part, ...], whole: tuple[Part, ...], free: list[int], open_: list[int]
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """Neighbouring words on one side that are one word on the other."""
    found: list[tuple[tuple[int, ...], tuple[int, ...], float]] = []
    if len(split) < 2:
        return found
    for j in tuple(open_):
        if whole[j].kind == "initial":
            continue
        long = len(whole[j].forms[0])
        for i in range(len(split) - 1):
            text, places = split[i].text, [i]
            for following in range(i + 1, min(i + 4, len(split))):
                text += split[following].text
                places.append(following)
                if abs(sum(len(split[p].forms[0]) for p in places) - long) > 2:
                    continue
                if not all(p in free or split[p].kind == "particle" for p in places) or not set(places) & set(free):
                    continue
                alike = likeness(word_of(text, split[i].script), whole[j].word).alike
                if alike < ENOUGH_JOINED and long >= LONG and OSA.distance(text, whole[j].text, score_cutoff=1) <= 1:
                    alike = ENOUGH_JOINED
                if alike >= ENOUGH_JOINED:
                    for place in set(places) & set(free):
                        free.remove(place)
                    open_.remove(j)
                    found.append((tuple(places), (j,), alike))
                    break
            if j not in open_:
                break
    return found
