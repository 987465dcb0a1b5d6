"""Which part of one name answers to which part of the other."""

from __future__ import annotations

from dataclasses import dataclass

from panah.names.likeness import likeness
from panah.names.parts import Part
from panah.names.words import word_of

ENOUGH = 0.55
"""Words less alike than this don't answer to each other."""
ENOUGH_JOINED = 0.8
"""The same where words must first be put together."""


@dataclass(frozen=True, slots=True)
class Match:
    """Places of the parts on both sides that answer to each other, how alike they are, and how they meet."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    alike: float
    apart: float
    how: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The matches, and what is left on each side."""

    matches: tuple[Match, ...]
    left_over: tuple[int, ...]
    right_over: tuple[int, ...]


def align(left: tuple[Part, ...], right: tuple[Part, ...]) -> Alignment:
    """Best matches first; symmetric."""
    mine = [place for place, part in enumerate(left) if part.kind != "particle"]
    theirs = [place for place, part in enumerate(right) if part.kind != "particle"]
    candidates = []
    for i in mine:
        for j in theirs:
            a, b = left[i], right[j]
            if a.kind == "initial" or b.kind == "initial":
                continue
            found = likeness(a.word, b.word)
            if found.alike >= ENOUGH:
                candidates.append((-found.alike, abs(i - j), i + j, i, j, found))
    candidates.sort(key=lambda item: item[:5])
    matches: list[Match] = []
    free, open_ = set(mine), set(theirs)
    for _alike, _apart, _sum, i, j, found in candidates:
        if i in free and j in open_:
            free.discard(i)
            open_.discard(j)
            matches.append(Match((i,), (j,), found.alike, found.apart, found.how))
    if free and open_:
        matches.extend(_initials(left, right, free, open_))
    if free and open_:
        matches.extend(Match(b, a, s, d, h) for a, b, s, d, h in _joined(right, left, open_, free))
        matches.extend(Match(a, b, s, d, h) for a, b, s, d, h in _joined(left, right, free, open_))
    return Alignment(tuple(matches), tuple(sorted(free)), tuple(sorted(open_)))


def _initials(left: tuple[Part, ...], right: tuple[Part, ...], free: set[int], open_: set[int]) -> list[Match]:
    found = []
    for i in sorted(free):
        for j in sorted(open_):
            a, b = left[i], right[j]
            if "initial" in (a.kind, b.kind) and a.forms[0][:1] == b.forms[0][:1]:
                free.discard(i)
                open_.discard(j)
                found.append(Match((i,), (j,), 0.9, 0.0, "same" if a.kind == b.kind else "initial"))
                break
    return found


def _joined(
    split: tuple[Part, ...], whole: tuple[Part, ...], free: set[int], open_: set[int]
) -> list[tuple[tuple[int, ...], tuple[int, ...], float, float, str]]:
    """Neighbouring words on one side that are one word on the other."""
    found: list[tuple[tuple[int, ...], tuple[int, ...], float, float, str]] = []
    for j in sorted(open_):
        for i in sorted(free):
            for length in (2, 3):
                places = tuple(range(i, i + length))
                if places[-1] >= len(split) or not all(p in free or split[p].kind == "particle" for p in places):
                    continue
                text = "".join(split[p].text for p in places)
                got = likeness(word_of(text, split[i].script), whole[j].word)
                if got.alike >= ENOUGH_JOINED:
                    free.difference_update(places)
                    open_.discard(j)
                    found.append((places, (j,), got.alike, got.apart, "joined"))
                    break
            if j not in open_:
                break
    return found
