"""How alike two words of a name are."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import OSA

from panah.names.orthography import ABJADS
from panah.names.skeleton import abjad_distance, bones, distance
from panah.names.words import WHOLE_SCRIPTS, Word

ENOUGH = 0.5
"""Words less alike than this don't answer to each other."""
MOST_REMEMBERED = 131_072
HOPELESS = 0.3
"""Share of letters in common below which nothing finer can make two words alike."""
OTHER_READING = 0.15
"""Letters added where the words meet only in a reading that isn't the likeliest."""
OTHER_ENDING = 0.4
"""Letters added where only the roots of two family names are alike."""
SAME_NAME = 0.9
SHORT_FORM = 0.85
ENDING_OF_THE_OTHER_SEX = 0.97
ENDING_LEFT_OUT = 0.88
ADJECTIVE = 0.8
SERVANT_LEFT_OUT = 0.75
"""Abdulkarim and Karim."""
KNOWN_APART = 0.3
"""Two different known names are never taken for one misspelt, however near their letters."""


class Likeness(NamedTuple):
    """How two words meet: same, spelling, reading, root, name, servant, nickname, letters, script.

    `alike` is from 0 to 1; `apart` counts the letters that differ, vowels and shades of a sound less than one.
    """

    alike: float
    how: str
    apart: float = 0.0


SAME = Likeness(1.0, "same")
_KNOWN_APART = Likeness(KNOWN_APART, "letters", 9.0)
_SERVED = Likeness(SERVANT_LEFT_OUT, "servant")
_WITHOUT_ARTICLE = Likeness(0.95, "reading", OTHER_READING)
NOT = Likeness(0.0, "letters")
_ARTICLE = re.compile(r"^[ae]l(?=[^aeiou]....)")
"""Written on to a name: Alshammari."""
_SERVANT = "al"
"""What a servant's name begins with: abd, abdl, or the l of an article that stayed behind."""


def likeness_once(left: Word, right: Word) -> Likeness:
    """Symmetric; not remembered: for words that won't be asked about again."""
    if left is right or left.text == right.text:
        return SAME
    if left.script in WHOLE_SCRIPTS or right.script in WHOLE_SCRIPTS:
        return _signs(left, right)
    if left.names and right.names:
        if not left.names.isdisjoint(right.names):
            return _one_name(left, right, _letters(left, right))
        both = left.names | right.names
        for name in both:
            if name.startswith("abd ") and name[4:] in both:
                return _SERVED
        return _KNOWN_APART
    found = _letters(left, right)
    if found.alike < SHORT_FORM and (left.short_for & right.names or right.short_for & left.names):
        return Likeness(SHORT_FORM, "nickname")
    return found


class _Remembered(dict[Word, dict[Word, Likeness]]):
    """What came of two words, by the one and then by the other; for most it is one and the same value. A dictionary a
    word, so that a search for unreachable objects has few of them to go through."""

    pairs = 0

    def keep(self, left: Word, right: Word, found: Likeness) -> None:
        if self.pairs >= MOST_REMEMBERED:
            self.clear()
            self.pairs = 0
        self.pairs += 1
        self.setdefault(left, {})[right] = found


remembered = _Remembered()
NOTHING: dict[Word, Likeness] = {}


def likeness(left: Word, right: Word) -> Likeness:
    """The same, remembered. Words less alike than `ENOUGH` are all the same to whoever asks this."""
    found = remembered.get(left, NOTHING).get(right)
    if found is None:
        found = likeness_once(left, right)
        if found.alike < ENOUGH:
            found = NOT
        remembered.keep(left, right, found)
    return found


def _one_name(left: Word, right: Word, found: Likeness) -> Likeness:
    """Forms of one name, unless one is a family's name of it and the other isn't: Yusupov and Youcef."""
    if found.alike >= SAME_NAME or found.how == "root":
        return found
    of_family = [word.root != word.forms[0] and word.kind == "name" for word in (left, right)]
    return Likeness(ADJECTIVE, "root", 1.0) if of_family[0] != of_family[1] else Likeness(SAME_NAME, "name")


def _signs(left: Word, right: Word) -> Likeness:
    """Sign by sign, where there is no table for the script."""
    if left.script != right.script:
        return NOT
    apart = OSA.distance(left.text, right.text)
    heavier = 1.5 if left.script == "han" else 1.0
    return Likeness(max(0.0, 1.0 - heavier * apart / max(len(left.text), len(right.text))), "letters", heavier * apart)


def _letters(left: Word, right: Word) -> Likeness:
    if (left.script in ABJADS) != (right.script in ABJADS):
        arabic, other = (left, right) if left.script in ABJADS else (right, left)
        apart = min(abjad_distance(arabic.text, form) for form in other.forms)
        if apart > 1.0 and (bare := _ARTICLE.sub("", other.forms[0])) != other.forms[0]:
            # Reading has taken the article off the Arabic word.
            apart = min(apart, abjad_distance(arabic.text, bare) + OTHER_READING)
        return Likeness(max(0.0, 0.98 - apart / (max(len(arabic.bones), len(other.bones)) + 0.5)), "script", apart)
    first, second = left.forms[0], right.forms[0]
    if first == second:
        return Likeness(0.99, "spelling")
    if not first or not second:
        return NOT
    if (first[0] in _SERVANT and _served(first) == second) or (second[0] in _SERVANT and _served(second) == first):
        return _SERVED
    if first[1:2] == "l" or second[1:2] == "l":
        with_article = _ARTICLE.sub("", first) == second or _ARTICLE.sub("", second) == first
        if with_article and not left.names and not right.names:
            return _WITHOUT_ARTICLE
    if OSA.normalized_similarity(first, second, score_cutoff=HOPELESS) < HOPELESS:
        return NOT
    apart, how = distance(first, second), "letters"
    if apart > 1.0 and left.script == right.script:
        # A slip of the keyboard may look like a spelling of another sound: Laueent for Laurent.
        apart = min(apart, float(OSA.distance(left.text, right.text)))
    if len(left.forms) > 1 or len(right.forms) > 1:
        read = min(distance(a, b) for a in left.forms for b in right.forms) + OTHER_READING
        if read < apart:
            apart, how = read, "reading"
    length = max(len(first), len(second))
    if left.root != first or right.root != second:
        if left.root == right.root:
            return _one_root(first[len(left.root) :], second[len(right.root) :])
        if left.root != first and right.root != second:
            length = max(len(left.root), len(right.root)) + 1
        elif (ending := distance(left.root, right.root) + OTHER_ENDING) < apart:
            apart, how, length = ending, "root", max(len(left.root), len(right.root))
    return Likeness(max(0.0, 0.99 - apart / length), how, apart)


def _served(sound: str) -> str:
    return sound.removeprefix("abd").removeprefix("l")


def _one_root(mine: str, theirs: str) -> Likeness:
    """Karimov and Karimova, Rahimzoda and Rahimzade; less so Rahmonov and Rahmon; least Sultan and Sultani."""
    if bones(mine) == bones(theirs):
        return Likeness(ENDING_OF_THE_OTHER_SEX, "root", OTHER_ENDING)
    if "i" in (mine, theirs):
        return Likeness(ADJECTIVE, "root", 1.0)
    return Likeness(ENDING_LEFT_OUT, "root", OTHER_ENDING)
