"""Short ways to write histories and regimes down, and a slow reference that counts day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import date
from typing import Any

from panah.stays import Crossing, Regime, parse_regime
from panah.stays.regime import Limit

ONE_DAY = dt.timedelta(days=1)

HEAD = """
source = { title = "A test" }
as_of = 2024-01-01
confidence = "official"
"""

TOP = """
[regime]
name = "test"
country = "UTO"
title = "Utopia"
as_of = 2024-01-01
warning = "The law decides."
"""


def day(text: str) -> date:
    """A date from ISO text."""
    return date.fromisoformat(text)


def history(*days: str) -> list[Crossing]:
    """Entry, exit, entry, exit … on these days."""
    return [Crossing(day(text), "exit" if number % 2 else "entry") for number, text in enumerate(days)]


def rule(table: str, id_: str, **keys: Any) -> str:
    """One rule as TOML."""
    lines = [f"[[{table}]]", f'id = "{id_}"', f'title = "Rule {id_}"', HEAD.strip()]
    lines += [f"{key} = {_toml(value)}" for key, value in keys.items()]
    return "\n".join(lines) + "\n"


def regime(*rules: str, top: str = TOP) -> Regime:
    """A regime of these rules."""
    return parse_regime(top + "\n" + "\n".join(rules), "test.toml")


def limited(*limits: dict[str, Any]) -> Regime:
    """A regime with one rule for everyone."""
    return regime(rule("stay", "all", nationalities=["*"], limits=list(limits)))


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    return str(value)


@dataclass
class Slow:
    """What the slow reference says."""

    used: dict[Limit, int]
    leave_by: date | None
    over_since: date | None
    over_days: int
    lawful_to_enter: bool


def slow(
    limits: list[Limit], stays: list[tuple[date, date | None]], on: date, off: frozenset[date] = frozenset()
) -> Slow:
    """Count day by day, as one would explain the rules; the last stay is open where its end is None.

    Days that are `off` are not counted and can't be too many.
    """
    present: set[date] = set()
    for entered, left in stays:
        present |= days(entered, left or on) - off
    last = stays[-1] if stays and (stays[-1][1] is None or stays[-1][1] == on) else None
    over: list[date] = []
    for entered, left in stays:
        over = []
        for current in sorted(days(entered, left or on) - off):
            if over or any(counted(limit, present, entered, current) > limit.days for limit in limits):
                over.append(current)
    entered = last[0] if last else on
    used = {limit: counted(limit, present, entered, on) for limit in limits}
    future = set(present)
    current = entered
    leave_by = None
    while current < on + ONE_DAY * 1000:
        if current in off:
            current += ONE_DAY
            continue
        future.add(current)
        if any(counted(limit, future, entered, current) > limit.days for limit in limits):
            leave_by = current - ONE_DAY
            break
        current += ONE_DAY
    lawful = leave_by is None or leave_by >= on
    return Slow(used, leave_by, over[0] if over else None, len(over), lawful)


def days(first: date, last: date) -> set[date]:
    """Every day from first to last."""
    return {first + ONE_DAY * number for number in range((last - first).days + 1)}


def counted(limit: Limit, present: set[date], entered: date, current: date) -> int:
    """Days that count towards a limit on one day."""
    if limit.per == "rolling":
        first = current - ONE_DAY * (limit.window - 1)
    elif limit.per == "year":
        first = date(current.year, 1, 1)
    elif limit.per == "half_year":
        first = date(current.year, 1 if current.month <= 6 else 7, 1)
    else:
        first = entered
    return sum(first <= one <= current for one in present)
