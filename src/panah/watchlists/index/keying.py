"""What is looked up in an index: keys of words, of words written together, of documents and of entries.

A word of a listed name is found by its consonants, by its sounds, and by both with one letter left out, so that one
wrong, missing or added letter still leads to it; a name by two neighbouring words put together, when somebody else
writes them as one. All of it is hashed before it is written or asked for.
"""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from panah.names import DateLike, Prepared, Word, prepare
from panah.names.keys import keys_of, known_digest, skeleton_of
from panah.names.skeleton import bones_of, coarse_of
from panah.names.words import PARTICLE, word_of

FEWEST_SOUNDS = 3
"""Sounds a word has for one of them to be left out: with fewer, half of all names would share a key."""
LONGEST_JOINED = 20
_PROBES = ("Djurayev Rustam", "Жўраев Рустам", "رضایی", "O‘G‘ILOY", "Nazarbayev", "Abd al-Rahman", "Muhammad", "Цой")


def searchable(prepared: Prepared) -> list[Word]:
    """The parts of a name that lead to others: not particles and initials."""
    return [part for part in prepared.parts if part.kind not in ("particle", "initial") and part.text]


def name_keys(word: Word) -> list[str]:
    """Keys of one word under which spellings of one name are brought together."""
    return [f"w{word.letters}", *(f"k{key}" for key in keys_of(word))]


def slip_keys(word: Word) -> set[str]:
    """Keys of its likeliest sounds, with one letter less and without vowels: words one slip apart share one."""
    sound = word.coarse
    shorter = range(len(sound)) if len(sound) >= FEWEST_SOUNDS else ()
    return {
        f"s{sound}",
        f"v{bones_of(coarse_of(sound))}",
        f"r{_bare(word.letters)}",
        *[f"s{sound[:place]}{sound[place + 1 :]}" for place in shorter],
    }


class Joined(NamedTuple):
    """Two neighbouring words put together, with what binds them: letters, script, what both weigh, and their strong
    consonants."""

    text: str
    script: str
    weight: float
    skeleton: str

    @property
    def key(self) -> str:
        """The key under which it is found where it is one word."""
        return f"r{_bare(self.text)}"

    @property
    def across(self) -> list[str]:
        """The keys under which it is found where another script writes it as one word."""
        return [f"x{script}{self.skeleton}" for script in _OTHER_SCRIPTS.get(self.script, ())]

    def read(self) -> Word:
        """What is known of the word."""
        return word_of(self.text, self.script)


def neighbours(prepared: Prepared) -> list[Joined]:
    """Neighbouring words put together, where that isn't too long for a word; with the particle that binds them, too."""
    parts = [part for part in prepared.parts if part.kind != "initial" and part.text]
    runs: list[tuple[Word, ...]] = list(pairwise(parts))
    if prepared.marks & PARTICLE:
        runs += [run for run in zip(parts, parts[1:], parts[2:], strict=False) if run[1].kind == "particle"]
    return [
        Joined("".join([word.text for word in run]), run[0].script, run[0].weight + run[-1].weight, skeleton_of(run))
        for run in runs
        if sum([len(word.text) for word in run]) <= LONGEST_JOINED
    ]


def joined_keys(prepared: Prepared) -> list[str]:
    """Keys of neighbouring words put together."""
    found = neighbours(prepared)
    return [f"j{_bare(joined.text)}" for joined in found] + [f"y{joined.script}{joined.skeleton}" for joined in found]


def apart_keys(word: Word) -> list[str]:
    """The keys under which a word is found where it is written as two, in its own letters and in other scripts."""
    skeleton = skeleton_of((word,))
    return [f"j{_bare(word.letters)}", *[f"y{script}{skeleton}" for script in _OTHER_SCRIPTS.get(word.script, ())]]


def one_word_key(word: Word) -> str:
    """The key under which a word is found where another script writes it as two."""
    return f"x{word.script}{skeleton_of((word,))}"


_SCRIPTS = ("latin", "cyrillic", "arabic", "uyghur")
_OTHER_SCRIPTS = {script: tuple(other for other in _SCRIPTS if other != script) for script in _SCRIPTS}
_VOWELS = str.maketrans("", "", "aeiouyаеёиоуыэюяіәөүұӣӯў")


def _bare(text: str) -> str:
    """A word without vowels, by its letters alone: quick, since most words put together are no word."""
    return text.translate(_VOWELS)


def listed_document_keys(issuer: str, number: str) -> list[str]:
    """Keys under which a listed document is found: its plain number with its issuer ("" if not said), and alone."""
    return [f"d{issuer} {number}", f"n{number}"] if number else []


def asked_document_keys(issuer: str, number: str) -> list[str]:
    """Keys that lead to documents that may be this one: of its issuer or of none; of any, if its own isn't known."""
    if not number:
        return []
    return [f"d{issuer} {number}", f"d {number}"] if issuer else [f"n{number}"]


def birth_key(birth: DateLike) -> str:
    """Key of a whole date of birth."""
    return f"b{birth.year}-{birth.month}-{birth.day}"


def entry_key(code: str, entry: str) -> str:
    """Key of an entry by its list's code and its own id."""
    return f"e{code}\0{entry}"


@cache
def probe() -> str:
    """A digest of how this program reads names and what it knows of them: indexes of another are to be made anew."""
    words = [word for text in _PROBES for word in searchable(prepare(text))]
    told = [sorted({*name_keys(word), *slip_keys(word), *apart_keys(word), one_word_key(word)}) for word in words]
    return hashlib.blake2b(repr(told).encode() + known_digest(), digest_size=8).hexdigest()
