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
from panah.names.keys import keys_of, known_digest
from panah.names.skeleton import bones, coarse
from panah.names.words import word_of

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
    sound = coarse(word.first)
    shorter = range(len(sound)) if len(sound) >= FEWEST_SOUNDS else ()
    return {
        f"s{sound}",
        f"v{bones(sound)}",
        f"r{_bare(word.letters)}",
        *[f"s{sound[:place]}{sound[place + 1 :]}" for place in shorter],
    }


class Joined(NamedTuple):
    """Two neighbouring words put together: letters, script, and what both weigh."""

    text: str
    script: str
    weight: float

    @property
    def key(self) -> str:
        """The key under which it is found where it is one word."""
        return f"r{_bare(self.text)}"

    def read(self) -> Word:
        """What is known of the word."""
        return word_of(self.text, self.script)


def neighbours(prepared: Prepared) -> list[Joined]:
    """Neighbouring words put together, where that isn't too long for a word."""
    parts = [part for part in prepared.parts if part.kind != "initial" and part.text]
    return [
        Joined(first.text + second.text, first.script, first.weight + second.weight)
        for first, second in pairwise(parts)
        if len(first.text) + len(second.text) <= LONGEST_JOINED
    ]


def joined_keys(prepared: Prepared) -> list[str]:
    """Keys of neighbouring words put together."""
    return [f"j{_bare(joined.text)}" for joined in neighbours(prepared)]


def joined_key(word: Word) -> str:
    """The key under which a word is found where it is written as two."""
    return f"j{_bare(word.letters)}"


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
    told = [sorted({*name_keys(word), *slip_keys(word)}) for word in words]
    return hashlib.blake2b(repr(told).encode() + known_digest(), digest_size=8).hexdigest()
