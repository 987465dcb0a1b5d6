"""Which letters, and so which sounds, lie beside each other on the keyboards of the region: what slips are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from panah.names.orthography import abjad_letters

_ROWS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    *("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"),
)
"""QWERTY, ЙЦУКЕН, and the Persian one (ISIRI 9147)."""

_CYRILLIC = dict(zip("bvgGdjzklmnprstfxcCSqhaeiou", "бвггджзклмнпрстфхцчшкхаеиоу", strict=True))
_FROM_CYRILLIC = {letter: sound for sound, letter in reversed(_CYRILLIC.items())}


@cache
def neighbours() -> Mapping[str, frozenset[str]]:
    """The letters beside each letter, in its row."""
    found: dict[str, frozenset[str]] = {}
    for row in _ROWS:
        for place, letter in enumerate(row):
            found[letter] = frozenset(row[max(0, place - 1) : place] + row[place + 1 : place + 2])
    return found


def beside(one: str, other: str) -> bool:
    """Whether two letters are neighbours."""
    return other in neighbours().get(one, ())


@cache
def sounds_beside(letter: str) -> frozenset[str]:
    """The sounds that a slip may have made of an Arabic letter: those of the letters beside it, and in Latin and
    Cyrillic those beside its own."""
    letters = abjad_letters()
    own = letters.get(letter, ())
    return frozenset(
        [sound for near in _near(letter) for sound in letters.get(near, ())]
        + [near for sound in own for near in _near(sound)]
        + [_FROM_CYRILLIC.get(near, near) for sound in own for near in _near(in_cyrillic(sound))]
    )


def in_cyrillic(sound: str) -> str:
    """The letter that a Cyrillic keyboard has for a sound."""
    return _CYRILLIC.get(sound, sound)


def _near(letter: str) -> Iterable[str]:
    return neighbours().get(letter, ())
