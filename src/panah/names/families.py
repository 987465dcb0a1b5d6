"""Whether two words are two families' names, however near their letters: another maker of the name, or another root.

Makers (-ov, -in, -sky, -enko …) are as common as the families are many: that two words share one says nothing. So of
two names with the same maker the roots are looked at alone, and a root bears one slip only: a letter missing, one too
many, two changed over, a neighbour on the keyboard or a sound that is easily misheard.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from panah.names.keyboard import beside, in_cyrillic
from panah.names.lexicon import NOTHING, known, names_of_root, names_written
from panah.names.orthography import ABJADS
from panah.names.skeleton import bones, coarse, distance
from panah.names.twoparts import other_part, stands_alone
from panah.names.vocabulary import vocabulary
from panah.names.words import Word, letters_of_both

SHORTEST_ROOT = 3
LEAST_WITH_SLIP = 5
"""Sounds of a root from which one consonant may be a slip: Bykov and Bychkov, Serov and Sedov are two families."""
LEAST_WITH_SPELLING = 7
"""The same for a slip in a root that is also spelt in another way."""
LEAST_WITH_ANY = 9
"""The same for a consonant that is neither near on the keyboard nor near in sound."""
ONE_SLIP = 1.0
SLIP_AND_SPELLING = 1.35
VOICE = 0.6
"""Taken off where a consonant is only voiced in one spelling: Sargsyan and Sarkisyan."""
MANY_OTHERS = frozenset({"in", "i", "zai"})
"""Makers with which many other words end too (Begin, Martin), or whose roots are short: these aren't compared."""
NO_GIVEN_NAMES = frozenset({"zai"})
"""Makers with which no given name ends: known ones are families'."""
ADJECTIVE = "i"
BESIDE_ADJECTIVE = frozenset({"ian", "pur", "nejad", "zai"})
"""Karimian, Karimpur and Karimzai are other families than Karimi; Karimov was often made of Karimi."""
VOWEL_BEFORE_MAKER = 0.45
"""Added where one root ends in a vowel and the other doesn't: Belov and Belyaev."""

_IAN = "یان"
_GLIDE = re.compile("(?<=[aeiou])j(?![aeiou])")
_VOWELS = frozenset("aeiouyаеёиоуыэюя")
_VOICED = frozenset(map(frozenset, ("bp", "vf", "dt", "gk", "zs", "jC")))
_HEARD = ("mn", "bpvf", "td", "gkqxGh", "szcSCj", "lr")


def two_families(left: Word, right: Word) -> bool:
    """Of two words whose letters are near: whether they are two family names all the same."""
    return _by_what_made_them(left, right) or (
        other_part(left.root, right.root)
        and not (left.script in ABJADS or right.script in ABJADS)
        # Kholmtaov is Kholmatov with two letters changed over.
        and sorted(left.root) != sorted(right.root)
        and not _one_in_another_reading(left, right)
    )


def _one_in_another_reading(left: Word, right: Word) -> bool:
    """Whether two roots are alike as soon as one is read in another way: Oğuzhan isn't put together with -jan."""
    mine, theirs = left.forms, right.forms
    if len(mine) == len(theirs) == 1 or bones(left.root) == bones(right.root):
        return False
    ends = len(left.first) - len(left.root), len(right.first) - len(right.root)
    roots = [(one[: len(one) - ends[0]], other[: len(other) - ends[1]]) for one in mine for other in theirs]
    return any(bones(one) == bones(other) for one, other in roots)


def _by_what_made_them(left: Word, right: Word) -> bool:
    named, also = _named_after(left), _named_after(right)
    if named and also and named.isdisjoint(also):
        return True
    mine, theirs = made(left.first), made(right.first)
    if not mine or not theirs:
        return bool(mine or theirs) and stands_alone(right.first if mine else left.first)
    if _given(left, mine[0]) or _given(right, theirs[0]):
        return False
    abjad = left.script in ABJADS or right.script in ABJADS
    if mine[0] != theirs[0]:
        return _other_maker(mine[0], theirs[0], abjad) and not (
            # Voronin is what Voroninov is made from, not Voronov's other maker.
            left.first == right.root or right.first == left.root or _one_apart(left, right)
        )
    if mine[0] in MANY_OTHERS or abjad:
        return False
    if not (left.names | named).isdisjoint(right.names | also) and _bare(mine[1]) and _bare(theirs[1]):
        return False
    scripts = {left.script, right.script}
    if not _other_root(mine[1], theirs[1], scripts):
        return False
    if _slip(*letters_of_both(left, right), max(len(mine[1]), len(theirs[1]))):
        return False
    roots = [(one[1], other[1]) for one in map(made, left.forms) for other in map(made, right.forms) if one and other]
    return all(_other_root(one, other, scripts) for one, other in roots[1:])


def _named_after(word: Word) -> frozenset[str]:
    """The known names that a family's name is made of: Hossein, of Hosseinpour."""
    if word.names:
        return word.names if word.of_family else NOTHING
    if word.script == "arabic":
        ends = (end for end in (*vocabulary().family_apart, _IAN) if word.letters.endswith(end))
        return next((names for end in ends if (names := names_written(word.letters.removesuffix(end)))), NOTHING)
    maker, root = made(word.first) or ("", "")
    if not maker or maker in MANY_OTHERS - NO_GIVEN_NAMES:
        return NOTHING
    # Of two letters alike one is heard: Hosseinnejad.
    return names_of_root(root) or names_of_root(root + maker[0])


@lru_cache(maxsize=8192)
def made(sound: str) -> tuple[str, str] | None:
    """The maker of a family name and the root before it; None for a word without one."""
    for ending, maker in _makers().get(sound[-1:], ()):
        if sound.endswith(ending) and len(sound) - len(ending) >= SHORTEST_ROOT:
            return maker, sound[: -len(ending)]
    return None


@cache
def _makers() -> dict[str, list[tuple[str, str]]]:
    """Endings with their maker by their last letter, longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    endings = [(ending, maker) for maker, told in vocabulary().family_makers.items() for ending in told]
    for ending, maker in sorted(endings, key=lambda one: -len(one[0])):
        found.setdefault(ending[-1], []).append((ending, maker))
    return found


def _other_maker(one: str, other: str, abjad: bool) -> bool:
    """Whether two makers make two families; Arabic writes -i and -zai alike."""
    if ADJECTIVE in (one, other):
        beside_it = other if one == ADJECTIVE else one
        return beside_it in BESIDE_ADJECTIVE and not (abjad and beside_it == "zai")
    return True


def _given(word: Word, maker: str) -> bool:
    """Whether a word is a known name that only looks made: Kristina."""
    return (
        bool(word.names)
        and maker not in NO_GIVEN_NAMES
        and (word.letters in known().written or word.first in known().heard)
    )


def _bare(root: str) -> bool:
    """Whether a root is a known name as it is: Karim, and not Karimbek."""
    return bool(names_of_root(root) or names_of_root(root + "i"))


def _other_root(one: str, other: str, scripts: set[str]) -> bool:
    length = max(len(one), len(other))
    if bones(one) != bones(other):
        # Where they aren't, h may be g; where they are, it is kh.
        one, other = _spoken(one), _spoken(other)
    mine, theirs = bones(one), bones(other)
    consonants = OSA.distance(mine, theirs)
    vowel_more = not consonants and coarse(one).endswith("a") != coarse(other).endswith("a")
    if not consonants and not vowel_more:
        return False
    if length < LEAST_WITH_SLIP:
        return True
    changed = _changed(mine, theirs) if consonants == 1 else None
    apart = distance(one, other) + (VOWEL_BEFORE_MAKER if vowel_more else 0.0)
    if changed is not None and frozenset(changed) in _VOICED:
        apart -= VOICE
    if apart > (SLIP_AND_SPELLING if length >= LEAST_WITH_SPELLING else ONE_SLIP):
        return True
    return changed is not None and length < LEAST_WITH_ANY and _far(*changed, scripts)


def _spoken(root: str) -> str:
    """With what romanisations write in two ways as one: j after a vowel, and h for g."""
    return _GLIDE.sub("i", root).replace("h", "g").replace("G", "g")


def _slip(mine: str, theirs: str, length: int) -> bool:
    """Whether two words are one slip of a keyboard apart; in a short root only one that makes no other name: letters
    changed over, a vowel for a consonant."""
    if OSA.distance(mine, theirs, score_cutoff=1) != 1:
        return False
    if (changed := _changed(mine, theirs)) is None:
        return length >= LEAST_WITH_SLIP or len(mine) == len(theirs)
    one, other = changed
    return beside(one, other) and (length >= LEAST_WITH_SLIP or (one in _VOWELS) != (other in _VOWELS))


def _one_apart(left: Word, right: Word) -> bool:
    """Whether one letter or sound makes the difference: less than any two makers differ by."""
    sounds = OSA.distance(left.first, right.first, score_cutoff=1)
    return sounds <= 1 or OSA.distance(*letters_of_both(left, right), score_cutoff=1) <= 1


def _far(one: str, other: str, scripts: set[str]) -> bool:
    """Whether one consonant is seldom mistaken for another."""
    if any(one in group and other in group for group in _HEARD):
        return False
    in_latin = "latin" in scripts and beside(one, other)
    return not in_latin and not ("cyrillic" in scripts and beside(in_cyrillic(one), in_cyrillic(other)))


def _changed(mine: str, theirs: str) -> tuple[str, str] | None:
    """The letter that stands for another one; None where one is missing or two are changed over."""
    if len(mine) != len(theirs):
        return None
    changed = [(one, other) for one, other in zip(mine, theirs, strict=True) if one != other]
    return changed[0] if len(changed) == 1 else None
