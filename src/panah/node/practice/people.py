"""The documents of a scenario's persons, and the entries of lists that they are like. Pure.

With every run they are somebody else: the number goes on by one, and the birthday by a day, so that nothing of an
earlier run, a hold or an answer to a match, stands in the way of the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from panah.documents import Fields, write_mrz
from panah.node.practice.scenarios import Listing, Person, Scenario

# A birthday half a year ago: it doesn't come round while somebody practises.
_SINCE_BIRTHDAY, _TURNS = 180, 150


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a practice list; `birth` an ISO date, a year or ""."""

    family: str
    given: str
    native: str
    sex: str
    birth: str
    nationality: str


def number_of(scenario: Scenario, person: Person, turn: int) -> str:
    """The number of a person's document in this turn (0, 1, …)."""
    place = scenario.order // 10 * 10 + [one.id for one in scenario.persons].index(person.id)
    return f"{person.letters}{place:03}{turn % 10_000:04}"


def born(person: Person, turn: int, today: date) -> date:
    """The birthday of a person who is `age` years old today."""
    day = today - timedelta(days=_SINCE_BIRTHDAY - turn % _TURNS)
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - person.age, day.month, 28 if leap else day.day)


def document(scenario: Scenario, person: Person, turn: int, today: date) -> tuple[str, ...]:
    """The machine-readable zone of a person's document (TD3), to type or paste at the booth."""
    return write_mrz(
        "TD3",
        Fields(
            document_code=person.kind,
            issuer=person.issuer,
            number=number_of(scenario, person, turn),
            surname=person.surname,
            given_names=person.given,
            nationality=person.nationality,
            birth_date=born(person, turn, today).isoformat(),
            sex=person.sex,
            expiry_date=(today + timedelta(days=person.expires)).isoformat(),
            optional="",
        ),
    )


def manifest(scenario: Scenario, turn: int, today: date) -> str:
    """The list of passengers, to paste where a bus is taken in; empty for scenarios without a bus."""
    if not scenario.manifest:
        return ""
    rows = [
        f"{one.surname} {one.given};{number_of(scenario, one, turn)};{one.nationality};{born(one, turn, today)}"
        for one in scenario.persons
    ]
    return "\n".join(("name;number;nationality;birth_date", *rows))


def listed_as(one: Listing, scenario: Scenario, today: date) -> Entry:
    """The entry of a list that a person is like, when the practice post is made."""
    person = scenario.person(one.person)
    birthday = born(person, 0, today)
    other_day = date(birthday.year, birthday.month % 12 + 1, (birthday.day + 11) % 28 + 1)
    birth = {"year": str(birthday.year), "other_day": other_day.isoformat(), "none": ""}[one.born]
    return Entry(one.family, one.given, one.native, person.sex, birth, one.nationality)
