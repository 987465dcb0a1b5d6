"""How each alphabet sounds: the reviewed tables under `data/orthography`, read once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from itertools import chain
from typing import Any

MOST_FORMS = 4
"""Canonical spellings kept of one word."""

ABJADS = frozenset({"arabic", "hebrew"})
"""Scripts that write no short vowels."""

MOST_LETTERS = 4096
"""Letters remembered of one table: more than any script has, fewer than there are signs."""

_LEET = str.maketrans("013456789", "oieasgtbg")


@cache
def tables() -> Mapping[str, dict[str, Any]]:
    """Every file under `data/orthography` by its name."""
    folder = files(__package__) / "data" / "orthography"
    found = sorted((item.name, item.read_text("utf-8")) for item in folder.iterdir() if item.name.endswith(".toml"))
    return {name.removesuffix(".toml"): tomllib.loads(text) for name, text in found}


def sounds(word: str, script: str) -> tuple[str, ...]:
    """Canonical spellings of a lower-case word, likeliest first; the word itself where its script has no table."""
    if script == "latin":
        return latin_sounds(word)
    if script == "cyrillic":
        return cyrillic_sounds(word)
    if script in ABJADS:
        return (abjad_plain(word),)
    if script == "hangul":
        return hangul_sounds(word)
    if script in ("greek", "georgian", "armenian", "uyghur"):
        return (_by_table(word, script),)
    return (word,)


class _Spelt(dict[int, str]):
    """What each letter becomes, for `str.translate`; a letter that isn't there is asked of `missing` once."""

    def __init__(self, letters: Mapping[str, str], missing: Callable[[str], str]) -> None:
        super().__init__({ord(letter): sound for letter, sound in letters.items()})
        self._missing = missing

    def __missing__(self, code: int) -> str:
        found = self._missing(chr(code))
        if len(self) < MOST_LETTERS:
            self[code] = found
        return found


def _silent(_letter: str) -> str:
    return ""


def plain_latin(word: str) -> str:
    """A lower-case Latin word in the letters a to z, as its national alphabet sounds."""
    return word if word.isascii() else word.translate(_latin())


@cache
def _latin() -> _Spelt:
    return _Spelt(_letters("latin"), _base)


@cache
def _letters(*scripts: str) -> Mapping[str, Any]:
    """The letters of all languages of some scripts; where several have one, they agree on it (a test says so)."""
    found: dict[str, Any] = {}
    for table in sorted(tables().values(), key=lambda table: table["language"]):
        if table["script"] in scripts:
            found = {**table.get("letters", {}), **found}
    return found


def _base(letter: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letter)
    return "".join(c for c in decomposed if "a" <= c <= "z")


def latin_first(word: str) -> str:
    """The common reading of a lower-case Latin word."""
    return _undoubled(_readings()[0].read(_in_latin_letters(word)))


def read_one_way(word: str, script: str) -> bool:
    """Whether a lower-case word has no other reading than the common one, as far as its letters tell."""
    return script == "latin" and not _readings()[2](_in_latin_letters(word))


def _in_latin_letters(word: str) -> str:
    return plain_latin(word if word.isalpha() else word.translate(_LEET))


def latin_sounds(word: str) -> tuple[str, ...]:
    """Each reading of a lower-case Latin word, the common one first."""
    word = _in_latin_letters(word)
    common, others, worth_it = _readings()
    first = _undoubled(common.read(word))
    if not worth_it(word):
        return (first,)
    forms = [first]
    for reading in others:
        if reading.worth_it(word):
            form = _undoubled(reading.read(word))
            if form not in forms:
                forms.append(form)
    return tuple(forms[:MOST_FORMS])


class _Reading:
    """One way of reading Latin letters: from the left, the longest spelling first, one bound to the start or the end
    before one that isn't.

    `own` are the spellings that make it worth trying beside the common one, unless `only_with` says which.
    """

    __slots__ = ("read", "worth_it")

    def __init__(self, common: Mapping[str, str], own: Mapping[str, str], only_with: Sequence[str] = ()) -> None:
        rules = [(written.strip("^$"), written, sound) for written, sound in {**common, **own}.items()]
        rules.sort(key=lambda rule: (rule[0][0], -len(rule[0]), rule[0] == rule[1], rule[0]))
        by_letter: dict[str, list[str]] = {}
        sounds = [""]
        for spelling, written, sound in rules:
            start, end = "(?<=^.)" if written[0] == "^" else "", r"\Z" if written[-1] == "$" else ""
            by_letter.setdefault(spelling[0], []).append(f"({start}{re.escape(spelling[1:])}{end})")
            sounds.append(sound)
        branches = [f"{re.escape(letter)}(?:{'|'.join(found)})" for letter, found in by_letter.items()]
        replace = re.compile("|".join(branches), re.DOTALL).sub
        self.read: Callable[[str], str] = partial(replace, lambda found: sounds[found.lastindex or 0])
        self.worth_it = _any_of(only_with or [spelling.strip("^$") for spelling in own])


def _any_of(spellings: Sequence[str]) -> Callable[[str], object]:
    """Whether one of some spellings stands in a word, or at its end ($); what contains another of them needn't be
    looked for."""
    least = [one for one in spellings if not any(other != one and other in one for other in spellings)]
    ends = (re.escape(one.removesuffix("$")) + (r"\Z" if one.endswith("$") else "") for one in least)
    return re.compile("|".join(ends) or "(?!)").search


@cache
def _readings() -> tuple[_Reading, tuple[_Reading, ...], Callable[[str], object]]:
    """The common reading, the others in their order, and whether any of these is worth trying."""
    told: dict[str, dict[str, str]] = tables()["romanisation"]["readings"]
    only_with: dict[str, list[str]] = tables()["romanisation"]["only_with"]
    (_common, common), *others = told.items()
    spellings = [only_with.get(name) or [written.strip("^$") for written in own] for name, own in others]
    readings = tuple(_Reading(common, own, only_with.get(name, ())) for name, own in others)
    return _Reading(common, {}), readings, _any_of(list(chain.from_iterable(spellings)))


_DOUBLED = re.compile(r"(.)(?=\1)", re.DOTALL)
"""A letter before itself."""
_without_doubled = _DOUBLED.sub


def _undoubled(word: str) -> str:
    return _without_doubled("", word)


def _spoken(word: str) -> str:
    """Without doubled letters; Cyrillic writes one sound as two where it has no letter for it (дж)."""
    return _undoubled(word).replace("dj", "j")


@cache
def _cyrillic() -> tuple[_Spelt, frozenset[str], tuple[tuple[frozenset[str], _Spelt], ...]]:
    """How Russian reads, all letters that only other languages have, and for each of these its own ones and how it
    reads: its table over the Russian one."""
    own = [table for table in tables().values() if table["script"] == "cyrillic" and table["language"] != "ru"]
    russian = {letter: values[0] for letter, values in tables()["russian"]["letters"].items()}
    everything: dict[str, str] = {}
    for table in own:
        everything |= russian | {letter: values[0] for letter, values in table["letters"].items()}
    everything |= russian
    languages = []
    for table in own:
        letters = everything | {letter: values[0] for letter, values in table["letters"].items()}
        languages.append((frozenset(table["own"]), _Spelt(letters, _silent)))
    return _Spelt(everything, _silent), frozenset().union(*(own for own, _letters in languages)), tuple(languages)


def cyrillic_sounds(word: str) -> tuple[str, ...]:
    """A lower-case Cyrillic word read as the languages whose own letters it has, and as Russian otherwise; what is
    spelt the Belarusian way also as Russian spells it."""
    russian, beyond_russian, languages = _cyrillic()
    plain = _spoken(word.translate(russian))
    in_russian = _belarusian_in_russian()
    belarusian = in_russian.worth_it(word)
    if not belarusian and beyond_russian.isdisjoint(word):
        return (plain,)
    forms = [_spoken(word.translate(letters)) for own, letters in languages if not own.isdisjoint(word)]
    if belarusian:
        forms.insert(0, _spoken(in_russian.read(word).translate(russian)))
    return tuple(dict.fromkeys([*forms, plain]))[:MOST_FORMS]


@cache
def _belarusian_in_russian() -> _Reading:
    table = tables()["belarusian"]
    return _Reading({}, table["in_russian"], table["only_with"])


def cyrillic_letter_by_letter(word: str) -> str:
    """A lower-case Cyrillic word read as Russian is, with the letters that are doubled: as it was typed."""
    return word.translate(_cyrillic()[0])


@cache
def abjad_letters() -> Mapping[str, tuple[str, ...]]:
    """What each Arabic or Hebrew letter may sound like, likeliest first."""
    found = {letter: tuple(values) for letter, values in _letters(*sorted(ABJADS)).items()}
    return {letter: tuple(values) for letter, values in _letters("uyghur").items()} | found


@cache
def _abjads() -> _Spelt:
    return _Spelt({letter: values[0] for letter, values in abjad_letters().items()}, _silent)


def abjad_plain(word: str) -> str:
    """The likeliest sound of each letter: no short vowels."""
    return _undoubled(word.translate(_abjads()))


@cache
def _elsewhere() -> Mapping[str, str]:
    found: dict[str, str] = tables()["arabic"]["heard_elsewhere"]
    return found


def abjad_elsewhere(word: str) -> list[str]:
    """The sounds of an Arabic word where it is heard in another way: each such letter alone, and all of them; and with
    both of two letters alike, between which a vowel isn't written."""
    heard = _elsewhere()
    letters = [letter for letter in dict.fromkeys(word) if letter in heard]
    other = [{letter: heard[letter]} for letter in letters]
    if len(letters) > 1:
        other.append({letter: heard[letter] for letter in letters})
    plain = _abjads()
    found = [_undoubled("".join(told.get(letter) or plain[ord(letter)] for letter in word)) for told in other]
    return [*found, word.translate(plain)] if _DOUBLED.search(word) else found


def hangul_sounds(word: str) -> tuple[str, ...]:
    """Each syllable taken apart, with hard and with soft consonants; what isn't a whole syllable is left out."""
    letters = tables()["hangul"]["letters"]
    first, vowel, last = letters["first"], letters["vowel"], letters["last"]
    said = []
    for sign in word:
        number = ord(sign) - 0xAC00
        if 0 <= number < len(first) * len(vowel) * len(last):
            number, end = divmod(number, len(last))
            said.append(first[number // len(vowel)] + vowel[number % len(vowel)] + last[end])
    hard = _FINAL_NG.sub("n", _undoubled("".join(said)))
    return hard, hard.translate(_SOFT)


_FINAL_NG = re.compile("ng$")
_SOFT = str.maketrans("ktp", "gdb")


def _by_table(word: str, script: str) -> str:
    table = tables()[script]
    for spelling, sound in table.get("spellings", {}).items():
        word = word.replace(spelling, sound)
    letters = table["letters"]
    return _undoubled("".join(letters[c][0] if c in letters else c if c.isascii() else "" for c in word))
