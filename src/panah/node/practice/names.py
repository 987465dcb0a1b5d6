"""What the persons of a scenario are called in one run, drawn from its seed: they are others each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from types import MappingProxyType

from panah.node.practice.scenarios import Person, Scenario
from panah.safeguards.tables import Table, load


@dataclass(frozen=True, slots=True)
class Pool:
    """Names of one nationality, in the letters of a passport."""

    surnames: tuple[str, ...]
    male: tuple[str, ...]
    female: tuple[str, ...]


def named(scenario: Scenario, seed: str) -> Scenario:
    """The same scenario with other names. Families keep one; whoever is like an entry of a list keeps theirs.

    The post's part of the seed, before the point, brings names into an order; the run's begins further on each time.
    """
    listed = {one.person for one in scenario.listed}
    families: dict[tuple[str, str], str] = {}
    given: dict[tuple[str, bool], list[str]] = {}
    persons = []
    for one in scenario.persons:
        pool = pools().get(one.nationality)
        if one.id in listed or pool is None:
            persons.append(one)
            continue
        surnames = _in_turn(pool.surnames, seed)
        surname = families.setdefault((one.nationality, _family(one)), surnames[len(families)])
        woman = one.sex == "F"
        names = given.setdefault((one.nationality, woman), _in_turn(pool.female if woman else pool.male, seed))
        ending = "A" if woman and surname.endswith("V") else ""
        persons.append(replace(one, surname=surname + ending, given=names.pop(0), native=""))
    return replace(scenario, persons=tuple(persons))


def _in_turn(names: tuple[str, ...], seed: str) -> list[str]:
    base, _, turn = seed.partition(".")
    mixed = Random(base).sample(names, len(names))  # noqa: S311 (names of invented people)
    start = int(turn) % len(names)
    return mixed[start:] + mixed[:start]


def _family(person: Person) -> str:
    """A surname as men have it."""
    return person.surname.removesuffix("A") if person.surname.endswith("VA") else person.surname


@cache
def pools() -> Mapping[str, Pool]:
    """By nationality, from ``data/names.toml``."""
    file = load("panah.node.practice", "names.toml")
    file.date("as_of")
    file.text("source")
    nations = [key for key in file.keys() if key not in ("as_of", "source")]  # noqa: SIM118 (a table is no dict)
    found = MappingProxyType({nation: _pool(file.table(nation)) for nation in nations})
    file.finish()
    return found


def _pool(row: Table) -> Pool:
    found = Pool(row.texts("surnames"), row.texts("male"), row.texts("female"))
    row.finish()
    return found
