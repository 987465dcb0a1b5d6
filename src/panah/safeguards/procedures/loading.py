"""The procedures and the countries' clocks from their files, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from panah.safeguards.procedures.conditions import parse
from panah.safeguards.procedures.kinds import (
    FIELD_KINDS,
    UNITS,
    Clock,
    Condition,
    Country,
    Field,
    GuardStep,
    Need,
    Procedure,
    Step,
    UnknownProcedureError,
    Waiting,
    Way,
)
from panah.safeguards.sources import Source, source_of
from panah.safeguards.tables import Table, load, unique

FILES = ("asylum", "stateless", "child", "trafficking", "health", "service")
COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "turkmenistan", "uzbekistan")
SERVICE = "service"


@cache
def procedures() -> Mapping[str, Procedure]:
    """Every procedure by its code."""
    return MappingProxyType({name: read(load(__package__, f"{name}.toml")) for name in FILES})


def get(code: str) -> Procedure:
    """One procedure; raises UnknownProcedureError."""
    try:
        return procedures()[code]
    except KeyError:
        raise UnknownProcedureError(code) from None


def of_body(kind: str, category: str = "") -> Procedure:
    """What a body of this kind follows in a matter of this category: first what the category says (UNHCR has several),
    then the kind; for everybody else the simple service."""
    for one in procedures().values():
        if category in one.categories:
            return one
    for one in procedures().values():
        if kind in one.bodies:
            return one
    return get(SERVICE)


@cache
def countries() -> Mapping[str, Country]:
    """The countries whose times are known, by their alpha-3 codes."""
    found = (read_country(load(__package__, f"clocks/{name}.toml")) for name in COUNTRIES)
    return MappingProxyType({one.code: one for one in found})


def lengths(country: str, procedure: str) -> Mapping[str, Clock]:
    """One country's lengths for one procedure; empty where nothing is known of it."""
    known = countries().get(country)
    return known.clocks.get(procedure, {}) if known else {}


def read(table: Table) -> Procedure:
    """The procedure of one file; raises DataError."""
    table.texts("translate")
    codes: set[str] = set()
    source = source_of(table)
    steps = tuple(_step(row, codes, source) for row in table.tables("step", "code"))
    found = Procedure(
        code=table.text("code"),
        title=table.text("title"),
        bodies=table.texts("bodies"),
        categories=table.texts("categories", ()),
        steps=steps,
        waitings=tuple(_waiting(row) for row in _rows(table, "waiting")),
        ways=tuple(_way(row) for row in table.tables("way", "code")),
        as_of=table.date("as_of"),
        source=source,
    )
    table.finish()
    _check(table, found)
    return found


def read_country(table: Table) -> Country:
    """The times of one country; raises DataError."""
    found: dict[str, dict[str, Clock]] = {}
    for row in _rows(table, "clock", "of"):
        procedure, dot, name = row.text("of").partition(".")
        known = procedures().get(procedure)
        if not dot or known is None or name not in _clocked(known):
            raise row.error("of", "names no procedure's step or waiting time that has a clock")
        days, unit = row.number("days", 0, 3660), row.choice("unit", UNITS)
        since = row.texts("since", ())
        if unknown := [code for code in since if code not in {step.code for step in known.steps}]:
            raise row.error("since", f"no step is called {unknown[0]!r}")
        found.setdefault(procedure, {})[name] = Clock(since, days, unit, source_of(row))
        row.finish()
    one = Country(
        code=table.text("country"),
        title=table.text("title"),
        says=table.text("says"),
        as_of=table.date("as_of"),
        clocks=MappingProxyType({code: MappingProxyType(rows) for code, rows in found.items()}),
    )
    table.finish()
    return one


def _step(row: Table, codes: set[str], source: Source) -> Step:
    one = Step(
        code=unique(row, "code", codes, row.text("code")),
        title=row.text("title"),
        fields=tuple(_fields(row)),
        requires=(*_needs(row, "requires"), *_needs_when(row)),
        excludes=tuple(_condition(row, "excludes", text) for text in row.texts("excludes", ())),
        waits=row.texts("waits", ()),
        clock=_clock(row.table("clock")) if "clock" in row.keys() else None,  # noqa: SIM118 (a table, no mapping)
        repeats=row.flag("repeats", False),
        anew=row.texts("anew", ()),
        ends=row.text("ends", ""),
        guard=tuple(_guard(inner) for inner in _rows(row, "guard", "step")),
        source=_source(row, source),
        help=row.text("help", ""),
        rare=row.flag("rare", False),
    )
    row.finish()
    return one


def _source(row: Table, default: Source) -> Source:
    """The source of a step: its own document, or a place in that of the procedure."""
    if "source" in row.keys():  # noqa: SIM118 (a table, no mapping)
        return source_of(row)
    return replace(default, place=row.text("place", default.place))


def _fields(row: Table) -> Iterator[Field]:
    seen: set[str] = set()
    for inner in _rows(row, "field", "name"):
        kind = inner.choice("kind", FIELD_KINDS)
        choices = {}
        if kind in ("choice", "choices"):
            for choice in inner.tables("choices", "code"):
                choices[choice.text("code")] = choice.text("title")
                choice.finish()
        yield Field(
            name=unique(inner, "name", seen, inner.text("name")),
            title=inner.text("title"),
            kind=kind,
            required=inner.flag("required", False),
            choices=MappingProxyType(choices),
            help=inner.text("help", ""),
        )
        inner.finish()


def _needs(row: Table, key: str) -> Iterator[Need]:
    if key in row.keys():  # noqa: SIM118 (a table, no mapping)
        for group in row.groups(key):
            yield Need(tuple(_condition(row, key, text) for text in group))


def _needs_when(row: Table) -> Iterator[Need]:
    for inner in _rows(row, "requires_when", "when"):
        when = _condition(inner, "when", inner.text("when"))
        for need in _needs(inner, "steps"):
            yield Need(need.any_of, when)
        inner.finish()


def _clock(row: Table) -> Clock:
    when = row.text("when", "")
    one = Clock(
        since=row.texts("since"),
        days=row.number("days", 0, 3660),
        unit=row.choice("unit", UNITS, "calendar"),
        source=source_of(row),
        field=row.text("field", ""),
        when=_condition(row, "when", when) if when else None,
        met_by=row.texts("met_by", ()),
    )
    row.finish()
    return one


def _guard(row: Table) -> GuardStep:
    when = row.text("when", "")
    one = GuardStep(
        row.text("step"),
        row.choice("role", ("body", "court", "person"), "body"),
        row.texts("given", ()),
        _condition(row, "when", when) if when else None,
    )
    row.finish()
    return one


def _waiting(row: Table) -> Waiting:
    one = Waiting(row.text("code"), row.text("title"), _clock(row.table("clock")), row.texts("ended_by"))
    row.finish()
    return one


def _way(row: Table) -> Way:
    one = Way(row.text("code"), row.text("title"), tuple(_needs(row, "requires")))
    row.finish()
    return one


def _rows(table: Table, key: str, named: str = "code") -> Iterator[Table]:
    return table.tables(key, named) if key in table.keys() else iter(())  # noqa: SIM118 (a table, no mapping)


def _condition(row: Table, key: str, text: str) -> Condition:
    try:
        return parse(text)
    except ValueError as problem:
        raise row.error(key, str(problem)) from None


def _clocked(procedure: Procedure) -> set[str]:
    return {one.code for one in procedure.steps if one.clock} | {one.code for one in procedure.waitings}


def _check(table: Table, procedure: Procedure) -> None:
    """Every step, field, value and waiting time that is named is there."""
    steps = {one.code: one for one in procedure.steps}
    waitings = {one.code for one in procedure.waitings}
    for condition in _conditions(procedure):
        step = steps.get(condition.step)
        if step is None:
            raise table.error("step", f"no step is called {condition.step!r}")
        if condition.field:
            asked = step.field(condition.field)
            if asked is None or (asked.choices and not set(condition.values) <= set(asked.choices)):
                raise table.error("step", f"{condition.step!r} has no such {condition.field!r}")
    for step in procedure.steps:
        clocks = [step.clock] if step.clock else []
        named = [*step.anew, *(code for clock in clocks for code in (*clock.since, *clock.met_by))]
        if unknown := [code for code in named if code not in steps]:
            raise table.error(f"step {step.code}", f"no step is called {unknown[0]!r}")
        if unknown := [code for code in step.waits if code not in waitings]:
            raise table.error(f"step {step.code}", f"no waiting time is called {unknown[0]!r}")
        for clock in clocks:
            _check_clock(table, clock, steps)
    for waiting in procedure.waitings:
        if unknown := [code for code in (*waiting.ended_by, *waiting.clock.since) if code not in steps]:
            raise table.error(f"waiting {waiting.code}", f"no step is called {unknown[0]!r}")
        _check_clock(table, waiting.clock, steps)


def _check_clock(table: Table, clock: Clock, steps: Mapping[str, Step]) -> None:
    if clock.field and not any(
        (asked := steps[code].field(clock.field)) is not None and asked.kind == "date" for code in clock.since
    ):
        raise table.error("clock", f"none of its steps has a date {clock.field!r}")


def _conditions(procedure: Procedure) -> Iterator[Condition]:
    for step in procedure.steps:
        yield from step.excludes
        for need in step.requires:
            yield from need.any_of
            if need.when is not None:
                yield need.when
        yield from (one.when for one in step.guard if one.when is not None)
        if step.clock is not None and step.clock.when is not None:
            yield step.clock.when
    for waiting in procedure.waitings:
        if waiting.clock.when is not None:
            yield waiting.clock.when
    for way in procedure.ways:
        for need in way.requires:
            yield from need.any_of
