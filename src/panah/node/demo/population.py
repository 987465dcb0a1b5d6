"""Who travels in the practice country: invented people with documents, drawn from a seed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Habit:
    """How a kind of traveller travels; the fields are explained in habits.toml."""

    name: str
    share: float
    nationality: Mapping[str, float]
    trips: float
    days: tuple[int, int, int]
    purpose: Mapping[str, float]
    means: Mapping[str, float]
    ages: tuple[int, int]
    women: float
    missed_exit: float
    months: tuple[int, ...] = tuple(range(1, 13))
    set_aside: float = 0.015
    capacity: str = "traveller"


@dataclass(frozen=True, slots=True, eq=False)
class Traveller:
    """One invented person and the document they travel on."""

    habit: Habit
    nationality: str
    surname: str
    given_names: str
    native_name: str
    sex: str
    birth_date: date
    kind: str
    issuer: str
    number: str
    expiry_date: date


@cache
def habits() -> tuple[Habit, ...]:
    """All habits, as habits.toml has them."""
    rows: Sequence[dict[str, Any]] = tomllib.loads((_HERE / "habits.toml").read_text("utf-8"))["habit"]
    return tuple(_habit(row) for row in rows)


def _habit(row: dict[str, Any]) -> Habit:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Habit(**plain)


@cache
def _names() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((_HERE / "names.toml").read_text("utf-8"))


def draw(weights: Mapping[str, float], chance: Random) -> str:
    """One key, as likely as its weight."""
    return chance.choices(list(weights), list(weights.values()))[0]


def population(size: int, today: date, chance: Random) -> list[Traveller]:
    """That many travellers; the same seed gives the same people."""
    kinds = habits()
    shares = [habit.share for habit in kinds]
    return [_traveller(chance.choices(kinds, shares)[0], number, today, chance) for number in range(size)]


def _traveller(habit: Habit, number: int, today: date, chance: Random) -> Traveller:
    nationality = draw(habit.nationality, chance)
    woman = chance.random() < habit.women
    surname, given, native = _name(nationality, woman, chance)
    youngest, oldest = habit.ages
    age = min(oldest, youngest + int(chance.betavariate(1.6, 2.4) * (oldest - youngest + 1)))
    born = today - timedelta(days=age * 365 + chance.randrange(365))
    issuer = "UZB" if nationality == "XXA" else nationality
    return Traveller(
        habit=habit,
        nationality=nationality,
        surname=surname,
        given_names=given,
        native_name=native,
        sex="F" if woman else "M",
        birth_date=born,
        kind="stateless_travel_document" if nationality == "XXA" else "passport",
        issuer=issuer,
        number=f"{chance.choice('ABCENP')}{issuer[0]}{1000000 + number * 7 % 8999999:07d}",
        expiry_date=today + timedelta(days=chance.randrange(-40, 3500)),
    )


def _name(nationality: str, woman: bool, chance: Random) -> tuple[str, str, str]:
    table = _names()[nationality]
    surname, native_surname = chance.choice(table["surnames"]).split("|")
    given, native_given = chance.choice(table["female" if woman else "male"]).split("|")
    if woman:
        ending, native_ending = table["feminine"].split("|")
        # Only names in -v take the feminine ending; the others are the same for both.
        if surname.endswith("V"):
            surname, native_surname = surname + ending, native_surname + native_ending
    return surname, given, f"{native_surname} {native_given}"
