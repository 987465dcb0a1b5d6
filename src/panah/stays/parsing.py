"""Turns TOML text into a regime and says exactly what is wrong with a text that can't be used."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Any

from panah.stays.coherence import check_coherence
from panah.stays.errors import RegimeError
from panah.stays.regime import (
    BanRule,
    DutyRule,
    Limit,
    PauseRule,
    People,
    Per,
    PermitRule,
    Rank,
    Regime,
    RuleHead,
    Source,
    StatusRule,
    StayRule,
    VisaRule,
    WorkCalendar,
    WorkRule,
)
from panah.stays.table import Table

PERS: tuple[Per, ...] = ("entry", "rolling", "year", "half_year")
RANKS: tuple[Rank, ...] = ("general", "bilateral")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# For those who collect texts to translate: under which keys they stand, and in which tables they stay as written.
FOR_TRANSLATORS = ("translate", "as_written")
TABLES = ("regime", "groups", "calendar", "stay", "status", "visa", "permit", "duty", "work", "ban", "pause")


def parse_regime(text: str, file: str = "regime") -> Regime:
    """A regime from TOML text. `file` is named in errors."""
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RegimeError(file, "", "", f"not valid TOML: {error}") from None
    for key in data:
        if key not in TABLES and key not in FOR_TRANSLATORS:
            raise RegimeError(file, key, "", f"unknown table; known: {', '.join(TABLES)}")
    top = Table(file, "regime", data.get("regime"))
    groups = _groups(Table(file, "groups", data.get("groups", {})))
    country = top.text("country", "")
    nationals = top.codes("nationals", groups, default=[])
    if country:
        nationals |= {country}
    regime = Regime(
        name=top.text("name"),
        country=country,
        title=top.text("title"),
        warning=top.text("warning"),
        as_of=top.date("as_of"),
        nationals=nationals,
        stays=tuple(_stay(table, groups) for table in Table.rows(file, "stay", data)),
        statuses=tuple(_status(table) for table in Table.rows(file, "status", data)),
        visas=tuple(_visa(table) for table in Table.rows(file, "visa", data)),
        permits=tuple(_permit(table, groups) for table in Table.rows(file, "permit", data)),
        duties=tuple(_duty(table, groups) for table in Table.rows(file, "duty", data)),
        works=tuple(_work(table, groups) for table in Table.rows(file, "work", data)),
        bans=tuple(_ban(table, groups) for table in Table.rows(file, "ban", data)),
        pauses=tuple(_pause(table) for table in Table.rows(file, "pause", data)),
        calendar=_calendar(Table(file, "calendar", data.get("calendar", {}))),
    )
    top.finish()
    check_coherence(file, regime)
    return regime


def _groups(table: Table) -> dict[str, frozenset[str]]:
    groups = {name: table.codes(name, {}) for name in table.keys()}  # noqa: SIM118 - a Table is no mapping
    table.finish()
    return groups


def _head(table: Table) -> RuleHead:
    head = RuleHead(
        id=table.text("id"),
        title=table.text("title"),
        source=_source(table),
        as_of=table.date("as_of"),
        confidence=table.choice("confidence", ("official", "reported", "memory")),
        valid_from=table.optional_date("valid_from"),
        valid_to=table.optional_date("valid_to"),
    )
    if head.valid_from and head.valid_to and head.valid_to < head.valid_from:
        raise table.error("valid_to", "is before valid_from")
    return head


def _source(table: Table) -> Source:
    given = table.table("source")
    source = Source(given.text("title"), given.text("url", ""))
    given.finish()
    return source


def _people(table: Table, groups: dict[str, frozenset[str]], default: list[str] | None = None) -> People:
    names = table.texts("nationalities", default)
    return People(
        nationalities=table.expand("nationalities", [name for name in names if name != "*"], groups),
        everyone="*" in names,
        excepted=table.codes("except", groups, default=[]),
        documents=frozenset(table.texts("documents", [])),
        purposes=frozenset(table.texts("purposes", [])),
        border_residents=table.flag("border_residents"),
        age_from=table.number("age_from", 0, 150) if table.has("age_from") else None,
    )


def _stay(table: Table, groups: dict[str, frozenset[str]]) -> StayRule:
    rule = StayRule(
        head=_head(table),
        people=_people(table, groups),
        limits=tuple(_limit(limit) for limit in table.tables("limits")),
        rank=_rank(table),
        needs_visa=table.flag("needs_visa"),
        no_limit=table.flag("no_limit"),
        applies_to=table.choice("applies_to", ("entries_from", "everyone_inside"), "entries_from"),
        counts_from=table.optional_date("counts_from"),
    )
    if (rule.needs_visa, rule.no_limit, bool(rule.limits)).count(True) != 1:
        raise table.error("limits", "give one of limits, needs_visa = true, no_limit = true")
    table.finish()
    return rule


def _limit(table: Table) -> Limit:
    per: Per = table.choice("per", PERS)
    limit = Limit(table.number("days", 1, 3660), per, table.number("window", 1, 3660) if per == "rolling" else 0)
    if per == "rolling" and limit.window < limit.days:
        raise table.error("window", "is shorter than days")
    table.finish()
    return limit


def _rank(table: Table) -> Rank:
    return table.choice("rank", RANKS, "general")


def _status(table: Table) -> StatusRule:
    rule = StatusRule(_head(table), frozenset(table.texts("statuses")))
    table.finish()
    return rule


def _visa(table: Table) -> VisaRule:
    rule = VisaRule(_head(table), table.flag("limits_hold_too"), table.flag("long_stay_counts"))
    table.finish()
    return rule


def _permit(table: Table, groups: dict[str, frozenset[str]]) -> PermitRule:
    rule = PermitRule(
        head=_head(table),
        people=_people(table, groups, ["*"]),
        kinds=frozenset(table.texts("kinds")),
        days_count=table.flag("days_count", True),
        grace_days=table.number("grace_days", 0, 3660, 0),
        grace_if_ended_early=table.flag("grace_if_ended_early"),
        grace_after_days=table.number("grace_after_days", 0, 3660, 0),
    )
    table.finish()
    return rule


def _duty(table: Table, groups: dict[str, frozenset[str]]) -> DutyRule:
    rule = DutyRule(
        head=_head(table),
        people=_people(table, groups),
        duty=table.text("duty"),
        within=table.number("within", 0, 3660),
        unit=table.choice("unit", ("working", "calendar")),
        clock=table.choice("clock", ("entry_day", "next_day")),
        rank=_rank(table),
        free_days=table.number("free_days", 0, 3660, 0),
        on=table.choice("on", ("traveller", "host"), "traveller"),
        breach_breaks_stay=table.flag("breach_breaks_stay"),
        statuses_excepted=frozenset(table.texts("statuses_excepted", [])),
    )
    table.finish()
    return rule


def _work(table: Table, groups: dict[str, frozenset[str]]) -> WorkRule:
    rule = WorkRule(_head(table), _people(table, groups), frozenset(table.texts("permits", [])))
    table.finish()
    return rule


def _ban(table: Table, groups: dict[str, frozenset[str]]) -> BanRule:
    rule = BanRule(
        head=_head(table),
        people=_people(table, groups, ["*"]),
        overstay_from=table.number("overstay_from", 1, 36600),
        overstay_to=table.number("overstay_to", 1, 36600) if table.has("overstay_to") else None,
        years=table.number("years", 0, 100, 0),
        days=table.number("days", 0, 36600, 0),
    )
    if not rule.years and not rule.days:
        raise table.error("years", "give years or days")
    table.finish()
    return rule


def _pause(table: Table) -> PauseRule:
    rule = PauseRule(_head(table), frozenset(table.texts("reasons")))
    table.finish()
    return rule


def _calendar(table: Table) -> WorkCalendar:
    weekend = table.texts("weekend", ["saturday", "sunday"])
    for day in weekend:
        if day not in WEEKDAYS:
            raise table.error("weekend", f"{day!r} is no weekday")
    if len(set(weekend)) == len(WEEKDAYS):
        raise table.error("weekend", "leaves no working day")
    fixed = set()
    for text in table.texts("fixed_holidays", []):
        try:
            parsed = dt.date.fromisoformat(f"2024-{text}")
        except ValueError:
            raise table.error("fixed_holidays", f"{text[:20]!r} is not MM-DD") from None
        fixed.add((parsed.month, parsed.day))
    calendar = WorkCalendar(
        weekend=frozenset(WEEKDAYS.index(day) for day in weekend),
        fixed=frozenset(fixed),
        dated=frozenset(table.dates("dated_holidays")),
        known_until=table.optional_date("known_until"),
        source=_source(table) if table.has("source") else None,
    )
    table.finish()
    return calendar
