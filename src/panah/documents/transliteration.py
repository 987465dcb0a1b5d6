"""Names in Latin or Cyrillic letters, as a machine-readable zone writes them.

Source: ICAO Doc 9303 part 3 section 6; the tables, with what single states do differently, are in
`transliteration.toml`. This is for *writing* a zone and goes one way: the name as written stays beside it.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_DROPPED = frozenset("'`´.,ʹʺʻʼʽʾʿˈ‘’“”\"")
_SPACES = frozenset("-‐‑‒–—<_/")


class NoTransliterationError(ValueError):
    """A letter for which neither the tables nor the state's own practice has a form."""

    def __init__(self, character: str) -> None:
        super().__init__(f"no way to write {unicodedata.name(character, 'this character')} in the zone")
        self.character = character


def to_zone_letters(name: str, issuer: str = "") -> str:
    """The name in A-Z with `<` between its parts: `Мария-Анна` is `MARIIA<ANNA`.

    Apostrophes, commas and full stops are left out, hyphens become fillers. `issuer` is a code as in the zone; its
    state's own practice comes first. Raises `NoTransliterationError`.
    """
    table = _table(issuer)
    written = "".join(_letter(c, table) for c in unicodedata.normalize("NFC", name))
    return "<".join(part for part in written.split("<") if part)


def _letter(character: str, table: Mapping[str, str]) -> str:
    upper = character if character == "ı" else character.upper() if len(character.upper()) == 1 else character
    if "A" <= upper <= "Z":
        return upper
    if character.isspace() or character in _SPACES:
        return "<"
    if upper in table:
        return table[upper]
    if character in _DROPPED or unicodedata.category(character) == "Mn":
        return ""
    base = unicodedata.normalize("NFD", upper)[0]
    if base != upper and ("A" <= base <= "Z" or base in table):
        return table.get(base, base)
    raise NoTransliterationError(character)


@cache
def _table(issuer: str) -> Mapping[str, str]:
    data = tomllib.loads(files(__package__).joinpath("transliteration.toml").read_text(encoding="utf-8"))
    return MappingProxyType({**data["latin"], **data["cyrillic"], **data["national"].get(issuer, {})})
