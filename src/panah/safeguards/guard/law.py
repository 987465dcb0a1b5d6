"""The law the guard applies: data of `data/guard_*.toml`, joined with the rules they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from panah.safeguards.guard.answers import Reason, Remedy
from panah.safeguards.guard.bars import BARS, Bar
from panah.safeguards.guard.competence import APPROVERS, BORDER, Directory
from panah.safeguards.guard.conditions import CONDITIONS, Category, Condition
from panah.safeguards.guard.matters import Stage
from panah.safeguards.guard.needs import NEEDS, Asked, Need
from panah.safeguards.guard.steps import STEPS, Step
from panah.safeguards.tables import Table, load

KINDS = ("entry", "wait", "way_back", "penalty", "own_will", "telling")
FORCED = "way_back"
ROLES = ("first_line", "second_line", "commander", "headquarters", "court")
_PACKAGE = "panah.safeguards"


@dataclass(frozen=True, slots=True)
class Act:
    """One act at a border: its kind, and the names of its bars and needs."""

    code: str
    kind: str
    asked: Asked
    bars: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clocks:
    """Times in seconds."""

    receipt: int
    skew: int
    hold: int
    reflection: int
    appeal: int


@dataclass(frozen=True, slots=True)
class Law:
    """Everything the guard decides by. One value, so that it can be exchanged whole.

    For another country, or to see a rule missed.
    """

    acts: Mapping[str, Act]
    bars: Mapping[str, Bar]
    needs: Mapping[str, Need]
    steps: Mapping[str, Step[Any, Stage]]
    conditions: Mapping[str, Condition]
    categories: Mapping[str, Category]
    clocks: Clocks
    remedies: Mapping[str, tuple[str, ...]]
    sentences: Mapping[str, str]
    approvers: tuple[str, ...] = APPROVERS

    def directory(self) -> Directory:
        """Every body the categories name, each in its place, none revoked."""
        order = {code: category.bodies for code, category in self.categories.items()}
        return Directory(MappingProxyType(order), frozenset(body for row in order.values() for body in row))

    def remedies_for(self, why: tuple[Reason, ...]) -> tuple[Remedy, ...]:
        """What would lift all these reasons, each once; empty where one of them can't be lifted."""
        found: dict[Remedy, None] = {}
        for reason in why:
            remedies = self.remedies.get(reason.code, ())
            if not remedies:
                return ()
            found.update((Remedy(code, reason.params), None) for code in remedies)
        return tuple(found)

    def sentence(self, said: Reason | Remedy) -> str:
        """A code in plain English, for a command line and for those who put codes into words."""
        return self.sentences[said.code].format_map(_Params(said.params))


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


@cache
def law() -> Law:
    """The law in use; raises `tables.DataError` where a file can't be used."""
    clocks = _clocks()
    remedies, sentences = _codes()
    return Law(
        acts=MappingProxyType(_acts(clocks)),
        bars=MappingProxyType(dict(BARS)),
        needs=MappingProxyType(dict(NEEDS)),
        steps=STEPS,
        conditions=CONDITIONS,
        categories=MappingProxyType(_categories()),
        clocks=clocks,
        remedies=MappingProxyType(remedies),
        sentences=MappingProxyType(sentences),
    )


def _acts(clocks: Clocks) -> dict[str, Act]:
    file = load(_PACKAGE, "guard_acts.toml")
    file.date("as_of")
    acts = {}
    for code in _rows(file):
        row = file.table(code)
        row.text("source")
        asked = Asked(code, frozenset(_known(row, "by", ROLES)), clocks.receipt, clocks.skew)
        acts[code] = Act(
            code,
            row.choice("kind", KINDS),
            asked,
            _known(row, "bars", tuple(BARS)),
            _known(row, "needs", tuple(NEEDS)),
        )
        row.finish()
    return acts


def _categories() -> dict[str, Category]:
    file = load(_PACKAGE, "guard_categories.toml")
    file.date("as_of")
    categories = {}
    for code in _rows(file):
        row = file.table(code)
        row.text("source")
        bodies = row.texts("bodies")
        if not bodies or BORDER.intersection(bodies):
            raise row.error("bodies", "names bodies, none of them of the border")
        flags = ("withdrawable", "prima_facie", "reflection", "settles_ended", "protects", "spares")
        categories[code] = Category(code, bodies, *(row.flag(name) for name in flags))
        row.finish()
    return categories


def _clocks() -> Clocks:
    file = load(_PACKAGE, "guard_clocks.toml")
    file.date("as_of")
    found = {}
    skew = 0
    for name in ("receipt", "hold", "reflection", "appeal"):
        row = file.table(name)
        row.text("source")
        found[name] = row.number("seconds", 1, 10**9)
        if name == "receipt":
            skew = row.number("skew_seconds", 0, 3600)
        row.finish()
    file.finish()
    return Clocks(skew=skew, **found)


def _codes() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    file = load(_PACKAGE, "guard_codes.toml")
    remedies: dict[str, tuple[str, ...]] = {}
    sentences: dict[str, str] = {}
    known = file.table("remedies")
    for code in _rows(known):
        sentences[code] = known.text(code)
    rows = file.table("reasons")
    for code in _rows(rows):
        row = rows.table(code)
        if code in sentences:
            raise row.error("text", "is a remedy's code too")
        sentences[code] = row.text("text")
        remedies[code] = _known(row, "remedies", known.keys())
        row.finish()
    file.finish()
    return remedies, sentences


def _rows(table: Table) -> tuple[str, ...]:
    return tuple(key for key in table.keys() if key != "as_of")  # noqa: SIM118 (a table is no dict)


def _known(row: Table, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    values = row.texts(key)
    for value in values:
        if value not in known:
            raise row.error(key, f"{value!r} is unknown; known: {', '.join(known)}")
    return values
