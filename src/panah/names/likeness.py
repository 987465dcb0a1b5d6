"""How alike two words of a name are."""

from __future__ import annotations

import re
from typing import TypeAlias

from rapidfuzz.distance.OSA import distance as letters_apart

from panah.names.families import two_families
from panah.names.orthography import ABJADS
from panah.names.skeleton import OTHER_SHADE, abjad_distance, bones, distance, least_apart, other_vowels, weighed
from panah.names.words import NO_GIVEN_NAME, PATRONYMIC, SON_OF, WHOLE_SCRIPTS, Word, father_of, letters_of_both

ENOUGH = 0.5
"""Words less alike than this don't answer to each other."""
MOST_REMEMBERED = 131_072
HOPELESS = 7
"""Tenths of the letters that differ from which nothing finer can make two words alike."""
MOST_IN_ROOTS = 2
"""Consonants by which the roots of two names with an ending may differ: no reading makes up for more."""
OTHER_READING = 0.15
"""Letters added where the words meet only in a reading that isn't the likeliest."""
OTHER_ENDING = 0.4
"""Letters added where only the roots of two family names are alike."""
OTHER_VOWEL = 1.2
"""Letters added for a vowel against one that is far from it, where Uyghur writes which it is."""
LETTERS_WRITTEN = 0.75
"""Of the letters of an Arabic word, as how many consonants they count: long vowels are letters too."""
SPELT_TOGETHER = 0.97
"""Ben Ali and Benali."""
SAME_NAME = 0.9
SHORT_FORM = 0.85
ENDING_OF_THE_OTHER_SEX = 0.97
ENDING_LEFT_OUT = 0.88
ADJECTIVE = 0.8
SERVANT_LEFT_OUT = 0.75
"""Abdulkarim and Karim."""
KNOWN_APART = 0.3
"""Two different known names are never taken for one misspelt, however near their letters."""


Likeness: TypeAlias = tuple[float, str, float]
"""How alike two words are, from 0 to 1; how they meet: same, spelling, reading, root, name, servant, nickname, letters,
script; and the letters that differ, vowels and shades of a sound less than one. Plain tuples: there are many."""

SAME: Likeness = (1.0, "same", 0.0)
_KNOWN_APART: Likeness = (KNOWN_APART, "letters", 9.0)
_SERVED: Likeness = (SERVANT_LEFT_OUT, "servant", 0.0)
_WITHOUT_ARTICLE: Likeness = (0.95, "reading", OTHER_READING)
NOT: Likeness = (0.0, "letters", 0.0)
_DOUBTFUL = frozenset({"letters", "reading", "root", "script"})
"""Ways of meeting behind which there may be two families."""
_MOST_SHARE = 0.5
"""Of the letters, from which words are less alike than `ENOUGH`."""
_ARTICLE = re.compile(r"^[ae]l(?=[^aeiou]....)")
"""Written on to a name: Alshammari."""
_SERVANT = "al"
"""What a servant's name begins with: abd, abdl, or the l of an article that stayed behind."""


def likeness_once(left: Word, right: Word) -> Likeness:
    """Symmetric; not remembered: for words that won't be asked about again."""
    if left is right or left.letters == right.letters:
        return SAME
    if left.script in WHOLE_SCRIPTS or right.script in WHOLE_SCRIPTS:
        return _signs(left, right)
    if SON_OF & (left.marks | right.marks) and (sons := _of_fathers(left, right)) is not None:
        return sons
    if left.names and right.names:
        if not left.names.isdisjoint(right.names):
            if NO_GIVEN_NAME & left.marks & right.marks and two_families(left, right):
                return _KNOWN_APART
            return _one_name(left, right, _letters(left, right))
        both = left.names | right.names
        for name in both:
            if name.startswith("abd ") and name[4:] in both:
                return _SERVED
        return _KNOWN_APART
    found = _letters(left, right)
    if found[0] >= ENOUGH and found[1] in _DOUBTFUL and two_families(left, right):
        return _KNOWN_APART
    if found[0] < SHORT_FORM and (left.short_for & right.names or right.short_for & left.names):
        return SHORT_FORM, "nickname", 0.0
    return found


remembered: dict[int, Likeness] = {}
"""What came of two words, by their numbers: in plain numbers and tuples, which a search for unreachable objects passes
over."""
_HALF = 40
"""Bits of the second word's number."""


def likeness(left: Word, right: Word) -> Likeness:
    """The same, remembered. Words less alike than `ENOUGH` are all the same to whoever asks this."""
    key = left.number << _HALF | right.number
    return remembered.get(key) or _kept(key, likeness_once(left, right))


def _kept(key: int, found: Likeness) -> Likeness:
    if found[0] < ENOUGH:
        found = NOT
    if len(remembered) >= MOST_REMEMBERED:
        remembered.clear()
    remembered[key] = found
    return found


def answering(mine: tuple[Word, ...], theirs: tuple[Word, ...]) -> list[tuple[int, int, Likeness]]:
    """Which words of one name are alike enough to answer to which of the other's: their places, and how alike.

    Nearly all words of two names have nothing to do with each other, and are left aside at once: known names of which
    neither is the other's, or so few letters in common that nothing finer is worth it.
    """
    answers = []
    recall = remembered.get
    for here, word in enumerate(mine):
        kin, known, first, length, by_sound = word.kin, word.names, word.first, word.length, word.by_sound
        number = word.number << _HALF
        for there, other in enumerate(theirs):
            if word is other:
                answers.append((here, there, SAME))
                continue
            strange = by_sound and other.by_sound and kin.isdisjoint(other.kin)
            if strange and known and other.names:
                continue
            key = number | other.number
            found = recall(key)
            if found is None:
                most = other.length if other.length > length else length
                if strange and 10 * letters_apart(first, other.first) >= HOPELESS * most:
                    found = _kept(key, NOT)
                else:
                    found = _kept(key, likeness_once(word, other))
            if found is not NOT:
                answers.append((here, there, found))
    return answers


def _of_fathers(left: Word, right: Word) -> Likeness | None:
    """Of two words of which one or both begin with `bin`, `ben`, `ould` … written together: as the fathers are, if both
    are known names or the other's stands after a `bin` of its own; None where this says nothing."""
    fathers = [father_of(word) if word.marks & SON_OF else word for word in (left, right)]
    mine, theirs = fathers
    if mine is None or theirs is None:
        return None
    if left.marks & right.marks & SON_OF:
        return likeness_once(mine, theirs) if mine.names and theirs.names else None
    apart = right if left.marks & SON_OF else left
    if not apart.marks & PATRONYMIC or apart.root != apart.first:
        return None
    found = likeness_once(mine, theirs)
    return (min(found[0], SPELT_TOGETHER), "joined", found[2]) if found[0] >= ENOUGH else found


def _one_name(left: Word, right: Word, found: Likeness) -> Likeness:
    """Forms of one name, unless one is a family's name of it and the other isn't: Yusupov and Youcef."""
    if found[0] >= SAME_NAME or found[1] == "root":
        return found
    return (ADJECTIVE, "root", 1.0) if left.of_family != right.of_family else (SAME_NAME, "name", 0.0)


def _signs(left: Word, right: Word) -> Likeness:
    """Sign by sign, where there is no table for the script."""
    if left.script != right.script:
        return NOT
    apart = letters_apart(left.letters, right.letters)
    heavier = 1.5 if left.script == "han" else 1.0
    return max(0.0, 1.0 - heavier * apart / max(len(left.letters), len(right.letters))), "letters", heavier * apart


def _letters(left: Word, right: Word) -> Likeness:
    if (left.script in ABJADS) != (right.script in ABJADS):
        arabic, other = (left, right) if left.script in ABJADS else (right, left)
        apart = min(abjad_distance(arabic.letters, form) for form in other.forms)
        if apart > 1.0 and (bare := _ARTICLE.sub("", other.first)) != other.first:
            # Reading has taken the article off the Arabic word.
            apart = min(apart, abjad_distance(arabic.letters, bare) + OTHER_READING)
        length = max(len(arabic.bones) + 0.5, len(other.bones) + 0.5, LETTERS_WRITTEN * len(arabic.letters))
        return max(0.0, 0.98 - apart / length), "script", apart
    first, second = left.first, right.first
    if first == second:
        return 0.99, "spelling", 0.0
    if not first or not second:
        return NOT
    if (first[0] in _SERVANT and _served(first) == second) or (second[0] in _SERVANT and _served(second) == first):
        return _SERVED
    if first[1:2] == "l" or second[1:2] == "l":
        with_article = _ARTICLE.sub("", first) == second or _ARTICLE.sub("", second) == first
        if with_article and not left.names and not right.names:
            return _WITHOUT_ARTICLE
    fine = letters_apart(first, second)
    length = max(len(first), len(second))
    if 10 * fine >= HOPELESS * length and left.by_sound and right.by_sound:
        return NOT
    rooted = left.root != first and right.root != second
    if rooted and letters_apart(bones(left.root), bones(right.root)) > MOST_IN_ROOTS:
        return NOT
    apart, how = weighed(fine, left.coarse, right.coarse, left.bones, right.bones), "letters"
    if apart > 1.0:
        # A slip of the keyboard may look like a spelling of another sound: Laueent for Laurent.
        apart = min(apart, float(letters_apart(*letters_of_both(left, right))))
    if left.script != right.script and "uyghur" in (left.script, right.script) and left.coarse == right.coarse:
        apart += OTHER_VOWEL * other_vowels(first, second)
    # Of two forms of one name the way they meet counts even where the letters hardly agree.
    most = apart if left.names and right.names else min(apart, length * _MOST_SHARE)
    if most > OTHER_READING and (read := _in_other_readings(left, right, most)) < most:
        apart, how = read, "reading"
    if left.root != first or right.root != second:
        if left.root == right.root:
            return _one_root(first[len(left.root) :], second[len(right.root) :])
        if rooted:
            length = max(len(left.root), len(right.root)) + 1
        elif (ending := distance(left.root, right.root) + OTHER_ENDING) < apart:
            apart, how, length = ending, "root", max(len(left.root), len(right.root))
    return max(0.0, 0.99 - apart / length), how, apart


def _in_other_readings(left: Word, right: Word, most: float) -> float:
    """How far two words are apart where one is read in another way than the likeliest, if that is less than `most`."""
    forms, others = left.forms, right.forms
    if len(forms) > 1 or len(others) > 1:
        for form in forms:
            for other in others:
                fine = letters_apart(form, other)
                if OTHER_SHADE * fine + OTHER_READING < most and least_apart(fine, form, other) + OTHER_READING < most:
                    most = min(most, distance(form, other) + OTHER_READING)
    return most


def _served(sound: str) -> str:
    return sound.removeprefix("abd").removeprefix("l")


def _one_root(mine: str, theirs: str) -> Likeness:
    """Karimov and Karimova, Rahimzoda and Rahimzade; less so Rahmonov and Rahmon; least Sultan and Sultani."""
    if bones(mine) == bones(theirs):
        return ENDING_OF_THE_OTHER_SEX, "root", OTHER_ENDING
    if "i" in (mine, theirs):
        return ADJECTIVE, "root", 1.0
    return ENDING_LEFT_OUT, "root", OTHER_ENDING
