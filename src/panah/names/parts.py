"""A name in its parts: what `prepare` makes of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from panah.names.reading import lowered
from panah.names.script import unmixed, word_script
from panah.names.vocabulary import vocabulary
from panah.names.words import INITIAL, LONGEST_INITIALS, PARTICLE, Word, plain_word, word_as, word_of

LONGEST = 300
"""Letters of a name that are looked at."""
MOST_PARTS = 16

_WORD = re.compile(r"[^\W_]+(?:['’‘`´ʻʼʹ]+[^\W_]+)*")
_APOSTROPHES = re.compile(r"['’‘`´ʻʼʹʿʾ]+")
_ZONE_LINE = re.compile(r"[ACIPV]<(?:[A-Z]{3}|D<<)(?=[A-Z<]{25,39}$)")
"""What stands before the name in a whole line of a machine-readable zone: the kind of document and its state."""
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_JOINERS = "\u200c\u200d"
# Not of the category of invisible characters, and invisible all the same: a joiner of marks, fillers of Hangul,
# selectors of variants.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10))))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something amiss in a name as written: a code, and the place (counted in letters from 0)."""

    code: str
    place: int


_ENDLESS = 2 * LONGEST


class Prepared(NamedTuple):
    """A name ready for comparing, with its text as given; `inverted`: a comma says that the family name is first.

    What comparing asks of every name is worked out once: `answers`, the places of all parts that need an answer on the
    other side, `spelt` those of them that are more than an initial, and `words` these; `marks` of the parts together;
    `longest`, the most sounds of a part, and `least_joined`, the fewest of two neighbours.
    """

    text: str
    parts: tuple[Word, ...]
    problems: tuple[Problem, ...]
    inverted: bool = False
    answers: tuple[int, ...] = ()
    spelt: tuple[int, ...] = ()
    words: tuple[Word, ...] = ()
    marks: int = 0
    longest: int = 0
    least_joined: int = _ENDLESS


@lru_cache(maxsize=16384)
def prepare(text: str) -> Prepared:
    """Take a name apart. Never raises; what is wrong with the text is in `problems`."""
    plain = _plain_parts(text)
    if plain is not None:
        return _worked_out(text, plain, (), False)
    problems: list[Problem] = []
    clean = text
    if len(clean) > LONGEST:
        problems.append(Problem("too_long", LONGEST))
        clean = clean[:LONGEST]
    if not _ordinary().issuperset(clean):
        clean = _cleaned(clean, problems)
    words = _words(_ZONE_LINE.sub("", clean, count=1) if "<<" in clean else clean, problems)
    if not words:
        problems.append(Problem("empty", 0))
    return _worked_out(text, _parts(words), tuple(problems), "," in clean)


_PLACES = tuple(tuple(range(count)) for count in range(MOST_PARTS + 1))


def _worked_out(text: str, parts: tuple[Word, ...], problems: tuple[Problem, ...], inverted: bool) -> Prepared:
    marks = longest = 0
    before = least = _ENDLESS
    for part in parts:
        length = part.length
        marks |= part.marks
        if length > longest:
            longest = length
        if before + length < least:
            least = before + length
        before = length
    answers = spelt = _PLACES[len(parts)]
    words = parts
    if marks & (INITIAL | PARTICLE):
        answers = tuple([place for place in answers if parts[place].kind != "particle"])
        spelt = tuple([place for place in answers if parts[place].kind != "initial"])
        words = tuple([parts[place] for place in spelt])
    return Prepared(text, parts, problems, inverted, answers, spelt, words, marks, longest, least)


@cache
def _ordinary() -> frozenset[str]:
    """Signs that cleaning leaves as they are, whatever stands beside them: what nearly all names are written in."""
    return frozenset(
        sign
        for sign in map(chr, range(0x20, 0x0700))
        if unicodedata.category(sign)[0] not in "CM" and unicodedata.normalize("NFKC", sign) == sign
    )


def _cleaned(text: str, problems: list[Problem]) -> str:
    kept = []
    for place, letter in enumerate(text):
        category = unicodedata.category(letter)
        if letter in _DIRECTION:
            problems.append(Problem("direction_mark", place))
        elif category == "Cc" and letter not in "\t\n\r":
            problems.append(Problem("control_character", place))
            kept.append(" ")
        elif letter in _INVISIBLE or (category == "Cf" and not _joins(text, place)):
            problems.append(Problem("invisible_character", place))
        elif category not in ("Cf", "Cs", "Co", "Cn"):
            kept.append(letter)
    composed = unicodedata.normalize("NFKC", "".join(kept))[: 2 * LONGEST]
    return "".join(c for c in composed if unicodedata.category(c) != "Mn")


def _joins(text: str, place: int) -> bool:
    """Whether a joiner stands after an Arabic letter or mark, where spelling asks for it."""
    return text[place] in _JOINERS and place > 0 and "\u0600" <= text[place - 1] <= "\u08ff"


def _plain_parts(text: str) -> tuple[Word, ...] | None:
    """The parts of a text of nothing but words of ordinary letters with a space between, each in one common script and
    without a meaning of its own; None for any other text."""
    if len(text) > LONGEST:
        return None
    if text.isascii():
        parts = tuple(map(plain_word, text.lower().split(" ")))
    elif _ordinary().issuperset(text):
        parts = tuple(map(plain_word, lowered(text).split(" ")))
        if _spelt_in_two_ways(parts):
            return None
    else:
        return None
    return None if None in parts or len(parts) > MOST_PARTS else parts  # type: ignore[return-value]  # none is None


def _spelt_in_two_ways(parts: Iterable[Word | None]) -> bool:
    """Whether some parts are spelt the Uyghur way, and others in letters that may be so read."""
    return {"uyghur", "arabic"} <= {part.script for part in parts if part is not None}


def _words(text: str, problems: list[Problem]) -> list[tuple[str, str]]:
    """Words in lower case with their script; at most `MOST_PARTS`."""
    words: list[tuple[str, str]] = []
    for found in _WORD.finditer(text):
        if len(words) >= MOST_PARTS:
            problems.append(Problem("too_many_parts", found.start()))
            break
        word = found[0]
        if word.isascii():
            word = word.lower()
            if "'" in word or "`" in word:
                word = _APOSTROPHES.sub("", word)
            if len(word) <= LONGEST_INITIALS and text[found.end() : found.end() + 1] == ".":
                word = vocabulary().written_initials.get(word, word)
            if not word.isdecimal():
                words.append((word, "latin"))
            continue
        word = lowered(_APOSTROPHES.sub("", word))
        if not word or word.isdecimal():
            # A letter that stands for an apostrophe may stand alone: Jo ʻ rayev.
            continue
        script, mixed = word_script(word)
        if mixed:
            problems.append(Problem("mixed_script", found.start()))
            word = unmixed(word, script)
        if script == "hangul" and 2 < len(word) < 5:
            words += [(word[0], script), (word[1:], script)]
        elif script:
            words.append((word, script))
    if any(script == "uyghur" for _word, script in words):
        # One word tells how the others are spelt.
        words = [(word, "uyghur" if script == "arabic" else script) for word, script in words]
    # A Korean name is two words: with the last of them there may be one too many.
    return words[:MOST_PARTS]


def _parts(words: list[tuple[str, str]]) -> tuple[Word, ...]:
    special = vocabulary().special
    if any(text in special for text, _script in words):
        return _with_special(words)
    return tuple([word_of(text, script) for text, script in words])


def _with_special(words: list[tuple[str, str]]) -> tuple[Word, ...]:
    """Particles, sonship, titles and compounds told apart."""
    known = vocabulary()
    if len(words) > 1:
        untitled = [word for word in words if word[0] not in known.titles]
        words = untitled if any(word[0] not in known.particles for word in untitled) else words
    if len(words) > 1 and words[-1][0] in known.servant and words[0][0] not in known.special:
        # A servant's name that was cut in two where the family's begins: HAQ<<ABDUL.
        words = [words[-1], *words[:-1]]
    parts: list[Word] = []
    father_next = False
    place = 0
    while place < len(words):
        text, script = words[place]
        joined, used = _joined(words, place)
        if used > 1:
            text = joined
        place += used
        if used == 1 and text in known.before_father and len(words) > 1:
            father_next = True
            continue
        if used == 1 and text in known.after_father and parts:
            parts[-1] = word_as(parts[-1].text, parts[-1].script, "patronymic")
            continue
        if used == 1 and _is_particle(words, place - 1):
            parts.append(word_as(text, script, "particle"))
            continue
        kind = "patronymic" if father_next else "title" if used == 1 and text in known.honours else ""
        father_next = False
        parts.append(word_as(text, script, kind) if kind else word_of(text, script))
    if all(part.kind in ("particle", "title") for part in parts):
        return tuple(part if part.kind == "particle" else word_as(part.text, part.script, "name") for part in parts)
    return tuple(parts)


def _is_particle(words: list[tuple[str, str]], place: int) -> bool:
    """A word that only binds: not the last, and an assimilated article only before the letter it takes on."""
    text = words[place][0]
    if place + 1 == len(words):
        return len(words) > 1 and text in vocabulary().unknown
    if text in vocabulary().assimilated:
        return words[place + 1][0].startswith(text[1:])
    if len(text) == 1 and place == 0:
        return False
    return text in vocabulary().particles or text in vocabulary().unknown


def _joined(words: list[tuple[str, str]], place: int) -> tuple[str, int]:
    """Words that are one name though written apart: `abd al rahman`, `saif ud din`, `habib ullah`."""
    known = vocabulary()
    text, _script = words[place]
    used = 1
    following = [word for word, _script in words[place + 1 : place + 3]]
    if following and following[0] in known.family_apart and text not in known.special:
        return text + following[0], 2
    if text in known.god and following and following[0] in known.after_god:
        return text + following[0], 2
    if text in known.servant and following:
        article = len(following) > 1 and (following[0] in known.particles or following[0] in known.assimilated)
        return text + "".join(following[: 1 + article]), 2 + article
    if len(following) > 1 and following[1] in known.religion and _is_particle(words, place + 1):
        return text + "ud" + following[1], 3
    gods_own = len(following) > 1 and following[0] in known.god and following[1] in known.after_god
    if following and following[0] in known.religion_joined and text not in known.particles and not gods_own:
        return text + following[0], 2
    return text, used
