"""One word of a name: its canonical spellings, its root, its weight. Remembered, since names repeat."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import count

from panah.names.lexicon import NOTHING, known, named_after, names_in_arabic, names_of_root
from panah.names.orthography import ABJADS, cyrillic_letter_by_letter, read_one_way
from panah.names.reading import bare_arabic, read, read_first
from panah.names.script import plain_script
from panah.names.skeleton import bones_of, coarse_of
from panah.names.vocabulary import vocabulary

WHOLE_SCRIPTS = frozenset({"han", "kana", "other"})
"""Scripts compared sign by sign."""
KEEPS_START = frozenset({"latin", "cyrillic", "greek", "georgian", "armenian", "uyghur"})
"""Scripts whose first letter tells the first sound."""
_WITHOUT_INITIALS = WHOLE_SCRIPTS | {"hangul"}
_NOT_BY_SOUND = WHOLE_SCRIPTS | ABJADS

LONGEST_INITIALS = 3
"""Letters of a word that may be the initials of several names: JC Juncker."""
INITIAL, PARTICLE, PATRONYMIC, SHORT, NO_GIVEN_NAME, NO_VOWELS, SON_OF = (1 << place for place in range(7))
"""Marks of words, and of names that have such a word: kinds; so short that it may be initials; not a known name without
a family's ending; of a script that writes no short vowels; begins as if bin were written on: Benali."""
_BELARUSIAN_ENDS = ("au", "eu")
"""Of families' names that have another reading far off the first one: Hardzeyeu, of Gordeev."""
_MOST_BONES = 5
_WEIGHTS = tuple(min(1.0, 0.25 + 0.15 * bones) for bones in range(_MOST_BONES + 1))
"""What agreeing on a word says, by its consonants."""
_NUMBERS = count()
_OF_KIND = {"initial": INITIAL, "particle": PARTICLE, "patronymic": PATRONYMIC}


class Word:
    """A part of a name, and what is known of it once it has been read. Two are equal only if they are one object: a
    quick key.

    `text`: its lower-case letters, and `letters` these without an Arabic article; `kind`: name, patronymic, title,
    particle or initial; `first`: the likeliest of its canonical spellings; `length`: its sounds, none of an initial;
    `start`: the first sound where the script tells it; `coarse`, `bones`: the views of `skeleton`; `names`: the known
    names it may be, `short_for`: those it is a short form of, and `kin`: what it shares with any word that is one name
    with it though spelt otherwise; `root`: what is left without an ending, and `of_family`: that was a family's;
    `by_sound`: its letters alone tell how it is read, it is compared sound by sound, and no
    reading is far off the first; `weight`: what agreeing on it
    says; `marks` as above; `number`: no other word's.
    """

    __slots__ = (
        "_forms",
        "bones",
        "by_sound",
        "coarse",
        "first",
        "kin",
        "kind",
        "length",
        "letters",
        "marks",
        "names",
        "number",
        "of_family",
        "root",
        "script",
        "short_for",
        "start",
        "text",
        "weight",
    )
    _forms: tuple[str, ...] | None

    def __init__(self, text: str, script: str, kind: str) -> None:
        letters = bare_arabic(text) if script == "arabic" else text
        plain = plain_script(letters) == script
        lexicon = known()
        first = (plain and lexicon.sounds.get(letters)) or read_first(letters, script)
        own_kind, root = "name", first
        names = lexicon.written.get(letters) or lexicon.heard.get(first)
        if names is None:
            own_kind, root, names = _root_and_names(letters, first)
        if len(letters) == 1 and own_kind == "name" and script not in _WITHOUT_INITIALS:
            own_kind = "initial"
        kind = kind or own_kind
        marks = _OF_KIND.get(kind, 0)
        if len(text) <= LONGEST_INITIALS:
            marks |= SHORT
        by_sound = plain and len(first) > 1 and script not in _NOT_BY_SOUND
        if not names:
            marks |= NO_GIVEN_NAME
            if letters[:2] in vocabulary().father_joined:
                marks |= SON_OF
            if first[-2:] in _BELARUSIAN_ENDS:
                by_sound = False
        elif root != first:
            marks |= NO_GIVEN_NAME
        if script in ABJADS:
            marks |= NO_VOWELS
        short = lexicon.short.get(letters, NOTHING)
        self.text = text
        self.script = script
        self.letters = letters
        self.kind = kind
        self.first = first
        self.root = root
        self.length = 0 if kind == "initial" else len(first)
        self.names = names
        self.short_for = short
        self.kin = _kin(names, short) if names or short else NOTHING
        self.of_family = root != first and own_kind == "name"
        self.by_sound = by_sound
        self.marks = marks
        self.coarse = shape = coarse_of(first)
        self.start = shape[:1] if script in KEEPS_START else ""
        self.bones = skeleton = bones_of(shape)
        if script in WHOLE_SCRIPTS:
            self.weight = min(1.5, 0.4 * len(letters))
        else:
            self.weight = _WEIGHTS[min(len(skeleton), _MOST_BONES)] * lexicon.share_of(letters, names)
        self.number = next(_NUMBERS)
        self._forms = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Canonical spellings, likeliest first. The second-best are asked for seldom and read when they are."""
        if self._forms is None:
            letters, script = self.letters, self.script
            self._forms = (self.first,) if read_one_way(letters, script) else read(letters, script)
        return self._forms


@lru_cache(maxsize=32768)
def plain_word(text: str) -> Word | None:
    """Read a lower-case word of one common script that has no meaning of its own inside names; None for any other."""
    if not text.isalpha() or text in vocabulary().special:
        return None
    script = plain_script(text)
    return Word(text, script, "") if script else None


@lru_cache(maxsize=32768)
def word_as(text: str, script: str, kind: str) -> Word:
    """Read a lower-case word; of the kind that the word itself tells where none is given."""
    return Word(text, script, kind)


def word_of(text: str, script: str) -> Word:
    """Read a lower-case word."""
    word = plain_word(text)
    return word if word is not None and word.script == script else word_as(text, script, "")


_SHORTEST_FATHER = 3


def father_of(word: Word) -> Word | None:
    """The father's name in a word that `bin` is written on to, as if it stood apart."""
    for start in vocabulary().father_joined.get(word.letters[:2], ()):
        if word.letters.startswith(start) and len(word.letters) - len(start) >= _SHORTEST_FATHER:
            return word_as(word.letters[len(start) :], word.script, "patronymic")
    return None


_IN_LATIN = str.maketrans({"S": "sh", "C": "ch", "G": "gh", "x": "kh", "c": "ts"})


def letters_of_both(left: Word, right: Word) -> tuple[str, str]:
    """The letters of two words, in Latin ones where one is Latin and the other isn't: a slip of one keyboard shows
    there."""
    if left.script == right.script:
        return left.letters, right.letters
    return _in_latin(left), _in_latin(right)


def _in_latin(word: Word) -> str:
    letters = word.letters
    if word.script != "latin":
        sound = cyrillic_letter_by_letter(letters) if word.script == "cyrillic" else word.first
        letters = sound.translate(_IN_LATIN)
    return letters.replace("dzh", "j").replace("zh", "j").replace("dj", "j")


def _kin(names: frozenset[str], short: frozenset[str]) -> frozenset[str]:
    served = [name[4:] for name in names if name.startswith("abd ")]
    return names.union(short, served) if short or served else names


def _root_and_names(letters: str, first: str) -> tuple[str, str, frozenset[str]]:
    """Of a word that is no known name: whether it is a patronymic, its root, and the known names this may be."""
    patronymic, family, honour = _endings()
    kind = "name"
    root = _without(first, patronymic, 2)
    if root != first:
        kind = "patronymic"
    else:
        root = _without(first, family, 3)
    # Valiev is Vali's, though most names in -iev end in a consonant.
    names = (first.startswith("i", len(root)) and names_of_root(root + "i")) or names_of_root(root)
    if not names and (bare := _without(root, honour, 4)) != root:
        names = names_of_root(bare)
    names = names or (names_in_arabic(letters) if letters[0] >= "\u0600" else NOTHING)
    if not names and (names := named_after(first)):
        root = first[:-1]
    return kind, root, names


_ByLastLetters = Mapping[str, tuple[str, ...]]


@cache
def _endings() -> tuple[_ByLastLetters, _ByLastLetters, _ByLastLetters]:
    """Endings of patronymics, of families and of honour by their last two letters, longest first."""
    known = vocabulary()
    patronymic, family, honour = (
        {last: tuple(ending for ending in endings if ending[-2:] == last) for last in {e[-2:] for e in endings}}
        for endings in (known.patronymic_endings, known.family_endings, known.honour_endings)
    )
    return patronymic, family, honour


def _without(sound: str, endings: _ByLastLetters, least: int) -> str:
    for ending in endings.get(sound[-2:], ()):
        if sound.endswith(ending) and len(sound) - len(ending) >= least:
            return sound[: -len(ending)]
    return sound
