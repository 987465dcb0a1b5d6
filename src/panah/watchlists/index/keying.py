"""What is looked up in an index: keys of words, of words written together, of documents and of entries.

A word of a listed name is found by its consonants, by its sounds, and by both with one letter left out, so that one
wrong, missing or added letter still leads to it; a name by two neighbouring words put together, when somebody else
writes them as one. All of it is hashed before it is written or asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise

from panah.names import Part, Prepared, keys, prepare
from panah.names.skeleton import bones, coarse
from panah.names.words import Word, word_of

FEWEST_CONSONANTS = 4
"""Consonants a word has for one of them to be left out: with fewer, half of all names would share a key."""
FEWEST_SOUNDS = 4
LONGEST_JOINED = 18
SHORT = 7
"""Words are looked up together only if one of them is this short: longer ones are hardly ever written as one."""
_PROBES = ("Djurayev Rustam", "Жўраев Рустам", "رضایی", "O‘G‘ILOY", "Nazarbayev", "Abd al-Rahman", "Muhammad", "Цой")


def searchable(prepared: Prepared) -> list[Part]:
    """The parts of a name that lead to others: not particles and initials."""
    return [part for part in prepared.parts if part.kind not in ("particle", "initial") and part.text]


def word_keys(word: Word) -> frozenset[str]:
    """Keys of one word: those under which names are brought together, and for the likeliest spelling one letter less.

    Two words of one name share one, and so do two whose sounds are one letter apart.
    """
    part = Part(word.text, word.script, word.forms, "name", word)
    found = {f"w{word.text}", *(f"k{key}" for key in keys(Prepared(word.text, (part,), ())))}
    sound = word.forms[0]
    shapes = {coarse(sound): FEWEST_SOUNDS, bones(sound): FEWEST_CONSONANTS}
    for shape, fewest in shapes.items():
        found.add(f"s{shape}")
        if len(shape) >= fewest:
            found.update(f"s{shape[:place]}{shape[place + 1 :]}" for place in range(len(shape)))
    return frozenset(found)


def neighbours(prepared: Prepared) -> Iterator[tuple[Word, float]]:
    """Neighbouring words put together, and what both weigh."""
    parts = [part for part in prepared.parts if part.kind != "initial" and part.text]
    for first, second in pairwise(parts):
        if min(len(first.text), len(second.text)) <= SHORT and len(first.text) + len(second.text) <= LONGEST_JOINED:
            yield word_of(first.text + second.text, first.script), first.word.weight + second.word.weight


def joined_keys(prepared: Prepared) -> Iterator[str]:
    """Keys of neighbouring words put together."""
    for word, _weight in neighbours(prepared):
        yield from joined_key(word)


def joined_word_keys(word: Word) -> Iterator[str]:
    """Keys under which a word put together is found where it is one: it has no slips of its own to allow for."""
    yield f"w{word.text}"
    yield f"s{coarse(word.forms[0])}"


def joined_key(word: Word) -> Iterator[str]:
    """Keys under which a word is found where it is written as two."""
    yield f"j{coarse(word.forms[0])}"


def document_keys(issuer: str, number: str) -> Iterator[str]:
    """Keys of a document's plain number, with its issuer and without."""
    if number:
        yield f"d{issuer} {number}"
        if issuer:
            yield f"n{number}"


def entry_key(code: str, entry: str) -> str:
    """Key of an entry by its list's code and its own id."""
    return f"e{code}\0{entry}"


def probe() -> str:
    """A digest of how this program reads names: an index made by another reading has to be made anew."""
    told = [sorted(word_keys(part.word)) for text in _PROBES for part in searchable(prepare(text))]
    return hashlib.blake2b(repr(told).encode(), digest_size=8).hexdigest()
