"""The words of the printed notice in nine languages: what the person takes along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from panah.safeguards.tables import Table, load

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "uz", "tk", "fa-af", "ps")
_PLACE = re.compile(r"\{(\w+)\}")


class NoSuchLanguageError(LookupError):
    """The notice isn't written in this language."""


@dataclass(frozen=True, slots=True)
class NoticeLanguage:
    """The notice in one language. `direction` is ltr or rtl; `review` says whether a native speaker has read it."""

    code: str
    direction: str
    review: str
    texts: Mapping[str, str]


@cache
def text_ids() -> tuple[str, ...]:
    """The ids of all words of the notice; English is the measure."""
    return tuple(_read("en").texts)


def notice_language(code: str) -> NoticeLanguage:
    """The notice in one language; raises NoSuchLanguageError."""
    if code not in LANGUAGES:
        raise NoSuchLanguageError(code[:10])
    return _read(code)


@cache
def _read(code: str) -> NoticeLanguage:
    measure = None if code == "en" else _read("en").texts
    return read(load(__package__, f"notices/{code}.toml"), measure)


def read(table: Table, measure: Mapping[str, str] | None) -> NoticeLanguage:
    """The words of one file; with a `measure` they must be the same ones, with the same places. Raises DataError."""
    texts = table.table("texts")
    found = {name: texts.text(name) for name in texts.keys()}  # noqa: SIM118 (a table, no mapping)
    for name in measure or ():
        if name not in found:
            raise texts.error(name, "is missing")
        if measure is not None and _PLACE.findall(found[name]) != _PLACE.findall(measure[name]):
            raise texts.error(name, "has other places than the English words")
    if measure is not None and (unknown := [name for name in found if name not in measure]):
        raise texts.error(unknown[0], "is no word of the notice")
    table.text("name")
    table.date("as_of")
    language = NoticeLanguage(
        table.text("language"),
        table.choice("direction", ("ltr", "rtl")),
        table.text("review"),
        MappingProxyType(found),
    )
    table.finish()
    return language
