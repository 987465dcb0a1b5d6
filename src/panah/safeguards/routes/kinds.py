"""Kinds of bodies, routes from needs to them, and the least data each of them needs: reviewed data, loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from panah.safeguards.indicators import need_kinds
from panah.safeguards.sources import Source, source_of
from panah.safeguards.tables import load, unique

CONSENT_PURPOSES = ("services", "sharing", "tracing", "statistics")
"""What a person may agree to or not, each by itself."""

CLAIM = "claim"
"""Passing a claim to the body competent for it: never hangs on consent, as the guard never does."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """Minutes from sending; see data/bodies.toml."""

    acknowledge: int
    accept: int
    remind: int
    escalate: int
    next_route: int


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of body. `never_asylum`: hears nothing of a matter of protection; `of_state`: belongs to another state.

    `vital_hours`: how long it may use what it was told without consent for somebody's vital interests; 0: never told.
    """

    id: str
    title: str
    ordinary: Clocks
    urgent: Clocks
    never_asylum: bool
    of_state: bool
    vital_hours: int
    source: str


@dataclass(frozen=True, slots=True)
class Route:
    """From one need to kinds of bodies: `kinds` in ranks, all of one rank at once. `guard`: the category of matter,
    or ""."""

    need: str
    guard: str
    kinds: tuple[tuple[str, ...], ...]
    purpose: str
    why: str
    source: Source


@cache
def body_kinds() -> Mapping[str, BodyKind]:
    """Every kind of body by id."""
    table = load(__package__, "bodies.toml")
    table.texts("translate")
    table.date("as_of")
    found = {}
    for row in table.tables("kind"):
        ordinary = {
            name: row.number(name, 1, 100_000) for name in ("acknowledge", "accept", "remind", "escalate", "next_route")
        }
        pressing = {name: row.number(f"urgent_{name}", 1, 100_000) for name in ("acknowledge", "accept", "escalate")}
        for name, minutes in pressing.items():
            if minutes > ordinary[name]:
                raise row.error(f"urgent_{name}", "is longer than the ordinary time")
        if not ordinary["acknowledge"] <= ordinary["accept"] <= ordinary["escalate"] <= ordinary["next_route"]:
            raise row.error("accept", "the clocks are out of order")
        one = BodyKind(
            id=row.text("id"),
            title=row.text("title"),
            ordinary=Clocks(**ordinary),
            urgent=Clocks(
                remind=min(ordinary["remind"], pressing["acknowledge"]), next_route=pressing["escalate"], **pressing
            ),
            never_asylum=row.flag("never_asylum", False),
            of_state=row.flag("state", False),
            vital_hours=row.number("vital_hours", 0, 24 * 30, 0),
            source=row.text("source"),
        )
        row.finish()
        found[one.id] = one
    table.finish()
    return MappingProxyType(found)


@cache
def routes() -> Mapping[str, Route]:
    """The route of every need."""
    table = load(__package__, "routes.toml")
    table.date("as_of")
    table.texts("translate")
    found: dict[str, Route] = {}
    for row in table.tables("route", "need"):
        one = Route(
            need=row.choice("need", tuple(need_kinds())),
            guard=row.text("guard", ""),
            kinds=row.groups("kinds"),
            purpose=row.choice("purpose", (CLAIM, *CONSENT_PURPOSES)),
            why=row.text("why"),
            source=source_of(row),
        )
        for kind in (kind for rank in one.kinds for kind in rank):
            if kind not in body_kinds():
                raise row.error("kinds", f"there is no kind {kind!r}")
            if (kind, one.purpose) not in least_fields():
                raise row.error("kinds", f"nothing says what {kind!r} needs for {one.purpose!r}")
        row.finish()
        found[one.need] = one
    table.finish()
    return MappingProxyType(found)


@cache
def least_fields() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The fields that a kind of body needs for a purpose, by (kind, purpose)."""
    known = field_titles()
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    seen: set[str] = set()
    for row in load(__package__, "least.toml").tables("least", "kind"):
        kind, purpose = row.choice("kind", tuple(body_kinds())), row.choice("purpose", (CLAIM, *CONSENT_PURPOSES))
        unique(row, "purpose", seen, f"{kind} {purpose}")
        fields = row.texts("fields")
        if unknown := [one for one in fields if one not in known]:
            raise row.error("fields", f"there is no field {unknown[0]!r}")
        row.finish()
        found[kind, purpose] = (*fields, *(part for part, whole in field_parts().items() if whole in fields))
    return MappingProxyType(found)


@cache
def field_titles() -> Mapping[str, str]:
    """Every field that can be sent at all, with its title (a message id)."""
    found = {}
    for row in load(__package__, "least.toml").tables("field"):
        found[row.text("id")] = row.text("title")
        row.text("part_of", "")
        row.finish()
    return MappingProxyType(found)


@cache
def field_parts() -> Mapping[str, str]:
    """Fields that are a part of another, with that one: they go and stay with it."""
    rows = load(__package__, "least.toml").tables("field")
    found = {row.text("id"): whole for row in rows if (whole := row.text("part_of", ""))}
    if unknown := [whole for whole in found.values() if whole not in field_titles()]:
        raise load(__package__, "least.toml").error("part_of", f"there is no field {unknown[0]!r}")
    return MappingProxyType(found)
