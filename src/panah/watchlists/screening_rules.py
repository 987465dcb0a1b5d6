"""What is declared for screening beside the model of names: `screening.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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
    data = tomllib.loads((files(__package__) / "screening.toml").read_text("utf-8"))
    document = data["document"]
    return Rules(
        {NameQuality(name): shift for name, shift in data["quality"].items()},
        document["same"],
        document["number_only"],
        document["shortest"],
        data["birth"]["about_years"],
        **data["bounds"],
    )
