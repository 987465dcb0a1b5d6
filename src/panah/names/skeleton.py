"""Coarser views of a canonical spelling: vowels alike, then consonants alone, and how far two spellings are apart.

A canonical spelling has one sign a sound: `S` for sh, `C` for ch, `G` for gh, `x` for kh, `c` for ts, `j` for zh, j
and dj.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from panah.names.keyboard import sounds_beside
from panah.names.orthography import abjad_letters

_COARSE = bytes.maketrans(b"eiouSGxqc", b"aaaasghks")

VOWELS = frozenset("aeiou")
DIFFERENT_CONSONANT = 1.0
MISSING_VOWEL = 0.55
OTHER_SHADE = 0.3


def coarse_of(sound: str) -> str:
    """All vowels alike, near consonants alike."""
    # No byte of a letter beyond ASCII is one of these.
    shape = sound.encode("utf-8", "surrogatepass").translate(_COARSE).decode("utf-8", "surrogatepass")
    while "aa" in shape:
        shape = shape.replace("aa", "a")
    return shape[:-1] if shape.endswith("ah") else shape


def bones_of(shape: str) -> str:
    """Consonants alone, of what `coarse` gives; a first vowel is kept as `a`."""
    return shape[:1] + shape[1:].replace("a", "")


@lru_cache(maxsize=32768)
def coarse(sound: str) -> str:
    """`coarse_of`, remembered."""
    return coarse_of(sound)


@lru_cache(maxsize=32768)
def bones(sound: str) -> str:
    """Consonants of a canonical spelling, remembered."""
    return bones_of(coarse(sound))


def distance(left: str, right: str) -> float:
    """How many letters two canonical spellings are apart: a consonant counts 1, vowels and shades of a sound less."""
    if left == right:
        return 0.0
    return weighed(OSA.distance(left, right), coarse(left), coarse(right), bones(left), bones(right))


def weighed(fine: int, coarse_left: str, coarse_right: str, bones_left: str, bones_right: str) -> float:
    """The same, of two spellings that are so many letters apart and whose coarser views are known: never less than
    `OTHER_SHADE` a letter."""
    hard = OSA.distance(bones_left, bones_right)
    vowels = max(OSA.distance(coarse_left, coarse_right), hard)
    told = DIFFERENT_CONSONANT * hard + MISSING_VOWEL * (vowels - hard) + OTHER_SHADE * max(0, fine - vowels)
    return min(told, float(fine))


def least_apart(fine: int, left: str, right: str) -> float:
    """What the distance of two spellings that are so many letters apart is at least: quickly, by their consonants."""
    hard = OSA.distance(bones(left), bones(right))
    return min(OTHER_SHADE * fine + (DIFFERENT_CONSONANT - OTHER_SHADE) * hard - 1e-9, float(fine))


_NEAR_VOWELS = frozenset(map(frozenset, ("ae", "ao", "ei", "ou")))


def other_vowels(left: str, right: str) -> int:
    """How many vowels of two spellings as long as each other stand against one that none is written for: a for e or o,
    e for i, o for u is a shade."""
    if len(left) != len(right):
        return 0
    return sum(
        one != other and one in VOWELS and other in VOWELS and frozenset((one, other)) not in _NEAR_VOWELS
        for one, other in zip(left, right, strict=True)
    )


_INSERTED_VOWEL = 0.03
_INSERTED_END_VOWEL = 0.4
_INSERTED_FIRST_VOWEL = 0.6
_INSERTED_GLIDE = 0.4
"""The second half of ai, ei, au, ou is written."""
_SKIPPED = {"ا": 0.2, "أ": 0.2, "ه": 0.3, "و": 0.8, "ی": 0.6, "ي": 0.6, "ع": 0.0, "ئ": 0.0, "ء": 0.0, "ى": 0.2}
_DOUBLED = 0.1
_RANK = 0.1
_OTHER_SOUND = 1.3
"""Another consonant is seldom a slip of the keyboard here: nobody types both scripts at once."""
_ONE_SLIP = 1.0
"""A sound of a neighbouring key, or two letters changed over."""


@lru_cache(maxsize=32768)
def abjad_distance(word: str, sound: str) -> float:
    """How far a Latin or Cyrillic name is from one in Arabic letters, which writes no short vowels."""
    letters = abjad_letters()
    row = [0.0]
    for column, heard in enumerate(sound):
        vowel = _INSERTED_VOWEL if column else _INSERTED_FIRST_VOWEL
        row.append(row[column] + (vowel if heard in VOWELS else 1.0))
    inserted = _insertions(sound, _INSERTED_VOWEL)
    last = len(word) - 1
    above = row
    previous: tuple[str, ...] = ()
    for place, letter in enumerate(word):
        values = letters.get(letter, ())
        near = sounds_beside(letter)
        skip = _SKIPPED.get(letter, 0.0 if "" in values else 1.0)
        if values is previous and skip > _DOUBLED:
            skip = _DOUBLED
        if place == last:
            inserted = _insertions(sound, _INSERTED_END_VOWEL)
        below = [row[0] + skip]
        for column, heard in enumerate(sound):
            best = row[column + 1] + skip
            if heard in values:
                other = row[column] + _RANK * values.index(heard)
            else:
                other = row[column] + (_ONE_SLIP if heard in near else _OTHER_SOUND)
            if other < best:
                best = other
            if heard in previous and column:
                # Changed over, also with a vowel between that isn't written.
                if sound[column - 1] in values:
                    best = min(best, above[column - 1] + _ONE_SLIP)
                elif column > 1 and sound[column - 1] in VOWELS and sound[column - 2] in values:
                    best = min(best, above[column - 2] + _ONE_SLIP)
            other = below[column] + inserted[column]
            below.append(other if other < best else best)
        above, row, previous = row, below, values
    return row[-1]


def _insertions(sound: str, vowel: float) -> list[float]:
    """What each sound costs that isn't written: most vowels aren't, the second half of ai, ei, au and ou is."""
    costs = [vowel if heard in VOWELS else 1.0 for heard in sound]
    if sound[:1] in VOWELS:
        costs[0] = _INSERTED_VOWEL
    for column in range(1, len(sound)):
        if sound[column] in "iu" and sound[column - 1] in "aeo":
            costs[column] = _INSERTED_GLIDE
    return costs
