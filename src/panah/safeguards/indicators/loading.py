"""The reviewed data of this package, loaded once and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from panah.safeguards.indicators.kinds import (
    CATEGORIES,
    DIMENSIONS,
    STRENGTHS,
    WHO,
    Indicator,
    NeedKind,
    NeedsCode,
    OperationalSet,
    UnknownIndicatorError,
)
from panah.safeguards.sources import Source, source_of
from panah.safeguards.tables import Table, load, unique

FILES = (
    "asylum",
    "trafficking_signs",
    "children",
    "special_needs",
    "stateless",
    "health",
    "older",
    "disability",
    "protective",
)


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by id: the operational sets of trafficking, then the other categories, in the order of the
    files."""
    found: dict[str, Indicator] = {}
    for one in (*_operational(), *(one for name in FILES for one in read(load(__package__, f"{name}.toml")))):
        if one.id in found:
            raise ValueError(f"indicator {one.id!r} is there twice")
        found[one.id] = one
    return MappingProxyType(found)


def indicator(code: str) -> Indicator:
    """One indicator; raises UnknownIndicatorError."""
    try:
        return indicators()[code]
    except KeyError:
        raise UnknownIndicatorError(code) from None


@cache
def need_kinds() -> Mapping[str, NeedKind]:
    """Every kind of need by id."""
    table = load(__package__, "needs.toml")
    table.texts("translate")
    found: dict[str, NeedKind] = {}
    for row in table.tables("need"):
        name = row.text("id")
        own = row.text("own", "")
        codes = row.texts("unhcr", ()) + ((own,) if own else ())
        if unknown := [code for code in codes if code not in needs_codes()]:
            raise row.error("unhcr", f"no code is called {unknown[0]!r}")
        found[name] = NeedKind(name, row.text("title"), row.flag("urgent", False), codes)
        row.finish()
    table.finish()
    return MappingProxyType(found)


@cache
def needs_codes() -> Mapping[str, NeedsCode]:
    """UNHCR's specific-needs codes and our own two, by category."""
    return MappingProxyType(_codes()[1])


def needs_codes_version() -> str:
    """Which version of UNHCR's codes these are, and where it stands."""
    version, _found, source = _codes()
    return f"{version}: {source}"


@cache
def _codes() -> tuple[str, dict[str, NeedsCode], Source]:
    table = load(__package__, "unhcr_codes.toml")
    table.texts("translate")
    version, source = table.text("version"), source_of(table)
    found = {}
    for row in table.tables("code"):
        code = NeedsCode(row.text("id"), row.text("title"), row.texts("sub"), row.flag("own", False))
        row.finish()
        found[code.id] = code
    table.finish()
    return version, found, source


@cache
def operational_sets() -> Mapping[str, OperationalSet]:
    """The four sets of operational indicators."""
    found = {}
    for row in load(__package__, "operational.toml").tables("set"):
        one = OperationalSet(
            row.text("id"),
            row.choice("who", ("adult", "child")),
            row.choice("work", ("labour", "sexual")),
            source_of(row),
        )
        row.finish()
        found[one.id] = one
    return MappingProxyType(found)


def _operational() -> Iterator[Indicator]:
    sets = operational_sets()
    seen: set[str] = set()
    rows = []
    for row in load(__package__, "operational.toml").tables("sign", "code"):
        dimension, code = row.choice("dimension", DIMENSIONS), row.text("code")
        unique(row, "code", seen, f"{dimension}.{code}")
        text = row.text("text")
        strengths = {name: row.choice(name, STRENGTHS) for name in sets if name in row.keys()}  # noqa: SIM118 (no mapping)
        row.finish()
        rows.append((dimension, code, text, strengths))
    for one in sets.values():
        for dimension, code, text, strengths in rows:
            if one.id in strengths:
                yield Indicator(
                    id=f"{one.id}.{dimension}.{code}",
                    category="trafficking",
                    text=text,
                    strength=strengths[one.id],
                    who=one.who,
                    source=one.source,
                    needs=("trafficking", "child_at_risk") if one.who == "child" else ("trafficking",),
                    group=one.id,
                    dimension=dimension,
                )


def read(table: Table) -> Iterator[Indicator]:
    """The indicators of one file of a category; raises DataError."""
    category = table.choice("category", CATEGORIES)
    strength = table.choice("strength", STRENGTHS)
    table.texts("translate")
    for row in table.tables("indicator"):
        one = Indicator(
            id=row.text("id"),
            category=category,
            text=row.text("text"),
            strength=row.choice("strength", STRENGTHS, strength),
            who=row.choice("who", WHO, "any"),
            source=source_of(row),
            needs=row.texts("needs", ()),
            urgent=row.flag("urgent", False),
            told_only=row.flag("told_only", False),
            unhcr=row.texts("unhcr", ()),
        )
        _check(row, one)
        row.finish()
        yield one
    table.finish()


def _check(row: Table, one: Indicator) -> None:
    if unknown := [need for need in one.needs if need not in need_kinds()]:
        raise row.error("needs", f"no need is called {unknown[0]!r}")
    if bool(one.needs) == (one.category == "protective"):
        raise row.error("needs", "a protective factor finds no need; every other indicator finds one")
    for code in one.unhcr:
        category, _space, sub = code.partition(" ")
        known = needs_codes().get(category)
        if known is None or (sub and sub not in known.sub):
            raise row.error("unhcr", f"no code is called {code!r}")
