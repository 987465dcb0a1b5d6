"""Kinds of movement as reviewed data: purposes, means, capacities. The words for them are the screens' business.

Source: `data/*.toml` beside this file, each with its source and the day it was last read there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

NOT_ASKED = "not_asked"
TRAVELLER = "traveller"


class UnknownKindError(LookupError):
    """There is no such purpose, means or capacity; `sort` says which of the three, never the value itself."""

    def __init__(self, sort: str) -> None:
        super().__init__(f"unknown {sort}")
        self.sort = sort


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why somebody crosses: the key that notes it at the booth ("" for none), and how it counts in UN statistics."""

    code: str
    key: str
    un1998: str
    irts: str
    note: str


@dataclass(frozen=True, slots=True)
class Means:
    """How somebody crosses; `mode` is land, water, air or unknown."""

    code: str
    mode: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """In what quality: `short_way` asks neither purpose nor means; without `stay_rule` no stay is ever assessed."""

    code: str
    key: str
    short_way: bool
    stay_rule: bool
    un1998: str


@cache
def _table(sort: str) -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"data/{sort}.toml").read_text(encoding="utf-8"))


@cache
def purposes() -> Mapping[str, Purpose]:
    """Every purpose by code, in the order the booth shows them; the first is `not_asked`."""
    return MappingProxyType({row["code"]: Purpose(**row) for row in _table("purposes")["purpose"]})


@cache
def means() -> Mapping[str, Means]:
    """Every means of crossing by code, in order."""
    return MappingProxyType({row["code"]: Means(**row) for row in _table("means")["means"]})


@cache
def capacities() -> Mapping[str, Capacity]:
    """Every capacity by code, in order; the first is `traveller`."""
    return MappingProxyType({row["code"]: Capacity(**row) for row in _table("capacities")["capacity"]})


def check(*, purpose: str = NOT_ASKED, by: str = NOT_ASKED, capacity: str = TRAVELLER) -> None:
    """Raise UnknownKindError unless all three codes are known (`by` is the means)."""
    for sort, code, known in (
        ("purpose", purpose, purposes()),
        ("means", by, means()),
        ("capacity", capacity, capacities()),
    ):
        if code not in known:
            raise UnknownKindError(sort)
