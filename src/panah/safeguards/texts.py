"""Texts for travellers: one file per language, reviewed as a whole; English is the measure of the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from panah.safeguards.tables import Table, load

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "uz", "tk", "fa-af", "ps")
_PLACE = re.compile(r"\{(\w+)\}")


class NoSuchLanguageError(LookupError):
    """The texts aren't written in this language."""


@dataclass(frozen=True, slots=True)
class Words:
    """The texts in one language. `direction` is ltr or rtl; `review` says whether a native speaker has read it."""

    code: str
    direction: str
    review: str
    texts: Mapping[str, str]


class Texts:
    """The texts of one kind: files `<language>.toml` in a package's folder, each read once.

    `Texts("panah.safeguards.letters").language("fa-af").texts["call.title"]`
    """

    def __init__(self, package: str, folder: str = "") -> None:
        self._package, self._folder = package, folder
        self._known: dict[str, Words] = {}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all texts."""
        return tuple(self.language("en").texts)

    def language(self, code: str) -> Words:
        """All of them in one language; raises NoSuchLanguageError."""
        if code not in LANGUAGES:
            raise NoSuchLanguageError(code[:10])
        if code not in self._known:
            measure = None if code == "en" else self.language("en").texts
            self._known[code] = read(load(self._package, f"{self._folder}{code}.toml"), measure)
        return self._known[code]


def read(table: Table, measure: Mapping[str, str] | None) -> Words:
    """The words of one file; with a `measure` they must be the same ones, with the same places. Raises DataError."""
    texts = table.table("texts")
    found = {name: texts.text(name) for name in texts.keys()}  # noqa: SIM118 (a table, no mapping)
    for name in measure or ():
        if name not in found:
            raise texts.error(name, "is missing")
        if measure is not None and _PLACE.findall(found[name]) != _PLACE.findall(measure[name]):
            raise texts.error(name, "has other places than the English words")
    if measure is not None and (unknown := [name for name in found if name not in measure]):
        raise texts.error(unknown[0], "is none of the English words")
    table.text("name")
    table.date("as_of")
    words = Words(
        table.text("language"),
        table.choice("direction", ("ltr", "rtl")),
        table.text("review"),
        MappingProxyType(found),
    )
    table.finish()
    return words
