"""Clocks of claims: how long a certificate is valid, how long one may appeal, what is due next. Pure; data beside."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from typing import Protocol


class HasClocks(Protocol):
    """What the clocks look at."""

    state: str
    valid_until: str


def certificate_until(_country: str, on: dt.date) -> dt.date:
    """The last day of a certificate given on a day."""
    return on + dt.timedelta(days=_days("certificate_days"))


def appeal_until(_country: str, level: int, served: dt.date) -> dt.date | None:
    """The last day to go against a decision served on a day; None where no court is left.

    ``level``: how many courts have upheld it.
    """
    days = (_days("appeal_days"), _days("court_days"))
    return served + dt.timedelta(days=days[level]) if level < len(days) else None


def first_due(row: HasClocks) -> tuple[str, str]:
    """The first last day that something has to be done by (ISO, "" for none), and what."""
    return row.valid_until, "certificate_extended"


@cache
def _days(name: str) -> int:
    table = tomllib.loads(files("panah.protection").joinpath("data/claims.toml").read_text("utf-8"))
    return int(table[name])
