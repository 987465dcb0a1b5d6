"""Known names: which spellings are one name, what is short for what, and which say little because many bear them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from panah.names.orthography import ABJADS
from panah.names.reading import bare_arabic, lowered, read_first, unmarked
from panah.names.script import plain_script, word_script

NOTHING: frozenset[str] = frozenset()
_COMPOUNDS = ("din", "ula")
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
    lines = [(name, spellings.split()) for name, spellings in _lines(_data("given_names")).items()]
    lines += [(line.split()[0], line.split()) for line in _data("regional_names")["names"]]
    for name, spellings in lines:
        for spelling in spellings:
            text, sound = _spelt(spelling)
            written[text] = written.get(text, NOTHING) | {name}
            if sound:
                heard[sound] = heard.get(sound, NOTHING) | {name}
                if plain_script(text):
                    sounds[text] = sound
    return Known(written, heard, sounds, _nicknames(), _shares())


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
    heard = known().heard
    return heard.get(root) or _compound_of(root, heard)


def names_before_yeh(text: str) -> frozenset[str]:
    """The known names that an Arabic word is but for its last letter."""
    return known().written.get(text[:-1], NOTHING) if text[-1:] in _YEH and len(text) > 3 else NOTHING


def named_after(sound: str) -> frozenset[str]:
    """The known names of which a word is the adjective: Karimi, of Karim."""
    return known().heard.get(sound[:-1], NOTHING) if sound[-1:] == "i" and len(sound) > 4 else NOTHING


def _compound_of(sound: str, heard: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """`abd karim` for a servant of the Generous, `shams din`, `najib ula`; nothing for another word."""
    if sound[:3] == "abd":
        return frozenset([f"abd {name}" for name in heard.get(sound[3:], NOTHING)])
    ending = sound[-3:]
    if ending not in _COMPOUNDS:
        return NOTHING
    names = heard.get(sound[:-3], NOTHING)
    return frozenset([f"{name} {ending}" for name in names]) if names else NOTHING
