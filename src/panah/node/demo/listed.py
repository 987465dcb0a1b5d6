"""Made-up people for lists, in the scripts of the region. Seeded; nobody of them exists."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

SCRIPTS = ("cyrillic", "arabic", "latin")


@dataclass(frozen=True, slots=True)
class Listed:
    """An invented person for a list; `native` is the name in its own script, `birth` an ISO date, a year or ""."""

    family: str
    given: str
    patronymic: str = ""
    native: str = ""
    sex: str = ""
    birth: str = ""
    nationality: str = ""
    document: str = ""
    place: str = ""
    aliases: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """In the order of the region's documents."""
        return " ".join(part for part in (self.family, self.given, self.patronymic) if part)


@cache
def stock() -> dict[str, Any]:
    """Names and texts to invent from."""
    return tomllib.loads(Path(__file__).with_name("listed.toml").read_text("utf-8"))


def invented(count: int, chance: Random, today: date) -> list[Listed]:
    """That many persons, no two of one name; the same seed gives the same ones."""
    found: dict[str, Listed] = {}
    while len(found) < count:
        person = _person(stock()[chance.choice(SCRIPTS)], chance, today)
        found.setdefault(person.name, person)
    return list(found.values())


def _person(names: dict[str, Any], chance: Random, today: date) -> Listed:
    woman = chance.random() < 0.2
    family, native_family = chance.choice(names["family"]).split("|")
    given, native_given = chance.choice(names["female" if woman else "male"]).split("|")
    patronymics = names["patronymic_female" if woman else "patronymic"]
    patronymic, _, native_patronymic = chance.choice(patronymics).partition("|")
    if woman and family.endswith(("OV", "EV")):
        family, native_family = family + "A", native_family + "а"
    born = today - timedelta(days=chance.randrange(19 * 365, 72 * 365))
    native = " ".join(part for part in (native_family, native_given, native_patronymic) if part)
    nationality = chance.choice(names["nationality"])
    return Listed(
        family=family,
        given=given,
        patronymic=patronymic,
        native=native,
        sex="F" if woman else "M",
        birth=chance.choice((born.isoformat(), born.isoformat(), str(born.year), "")),
        nationality=nationality,
        document=f"Z{nationality[0]}{chance.randrange(10**6, 10**7)}" if chance.random() < 0.5 else "",
        place=chance.choice(names["places"]),
        aliases=tuple(_alias(family, given, chance) for _ in range(chance.randrange(4))),
    )


def _alias(family: str, given: str, chance: Random) -> str:
    """The name as another clerk writes it: turned round, an initial, a letter changed."""
    swapped = {"KH": "H", "SH": "S", "ZH": "J", "Q": "K", "OV": "OFF", "Y": "I", "AA": "A", "U": "OU"}
    old, new = chance.choice(list(swapped.items()))
    return chance.choice(
        (
            f"{given.title()} {family.title()}",
            f"{given[0]}. {family.title()}",
            f"{family.replace(old, new).title()} {given.title()}",
        )
    )
