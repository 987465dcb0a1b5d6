"""How each alphabet sounds: the reviewed tables under `data/orthography`, read once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

MOST_FORMS = 4
"""Canonical spellings kept of one word."""

ABJADS = frozenset({"arabic", "hebrew"})
"""Scripts that write no short vowels."""

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
    if script in ("greek", "georgian", "armenian"):
        return (_by_table(word, script),)
    return (word,)


def plain_latin(word: str) -> str:
    """A lower-case Latin word in the letters a to z, as its national alphabet sounds."""
    if not word.isascii():
        letters = _letters("latin")
        word = "".join(letters[c] if c in letters else _base(c) for c in word)
    return word


@cache
def _letters(*scripts: str) -> Mapping[str, Any]:
    """The letters of all languages of some scripts; where several have one, they agree on it (a test says so)."""
    found: dict[str, Any] = {}
    for table in sorted(tables().values(), key=lambda table: table["language"]):
        if table["script"] in scripts:
            found = {**table.get("letters", {}), **found}
    return found


@lru_cache(maxsize=8192)
def _base(letter: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letter)
    return "".join(c for c in decomposed if "a" <= c <= "z")


def latin_sounds(word: str) -> tuple[str, ...]:
    """Each reading of a lower-case Latin word, the common one first."""
    if not word.isalpha():
        word = word.translate(_LEET)
    word = plain_latin(word)
    forms: list[str] = []
    for rules, triggers in _readings():
        if forms and not [trigger for trigger in triggers if trigger in word]:
            continue
        form = _undoubled(_read(word, rules))
        if form not in forms:
            forms.append(form)
    return tuple(forms[:MOST_FORMS])


Rule: TypeAlias = tuple[str, int, str, bool, bool]
"""A spelling, its length, its sound, and whether it stands only at the start or only at the end."""


def _read(word: str, rules: dict[str, tuple[Rule, ...]]) -> str:
    heard = []
    place, end = 0, len(word)
    while place < end:
        for spelling, length, sound, at_start, at_end in rules.get(word[place], ()):
            if (
                word.startswith(spelling, place)
                and (not at_start or place == 0)
                and (not at_end or place + length == end)
            ):
                heard.append(sound)
                place += length
                break
        else:
            heard.append(word[place])
            place += 1
    return "".join(heard)


@cache
def _readings() -> tuple[tuple[dict[str, tuple[Rule, ...]], tuple[str, ...]], ...]:
    """For each reading its rules by first letter, longest first, and the spellings that make it worth trying."""
    readings: dict[str, dict[str, str]] = tables()["romanisation"]["readings"]
    made = []
    for own in readings.values():
        rules: dict[str, list[Rule]] = {}
        for written, sound in {**readings["common"], **own}.items():
            spelling = written.strip("^$")
            rule = (spelling, len(spelling), sound, written.startswith("^"), written.endswith("$"))
            rules.setdefault(spelling[0], []).append(rule)
        ordered = {
            letter: tuple(sorted(found, key=lambda rule: (-rule[1], not (rule[3] or rule[4]), rule[0])))
            for letter, found in rules.items()
        }
        made.append((ordered, tuple(spelling.strip("^$") for spelling in own)))
    return tuple(made)


_DOUBLED = re.compile(r"(.)\1+")


def _undoubled(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def _spoken(word: str) -> str:
    """Without doubled letters; Cyrillic writes one sound as two where it has no letter for it (дж)."""
    return _undoubled(word).replace("dj", "j")


@cache
def _cyrillic() -> tuple[dict[str, str], tuple[tuple[str, dict[str, str]], ...]]:
    """The Russian table, and each other language's own letters with its table over the Russian one."""
    own = [table for table in tables().values() if table["script"] == "cyrillic" and table["language"] != "ru"]
    russian = {letter: values[0] for letter, values in tables()["russian"]["letters"].items()}
    languages = []
    for table in own:
        letters = russian | {letter: values[0] for letter, values in table["letters"].items()}
        languages.append((table["own"], letters))
    everything = {letter: sound for _own, letters in languages for letter, sound in letters.items()} | russian
    return everything, tuple(languages)


def cyrillic_sounds(word: str) -> tuple[str, ...]:
    """A lower-case Cyrillic word read as the languages whose own letters it has, and as Russian otherwise."""
    russian, languages = _cyrillic()
    forms: list[str] = []
    for own, letters in languages:
        if any(letter in own for letter in word):
            form = _spoken("".join(letters.get(c, russian.get(c, "")) for c in word))
            if form not in forms:
                forms.append(form)
    form = _spoken("".join(russian.get(c, "") for c in word))
    if form not in forms:
        forms.append(form)
    return tuple(forms[:MOST_FORMS])


@cache
def abjad_letters() -> Mapping[str, tuple[str, ...]]:
    """What each Arabic or Hebrew letter may sound like, likeliest first."""
    return {letter: tuple(values) for letter, values in _letters(*sorted(ABJADS)).items()}


def abjad_plain(word: str) -> str:
    """The likeliest sound of each letter: no short vowels."""
    letters = abjad_letters()
    return _undoubled("".join(letters[c][0] for c in word if c in letters))


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
