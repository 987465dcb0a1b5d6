"""Known names: which spellings are one name, what is short for what, and which say little because many bear them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from panah.names.orthography import ABJADS
from panah.names.reading import bare_arabic, lowered, read, unmarked
from panah.names.script import word_script

NOTHING: frozenset[str] = frozenset()
_COMPOUNDS = ("din", "ula")


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
    return text, read(text, script)[0] if script not in ABJADS else ""


@cache
def _names() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """Names by the spelling as written, and by canonical spelling."""
    written: dict[str, frozenset[str]] = {}
    heard: dict[str, frozenset[str]] = {}
    lines = [(name, spellings.split()) for name, spellings in _lines(_data("given_names")).items()]
    lines += [(line.split()[0], line.split()) for line in _data("regional_names")["names"]]
    for name, spellings in lines:
        for spelling in spellings:
            text, sound = _spelt(spelling)
            written[text] = written.get(text, NOTHING) | {name}
            if sound:
                heard[sound] = heard.get(sound, NOTHING) | {name}
    return written, heard


@cache
def _nicknames() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for short, names in _lines(_data("nicknames")).items():
        text, _sound = _spelt(short)
        found[text] = found.get(text, NOTHING) | frozenset(names)
    return found


@cache
def _shares() -> Mapping[str, float]:
    return {
        name: tier["share"]
        for tier in _data("common_names").values()
        if isinstance(tier, dict)
        for name in tier["names"]
    }


def names_of(text: str, sound: str) -> frozenset[str]:
    """The known names a word may be by its letters or its sound."""
    written, heard = _names()
    return written.get(text) or heard.get(sound, NOTHING)


def names_by_root(text: str, *roots: str) -> frozenset[str]:
    """The known names a word may be that is none itself: by the sound of a root, or as a compound of one."""
    written, heard = _names()
    for root in roots:
        if found := heard.get(root) or _compound_of(root, heard):
            return found
    return written.get(text[:-1], NOTHING) if len(text) > 3 and text[-1] in "یي" else NOTHING


def named_after(sound: str) -> frozenset[str]:
    """The known names of which a word is the adjective: Karimi, of Karim."""
    return _names()[1].get(sound[:-1], NOTHING) if len(sound) > 4 and sound[-1] == "i" else NOTHING


def _compound_of(sound: str, heard: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """`abd karim` for a servant of the Generous, `shams din`, `najib ula`; nothing for another word."""
    if sound.startswith("abd"):
        return frozenset(f"abd {name}" for name in heard.get(sound[3:], NOTHING))
    if not sound.endswith(_COMPOUNDS):
        return NOTHING
    for ending in _COMPOUNDS:
        if sound.endswith(ending):
            return frozenset(f"{name} {ending}" for name in heard.get(sound[: -len(ending)], NOTHING))
    return NOTHING


def short_for(text: str) -> frozenset[str]:
    """The names a short form stands for."""
    return _nicknames().get(text, NOTHING)


def share_of(text: str, names: frozenset[str]) -> float:
    """How much of an ordinary name's weight agreement on this one has."""
    shares = _shares()
    least = shares.get(text, 1.0)
    for name in names:
        least = min(least, shares.get(name, 1.0))
    return least
