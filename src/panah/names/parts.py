"""A name in its parts: what `prepare` makes of a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

from panah.names.reading import lowered
from panah.names.script import plain_script, unmixed, word_script
from panah.names.skeleton import coarse
from panah.names.vocabulary import vocabulary
from panah.names.words import Word, word_of

LONGEST = 300
"""Letters of a name that are looked at."""
MOST_PARTS = 16
KEEPS_START = frozenset({"latin", "cyrillic", "greek", "georgian", "armenian"})
"""Scripts whose first letter tells the first sound."""
LONGEST_INITIALS = 3
"""Letters of a word that may be the initials of several names: JC Juncker."""

_WORD = re.compile(r"[^\W_]+(?:['’‘`´ʻʼʹ]+[^\W_]+)*")
_APOSTROPHES = re.compile(r"['’‘`´ʻʼʹʿʾ]+")
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


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name.

    `forms` are canonical spellings, likeliest first; `kind` is name, patronymic, title, particle or initial; `length`
    counts its sounds, none of an initial; `start` is the first sound where the script tells it.
    """

    text: str
    script: str
    forms: tuple[str, ...]
    kind: str
    word: Word = field(repr=False, compare=False)
    length: int = 0
    start: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A name ready for comparing, with its text as given; `inverted`: a comma says that the family name is first.

    What comparing asks of every name is worked out once: `answers`, the places of all parts that need an answer on the
    other side, `spelt` those of them that are more than an initial, and `words` these; `lengths`, the sounds of each
    part, none of an initial; `starts`, their first sound where the script tells it; `weights` of the parts; `initials`:
    some part may be one or several; `with_father`: some part is a patronymic; `all_given`: every part is a known name
    without a family's ending.
    """

    text: str
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]
    inverted: bool = False
    answers: tuple[int, ...] = ()
    spelt: tuple[int, ...] = ()
    words: tuple[Word, ...] = ()
    lengths: tuple[int, ...] = ()
    starts: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    initials: bool = False
    with_father: bool = False
    all_given: bool = False


@lru_cache(maxsize=16384)
def prepare(text: str) -> Prepared:
    """Take a name apart. Never raises; what is wrong with the text is in `problems`."""
    problems: list[Problem] = []
    clean = text
    if len(clean) > LONGEST:
        problems.append(Problem("too_long", LONGEST))
        clean = clean[:LONGEST]
    if not _ordinary().issuperset(clean):
        clean = _cleaned(clean, problems)
    words = _plain_words(clean) or _words(clean, problems)
    if not words:
        problems.append(Problem("empty", 0))
    return _worked_out(text, _parts(words), tuple(problems), "," in clean)


def _worked_out(text: str, parts: tuple[Part, ...], problems: tuple[Problem, ...], inverted: bool) -> Prepared:
    answers, spelt, words = [], [], []
    initials = with_father = False
    all_given = True
    for place, part in enumerate(parts):
        kind, word = part.kind, part.word
        if kind != "particle":
            answers.append(place)
            if kind != "initial":
                spelt.append(place)
                words.append(word)
            if kind == "patronymic":
                with_father = True
        if len(part.text) <= LONGEST_INITIALS:
            initials = True
        if not word.names or word.root != part.forms[0]:
            all_given = False
    return Prepared(
        text,
        parts,
        problems,
        inverted,
        tuple(answers),
        tuple(spelt),
        tuple(words),
        tuple([part.length for part in parts]),
        tuple([part.start for part in parts]),
        tuple([part.word.weight for part in parts]),
        initials,
        with_father,
        all_given,
    )


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


def _plain_words(text: str) -> list[tuple[str, str]] | None:
    """What `_words` finds in a text of nothing but letters and spaces, each word in one common script; None for any
    other text."""
    if not text.replace(" ", "").isalpha():
        return None
    if text.isascii():
        words = [(word, "latin") for word in text.lower().split()]
    else:
        words = [(word, plain_script(word)) for word in map(lowered, text.split())]
        if not all(script for _word, script in words):
            return None
    return words if len(words) <= MOST_PARTS else None


def _words(text: str, problems: list[Problem]) -> list[tuple[str, str]]:
    """Words in lower case with their script; at most `MOST_PARTS`."""
    words: list[tuple[str, str]] = []
    for found in _WORD.finditer(text):
        if len(words) == MOST_PARTS:
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
        if word.isdecimal():
            continue
        script, mixed = word_script(word)
        if mixed:
            problems.append(Problem("mixed_script", found.start()))
            word = unmixed(word, script)
        if script == "hangul" and 2 < len(word) < 5:
            words += [(word[0], script), (word[1:], script)]
        elif script:
            words.append((word, script))
    return words


def _parts(words: list[tuple[str, str]]) -> tuple[Part, ...]:
    special = vocabulary().special
    plain = []
    for text, script in words:
        if text in special:
            return _with_special(words)
        plain.append(part_of(text, script, ""))
    return tuple(plain)


def _with_special(words: list[tuple[str, str]]) -> tuple[Part, ...]:
    """Particles, sonship, titles and compounds told apart."""
    known = vocabulary()
    if len(words) > 1:
        untitled = [word for word in words if word[0] not in known.titles]
        words = untitled if any(word[0] not in known.particles for word in untitled) else words
    if len(words) > 1 and words[-1][0] in known.servant and words[0][0] not in known.special:
        # A servant's name that was cut in two where the family's begins: HAQ<<ABDUL.
        words = [words[-1], *words[:-1]]
    parts: list[Part] = []
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
            parts[-1] = part_of(parts[-1].text, parts[-1].script, "patronymic")
            continue
        if used == 1 and _is_particle(words, place - 1):
            parts.append(part_of(text, script, "particle"))
            continue
        kind = "patronymic" if father_next else "title" if used == 1 and text in known.honours else ""
        father_next = False
        parts.append(part_of(text, script, kind))
    if all(part.kind in ("particle", "title") for part in parts):
        return tuple(part if part.kind == "particle" else part_of(part.text, part.script, "name") for part in parts)
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


@lru_cache(maxsize=32768)
def part_of(text: str, script: str, kind: str) -> Part:
    word = word_of(text, script)
    if not kind:
        kind = word.kind
    forms = word.forms
    start = coarse(forms[0][:1]) if script in KEEPS_START else ""
    return Part(text, script, forms, kind, word, 0 if kind == "initial" else len(forms[0]), start)
