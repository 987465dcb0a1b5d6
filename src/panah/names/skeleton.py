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
    width = len(sound) + 1
    row = [0.0] * width
    for column in range(1, width):
        vowel = _INSERTED_FIRST_VOWEL if column == 1 else _INSERTED_VOWEL
        row[column] = row[column - 1] + (vowel if sound[column - 1] in VOWELS else 1.0)
    last = len(word) - 1
    above = row
    previous: tuple[str, ...] = ()
    for place, letter in enumerate(word):
        values = letters.get(letter, ())
        skip = _SKIPPED.get(letter, 0.0 if "" in values else 1.0)
        if values is previous:
            skip = min(skip, _DOUBLED)
        below = [row[0] + skip] + [0.0] * (width - 1)
        for column in range(1, width):
            heard = sound[column - 1]
            best = row[column] + skip
            if heard in values:
                best = min(best, row[column - 1] + _RANK * values.index(heard))
            else:
                slip = _ONE_SLIP if heard in sounds_beside(letter) else _OTHER_SOUND
                best = min(best, row[column - 1] + slip)
            if heard in previous and column > 1:
                # Changed over, also with a vowel between that isn't written.
                if sound[column - 2] in values:
                    best = min(best, above[column - 2] + _ONE_SLIP)
                elif column > 2 and sound[column - 2] in VOWELS and sound[column - 3] in values:
                    best = min(best, above[column - 3] + _ONE_SLIP)
            inserted = 1.0
            if heard in VOWELS:
                inserted = _INSERTED_END_VOWEL if place == last and column > 1 else _INSERTED_VOWEL
                if heard in "iu" and column > 1 and sound[column - 2] in "aeo":
                    inserted = max(inserted, _INSERTED_GLIDE)
            best = min(best, below[column - 1] + inserted)
            below[column] = best
        above, row, previous = row, below, values
    return row[-1]
