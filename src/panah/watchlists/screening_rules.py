"""What is declared for screening beside the model of names: `screening.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from panah.safeguards.tables import load
from panah.watchlists.entries import NameQuality


@dataclass(frozen=True, slots=True)
class Rules:
    """`screening.toml`."""

    quality: Mapping[NameQuality, float]
    same_document: float
    same_number: float
    shortest_number: int
    about_years: int
    names_compared: int
    names_of_a_person: int
    documents_of_a_person: int


@cache
def rules() -> Rules:
    """Read once."""
    file = load(__package__, "screening.toml", "")
    file.date("as_of")
    file.text("source")
    quality, document, birth, bounds = tables = tuple(map(file.table, ("quality", "document", "birth", "bounds")))
    found = Rules(
        {one: quality.real(one.value, -20, 20) for one in NameQuality},
        document.share("same"),
        document.share("number_only"),
        document.number("shortest", 1, 100),
        birth.number("about_years", 0, 100),
        *(bounds.number(key, 1, 10_000) for key in ("names_compared", "names_of_a_person", "documents_of_a_person")),
    )
    for table in (file, *tables):
        table.finish()
    return found
