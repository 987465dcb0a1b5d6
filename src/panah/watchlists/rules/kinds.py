"""What follows from a possible match, by what the list is for: ``data/kinds.toml``. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from panah.watchlists.terms import ListKind


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table: see the file for what each word means."""

    directions: frozenset[str]
    booth: Literal["match", "document", "nothing"]
    state: Literal["green", "amber", "red"]
    told: Literal["offer", "decide"]
    apart: bool


@cache
def kinds() -> Mapping[str, Kind]:
    """The table in use, by kind of list."""
    data = tomllib.loads(files("panah.watchlists.rules").joinpath("data/kinds.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            kind.value: Kind(**(data[kind.value] | {"directions": frozenset(data[kind.value]["directions"])}))
            for kind in ListKind
        }
    )


def asked(sort: str, direction: str) -> bool:
    """Whether a list of this kind is asked about somebody who goes in this direction."""
    return direction in kinds()[sort].directions
