"""Known names: which spellings are one name, what is short for what, and which say little because many bear them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeAlias

from panah.names.orthography import ABJADS
from panah.names.reading import bare_arabic, lowered, read_first, unmarked
from panah.names.script import plain_script, word_script

NOTHING: frozenset[str] = frozenset()
_FATHER_OF = re.compile("(?:ab[uo]|um[ua]?)l?(?=...)")
_FATHER_OF_IN_ARABIC = re.compile("(?:[اأ]بو|[اأ]م)(?:ال)?(?=...)")
_SERVANT_IN_ARABIC = "عبد"
_OF_COMPOUNDS = frozenset({"muslim", "persian"})
"""Sections of `given_names.toml` of which compounds of faith are made: no one is a servant of Roman."""
_FATHERS = ("ab", "um")
_FATHERS_IN_ARABIC = {"ب": "ab", "م": "um"}
_COMPOUNDS = ("din", "ula")
_COMPOUNDS_IN_ARABIC = {"دین": "din", "اله": "ula"}
_YEH = ("ی", "ي")


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))


def _lines(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for table in data.values() if isinstance(table, dict) for key, value in table.items()}


def _spelt(word: str) -> tuple[str, str]:
    """As `prepare` would write it, and its first canonical spelling."""
    text = unmarked(lowered(word)).replace("'", "").replace("ʻ", "")
    script, _mixed = word_script(text)
    if script == "arabic":
        text = bare_arabic(text)
    return text, read_first(text, script) if script not in ABJADS else ""


class Known(NamedTuple):
    """Names by their spelling as written, and by canonical spelling; the canonical spelling of each as written, if it
    is in one common script; the names that short forms stand for; and the shares of names that many bear."""

    written: Mapping[str, frozenset[str]]
    heard: Mapping[str, frozenset[str]]
    sounds: Mapping[str, str]
    parts_heard: Mapping[str, frozenset[str]]
    parts_written: Mapping[str, frozenset[str]]
    short: Mapping[str, frozenset[str]]
    shares: Mapping[str, float]

    def share_of(self, text: str, names: frozenset[str]) -> float:
        """How much of an ordinary name's weight agreement on this one has."""
        shares = self.shares
        least = shares.get(text, 1.0)
        for name in names:
            share = shares.get(name, 1.0)
            if share < least:
                least = share
        return least


@cache
def known() -> Known:
    """Read once."""
    written: dict[str, frozenset[str]] = {}
    heard: dict[str, frozenset[str]] = {}
    sounds: dict[str, str] = {}
    parts_heard: dict[str, frozenset[str]] = {}
    parts_written: dict[str, frozenset[str]] = {}
    for name, spellings, makes_compounds in _all_lines():
        for spelling in spellings:
            text, sound = _spelt(spelling)
            written[text] = written.get(text, NOTHING) | {name}
            if sound:
                heard[sound] = heard.get(sound, NOTHING) | {name}
                if plain_script(text):
                    sounds[text] = sound
            if makes_compounds:
                parts_written[text] = parts_written.get(text, NOTHING) | {name}
                if sound:
                    parts_heard[sound] = parts_heard.get(sound, NOTHING) | {name}
    for sound, names in heard.items():
        heard[sound] = names | _compound_of(sound, parts_heard)
    for text, names in written.items():
        said = sounds.get(text)
        compound = _compound_of(said, parts_heard) if said else _compound_in_arabic(text, parts_written)
        written[text] = names | compound
    return Known(written, heard, sounds, parts_heard, parts_written, _nicknames(), _shares())


def _all_lines() -> Iterator[tuple[str, list[str], bool]]:
    """Each name with its spellings, and whether compounds of faith are made of it."""
    for section, lines in _data("given_names").items():
        for name, spellings in lines.items() if isinstance(lines, dict) else ():
            yield name, spellings.split(), section in _OF_COMPOUNDS
    for name, spellings in _lines(_data("compound_names")).items():
        yield name, spellings.split(), True
    for line in _data("regional_names")["names"]:
        yield line.split()[0], line.split(), False


def _nicknames() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for short, names in _lines(_data("nicknames")).items():
        text, _sound = _spelt(short)
        found[text] = found.get(text, NOTHING) | frozenset(names)
    return found


def _shares() -> Mapping[str, float]:
    return {
        name: tier["share"]
        for tier in _data("common_names").values()
        if isinstance(tier, dict)
        for name in tier["names"]
    }


def names_of_root(root: str) -> frozenset[str]:
    """The known names whose sound a root is, or of which it is a compound."""
    return known().heard.get(root) or _compound_of(root, known().parts_heard)


def names_written(text: str) -> frozenset[str]:
    """The known names that are written so."""
    return known().written.get(text, NOTHING)


def names_in_arabic(text: str) -> frozenset[str]:
    """The known names of which an Arabic word without its article is a compound, or that it is but for its last
    letter."""
    if found := _compound_in_arabic(text, known().parts_written):
        return found
    return known().written.get(text[:-1], NOTHING) if text[-1:] in _YEH and len(text) > 3 else NOTHING


def named_after(sound: str) -> frozenset[str]:
    """The known names of which a word is the adjective: Karimi, of Karim."""
    return known().heard.get(sound[:-1], NOTHING) if sound[-1:] == "i" and len(sound) > 4 else NOTHING


_Names: TypeAlias = Mapping[str, frozenset[str]]


def _compound_of(sound: str, heard: _Names) -> frozenset[str]:
    """`abd karim` for a servant of the Generous, `abu talib`, `shams din`, `najib ula`; nothing for another word."""
    if sound[:3] == "abd":
        rest = sound[3:]
        return _all("abd {}", heard.get(rest) or (heard.get(rest[1:]) if rest[:1] == "l" else None))
    if names := heard.get(sound[:-3]) if sound[-3:] in _COMPOUNDS else None:
        return _all(f"{{}} {sound[-3:]}", names)
    if sound[:2] in _FATHERS and (found := _FATHER_OF.match(sound)):
        return _all(f"{found[0][:2]} {{}}", heard.get(sound[found.end() :]))
    return NOTHING


def _compound_in_arabic(text: str, written: _Names) -> frozenset[str]:
    """The same for a word in Arabic letters without its article."""
    if text[:3] == _SERVANT_IN_ARABIC:
        return _all("abd {}", written.get(text[3:]))
    if last := _COMPOUNDS_IN_ARABIC.get(text[-3:]):
        return _all(f"{{}} {last}", written.get(text[:-3]))
    if found := _FATHER_OF_IN_ARABIC.match(text):
        return _all(f"{_FATHERS_IN_ARABIC[found[0][1]]} {{}}", written.get(text[found.end() :]))
    return NOTHING


def _all(pattern: str, names: frozenset[str] | None) -> frozenset[str]:
    return frozenset([pattern.format(name) for name in names]) if names else NOTHING
