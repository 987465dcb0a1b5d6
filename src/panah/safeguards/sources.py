"""Where a rule, a list or a text comes from, and when it was last read there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from panah.safeguards.tables import Table, load


@dataclass(frozen=True, slots=True)
class Source:
    """One source at one place. `checked` is false where nobody compared our text with it: it rests on memory alone."""

    document: str
    place: str
    as_of: dt.date
    checked: bool

    def __str__(self) -> str:
        return f"{self.document}, {self.place}" if self.place else self.document


@cache
def documents() -> Mapping[str, Source]:
    """Every document that the data names, by its short name."""
    table = load(__package__, "sources.toml")
    found = {}
    for row in table.tables("document"):
        found[row.text("id")] = Source(row.text("title"), "", row.date("as_of"), row.flag("checked"))
        row.finish()
    table.finish()
    return MappingProxyType(found)


def source_of(table: Table) -> Source:
    """The source a table names by `source`, with its own `place` and, where it differs from the document's,
    `checked`."""
    name = table.text("source")
    document = documents().get(name)
    if document is None:
        raise table.error("source", f"no document is called {name!r}")
    place = table.text("place", "")
    return Source(document.document, place, document.as_of, table.flag("checked", document.checked))
