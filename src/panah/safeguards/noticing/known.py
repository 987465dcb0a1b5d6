"""Sponsors and addresses that many share every day: hotels, universities, organisations, and what a country adds."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from panah.safeguards.sources import Source, source_of
from panah.safeguards.tables import Table, load

KINDS = ("lodging", "education", "organisation", "employer", "group")


@dataclass(frozen=True, slots=True)
class Known:
    """One entry: its kind, and the names (each a word or several in this order) by which it is known."""

    id: str
    kind: str
    names: tuple[tuple[str, ...], ...]
    reason: str
    source: Source


@cache
def known() -> tuple[Known, ...]:
    """The reviewed entries."""
    return read_known(load(__package__, "known.toml"))


def read_known(table: Table) -> tuple[Known, ...]:
    """Entries from a table of `[[known]]`; raises DataError."""
    table.date("as_of")
    found = []
    for row in table.tables("known"):
        names = tuple(_words(name) for name in row.texts("names"))
        if not all(names):
            raise row.error("names", "needs letters or digits in each")
        found.append(Known(row.text("id"), row.choice("kind", KINDS), names, row.text("reason"), source_of(row)))
        row.finish()
    table.finish()
    return tuple(found)


def is_known(said: str, entries: Sequence[Known] | None = None) -> bool:
    """Whether a sponsor or address as somebody wrote it names one of the entries (default: the reviewed ones); case,
    spaces and punctuation don't matter, whole words do."""
    words = _words(said)
    names = (name for one in (known() if entries is None else entries) for name in one.names)
    return any(words[at : at + len(name)] == name for name in names for at in range(len(words) - len(name) + 1))


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple("".join(letter if letter.isalnum() else " " for letter in plain).split())
