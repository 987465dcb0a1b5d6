"""Families' names that are put together from two words, and those that stand without an ending: `family_parts.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

from panah.names.lexicon import NOTHING, names_of_root

_Spellings: TypeAlias = dict[str, list[tuple[str, str]]]
"""Spellings with the word that each is one of, longest first, by their first or last two sounds."""
_LEAST_BESIDE = 2
"""Sounds that the other word has at least."""
_LEAST_OF_TWO = 5
"""Sounds of two words together."""
_LEAST_KNOWN = 4
"""The same where it is any known name: short ones are the ends of too many words."""


class _Parts(NamedTuple):
    whole: dict[str, str]
    first: _Spellings
    second: _Spellings
    alone: frozenset[str]


@cache
def _parts() -> _Parts:
    data = tomllib.loads((files(__package__) / "data" / "family_parts.toml").read_text("utf-8"))
    first, second = _words(data["first"]), _words(data["second"])
    # The root of Jumagaliev is jumagal, that of Sultanbaev sultanba.
    second = {spelling[:-1]: word for spelling, word in second.items() if spelling[-1] == "i"} | second
    by_start, by_end = _by(first, slice(0, 2)), _by(second, slice(-2, None))
    return _Parts(first, by_start, by_end, frozenset(data["alone"]))


def _words(lines: Iterable[str]) -> dict[str, str]:
    return {spelling: line.split()[0] for line in lines for spelling in line.split()}


def _by(words: dict[str, str], two: slice) -> _Spellings:
    found: _Spellings = {}
    for spelling in sorted(words, key=len, reverse=True):
        found.setdefault(spelling[two], []).append((spelling, words[spelling]))
    return found


def stands_alone(sound: str) -> bool:
    """Whether a word is a family's name as it is, so that with an ending it is another's: Moroz and Morozov."""
    return sound in _parts().alone


def other_part(one: str, other: str) -> bool:
    """Whether two roots are put together from one word and another, or from a known name and another."""
    if one == other or len(one) < _LEAST_OF_TWO or len(other) < _LEAST_OF_TWO:
        return False
    parts = _parts()
    mine = _second(one, parts)
    if mine and (theirs := _second(other, parts)):
        if mine[1] != theirs[1]:
            return True
        fronts = parts.whole.get(mine[0]), parts.whole.get(theirs[0])
        return None not in fronts and fronts[0] != fronts[1]
    if one[:2] != other[:2]:
        return False
    before, also = _first(one, parts), _first(other, parts)
    if not before or not also or before[0] != also[0]:
        return False
    return bool(before[1] and also[1] and before[1].isdisjoint(also[1]))


def _second(root: str, parts: _Parts) -> tuple[str, str] | None:
    """What stands before the second word, and that word; the longest that fits."""
    for spelling, word in parts.second.get(root[-2:], ()):
        if root.endswith(spelling) and len(root) - len(spelling) >= _LEAST_BESIDE:
            return root[: -len(spelling)], word
    return None


def _first(root: str, parts: _Parts) -> tuple[str, frozenset[str]] | None:
    """The first word, and the known names that stand after it, with a vowel in common or not: Mirzakhmedov."""
    for spelling, word in parts.first.get(root[:2], ()):
        length = len(spelling)
        if root.startswith(spelling) and len(root) - length >= _LEAST_BESIDE:
            if len(root) - length < _LEAST_KNOWN:
                return word, NOTHING
            return word, names_of_root(root[length:]) or names_of_root(root[length - 1 :])
    return None
