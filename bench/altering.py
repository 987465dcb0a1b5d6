"""Alters names the way they come altered to a border: seeded, one alteration at a time.

| alteration | what happens |
|---|---|
| `same` | nothing, but the capitals of a document |
| `typo` | one letter missing, doubled, changed for a neighbour on the keyboard, or two changed round |
| `spelling` | one or two other romanisations of the same sounds (kh/h, ou/u, dj/j, y/i, -ov/-off …) |
| `order` | the last part first |
| `dropped` | a name of three parts or more without one of them |
| `added` | one part more, a frequent given name |
| `initial` | a name of three parts or more with one part as an initial |
| `joined` | two neighbouring parts written as one |
| `mrz` | family name and given names as a machine-readable zone has them: 39 places, no marks, cut short |
| `mixed` | a spelling and a typing error |

A part is what stands alone: `Abdul Kabir` or `bin Marwan` isn't taken apart, since one half of it is another name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

KINDS = ("same", "typo", "spelling", "order", "dropped", "added", "initial", "joined", "mrz", "mixed")
MRZ_PLACES = 39
FEWEST_LETTERS = 4
ADDED = ("Muhammad", "Ahmad", "Ali", "Hassan", "Ibrahim", "Yusuf", "Omar", "Karim")

SLIPS = ("dropped", "doubled", "swapped", "neighbour")

_ROWS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    *("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"),
)
"""Keyboards: QWERTY, ЙЦУКЕН, and the Persian one (ISIRI 9147)."""
_SPELLINGS = (
    ("kh", "h"),
    ("(?<![bcdgkpstz])h", "kh"),
    ("ou", "u"),
    ("u", "ou"),
    ("oo", "u"),
    ("u", "oo"),
    ("ee", "i"),
    ("i", "ee"),
    ("y", "i"),
    ("dj", "j"),
    ("j", "dj"),
    ("j", "dzh"),
    ("q", "k"),
    ("k", "q"),
    ("gh", "g"),
    ("aa", "a"),
    ("o", "u"),
    ("u", "o"),
    ("e", "i"),
    ("i", "e"),
    ("ss", "s"),
    ("mm", "m"),
    ("ll", "l"),
    ("ov$", "off"),
    ("ev$", "yev"),
    ("sh", "sch"),
    ("ts", "tz"),
    ("v", "w"),
    ("w", "v"),
    ("z", "dh"),
    ("th", "s"),
    ("iy$", "y"),
    ("y$", "i"),
    ("i$", "y"),
    ("ah$", "a"),
    ("a$", "ah"),
)


def alter(name: str, kind: str, random: Random) -> str:
    """The name in this alteration; unaltered where it doesn't allow that one."""
    parts = _units(name)
    if kind == "same":
        return name.upper()
    if kind == "typo":
        return _in_one(name, random, _typo)
    if kind == "spelling":
        return _in_one(_in_one(name, random, _spelt), random, _spelt)
    if kind == "mixed":
        return _in_one(_in_one(name, random, _spelt), random, _typo)
    if kind == "order" and len(parts) > 1:
        return " ".join([parts[-1], *parts[:-1]])
    if kind == "dropped" and len(parts) > 2:
        parts.pop(random.randrange(len(parts)))
    if kind == "added":
        parts.insert(random.randrange(len(parts) + 1), random.choice(ADDED))
    if kind == "initial" and len(parts) > 2:
        place = random.randrange(len(parts) - 1)
        parts[place] = f"{parts[place][0]}."
    if kind == "joined" and len(parts) > 1:
        possible = [n for n in range(len(parts) - 1) if parts[n].isalpha() and parts[n + 1].isalpha()]
        if possible:
            place = random.choice(possible)
            parts[place : place + 2] = [parts[place] + parts[place + 1].lower()]
    if kind == "mrz":
        plain = [re.sub(r"[^A-Z ]", "", part.upper()) for part in parts]
        return " ".join([plain[-1], *plain[:-1]])[: MRZ_PLACES - 1].strip()
    return " ".join(parts)


def _units(name: str) -> list[str]:
    """The parts that stand alone: `Abdul Kabir`, `bin Marwan` and `Saif al Din` are one each."""
    units: list[str] = []
    holding = False
    for word in name.split():
        joins = holding or _JOINS.fullmatch(word) is not None or _LEANS.match(word) is not None
        if joins and units and (holding or _LEANS.match(word)):
            units[-1] += f" {word}"
        else:
            units.append(word)
        holding = _JOINS.fullmatch(word) is not None
    return units


_JOINS = re.compile(r"(?i)abd|abd-?[aeu][lr]|abdul?|abdur|abu|bin|bint|ben|ibn|[aeu][ldr]|ould|de|van|von")
_LEANS = re.compile(r"(?i)(?:[aeu][ldr]-?)?d[ie]+n$|[aeu][ldr]$")


def _in_one(name: str, random: Random, change: Callable[[str, Random], str]) -> str:
    parts = name.split()
    long = [place for place, part in enumerate(parts) if len(part) >= FEWEST_LETTERS and part.isalpha()]
    if long:
        place = random.choice(long)
        parts = [*parts[:place], change(parts[place], random), *parts[place + 1 :]]
    return " ".join(parts)


def _typo(word: str, random: Random) -> str:
    place = random.randrange(1, len(word))
    how = random.randrange(len(SLIPS))
    if SLIPS[how] == "swapped" and place + 1 == len(word):
        how = SLIPS.index("neighbour")
    return slip(word, SLIPS[how], place, random)


def slip(word: str, kind: str, place: int, random: Random) -> str:
    """The word with one slip of the keyboard at a place, of its script's keyboard."""
    if kind == "dropped":
        return word[:place] + word[place + 1 :]
    if kind == "doubled":
        return word[:place] + word[place] + word[place:]
    if kind == "swapped":
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + _beside(word[place], random) + word[place + 1 :]


def _beside(letter: str, random: Random) -> str:
    for row in _ROWS:
        at = row.find(letter.lower())
        if at >= 0:
            return random.choice([row[near] for near in (at - 1, at + 1) if 0 <= near < len(row)])
    return random.choice("اوی" if letter >= "\u0600" else "аеиоу" if letter >= "\u0400" else "aeiou")


def _spelt(word: str, random: Random) -> str:
    lowered = word.lower()
    possible = [(found, new) for old, new in _SPELLINGS if (found := re.compile(old).search(lowered, 1))]
    if not possible:
        return word
    found, new = random.choice(possible)
    return f"{word[0]}{lowered[1 : found.start()]}{new}{lowered[found.end() :]}"
