"""The scenarios of the practice post, read strictly from ``data/``: who comes, what they say, what ought to happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from panah.node.practice.checks import ABOUT, CHECKS, TIMED, Ought
from panah.safeguards.conversation import UnknownQuestionError, card_languages, question
from panah.safeguards.conversation.guide import ALWAYS
from panah.safeguards.tables import Table, load

ROLES = ("first_line", "second_line", "case_worker")
BOOTH = "booth"
BORN = ("year", "other_day", "none")
_FOLDER = "scenarios"


@dataclass(frozen=True, slots=True)
class Says:
    """What somebody says when asked. `asked`: a question of the guided conversation, or BOOTH; `value`: the answer to a
    closed question."""

    asked: str
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who comes to the line. `age` in years, `expires` in days from today, `letters` begin the number."""

    id: str
    who: str
    opening: str
    nationality: str
    issuer: str
    kind: str
    surname: str
    given: str
    native: str
    sex: str
    age: int
    letters: str
    expires: int
    speaks: str
    says: tuple[Says, ...]


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What somebody of the staff has to know."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry of a practice list that a person is like. `born`: the year alone, another day of it, or nothing."""

    list: str
    person: str
    family: str
    given: str
    native: str
    nationality: str
    born: str


@dataclass(frozen=True, slots=True)
class Past:
    """A crossing some days ago."""

    person: str
    days: int
    direction: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario; texts are message ids. `manifest`: the persons come in a bus, with a list."""

    id: str
    order: int
    title: str
    lead: str
    why: str
    direction: str
    manifest: bool
    persons: tuple[Person, ...]
    cards: tuple[RoleCard, ...]
    listed: tuple[Listing, ...]
    past: tuple[Past, ...]
    oughts: tuple[Ought, ...]

    def person(self, code: str) -> Person:
        """One of its persons; LookupError."""
        for one in self.persons:
            if one.id == code:
                return one
        raise LookupError(code)


@dataclass(frozen=True, slots=True)
class Words:
    """What a review says to one check: message ids, and the safeguard behind it."""

    safeguard: str
    well: str
    missed: str
    why: str


@cache
def scenarios() -> Mapping[str, Scenario]:
    """Every scenario by id, in order. Raises DataError."""
    found = [
        read(name.removesuffix(".toml"), load(__package__, f"{_FOLDER}/{name}"))
        for name in sorted(one.name for one in files(__package__).joinpath("data", _FOLDER).iterdir())
        if name.endswith(".toml")
    ]
    return MappingProxyType({one.id: one for one in sorted(found, key=lambda one: one.order)})


@cache
def words() -> Mapping[str, Words]:
    """What to say to each check, by its id."""
    table = load(__package__, "checks.toml")
    table.date("as_of")
    table.texts("translate")
    found = {}
    for row in table.tables("check"):
        code = row.choice("id", tuple(CHECKS))
        found[code] = Words(row.text("safeguard"), row.text("well"), row.text("missed"), row.text("why"))
        row.finish()
    if missing := set(CHECKS) - set(found):
        raise table.error("check", f"no words for {', '.join(sorted(missing))}")
    return MappingProxyType(found)


def read(code: str, table: Table) -> Scenario:
    """A scenario from its file. Raises DataError."""
    table.date("as_of")
    table.texts("translate")
    persons = tuple(_person(row) for row in table.tables("person"))
    known = tuple(one.id for one in persons)
    found = Scenario(
        id=code,
        order=table.number("order", 1, 1000),
        title=table.text("title"),
        lead=table.text("lead"),
        why=table.text("why"),
        direction=table.choice("direction", ("entry", "exit")),
        manifest=table.flag("manifest", False),
        persons=persons,
        cards=tuple(_card(row) for row in table.tables("card", "role")),
        listed=tuple(_listing(row, known) for row in _any(table, "listed", "list")),
        past=tuple(_past(row, known) for row in _any(table, "past", "person")),
        oughts=tuple(_ought(row, known) for row in table.tables("ought", "check")),
    )
    table.finish()
    return found


def _any(table: Table, key: str, named: str) -> list[Table]:
    return list(table.tables(key, named)) if key in table.keys() else []  # noqa: SIM118 (a Table is no mapping)


def _person(row: Table) -> Person:
    nationality = row.text("nationality")
    found = Person(
        id=row.text("id"),
        who=row.text("who"),
        opening=row.text("opening"),
        nationality=nationality,
        issuer=row.text("issuer", nationality),
        kind=row.choice("kind", ("P", "PT"), "P"),
        surname=row.text("surname"),
        given=row.text("given"),
        native=row.text("native", ""),
        sex=row.choice("sex", ("F", "M", "X")),
        age=row.number("age", 0, 110),
        letters=row.text("letters"),
        expires=row.number("expires", -4000, 4000),
        speaks=row.choice("speaks", tuple(card_languages())),
        says=tuple(_says(one) for one in _any(row, "says", "asked")),
    )
    row.finish()
    return found


def _says(row: Table) -> Says:
    found = Says(row.text("asked"), row.text("text"), row.text("value", ""))
    if found.asked != BOOTH:
        try:
            asked = question(found.asked)
        except UnknownQuestionError as error:
            raise row.error("asked", str(error)) from None
        if bool(asked.values) != bool(found.value) or (found.value and found.value not in (*asked.values, *ALWAYS)):
            raise row.error("value", "is no answer to this question")
    row.finish()
    return found


def _card(row: Table) -> RoleCard:
    found = RoleCard(row.choice("role", ROLES), row.text("text"))
    row.finish()
    return found


def _listing(row: Table, persons: tuple[str, ...]) -> Listing:
    found = Listing(
        list=row.text("list"),
        person=row.choice("person", persons),
        family=row.text("family"),
        given=row.text("given"),
        native=row.text("native", ""),
        nationality=row.text("nationality"),
        born=row.choice("born", BORN),
    )
    row.finish()
    return found


def _past(row: Table, persons: tuple[str, ...]) -> Past:
    found = Past(row.choice("person", persons), row.number("days", 1, 3000), row.choice("direction", ("entry", "exit")))
    row.finish()
    return found


def _ought(row: Table, persons: tuple[str, ...]) -> Ought:
    found = Ought(
        check=row.choice("check", tuple(CHECKS)),
        who=row.texts("who"),
        of=row.text("of", ""),
        minutes=row.number("minutes", 0, 24 * 60, 0),
        unproven=row.flag("unproven", False),
    )
    if not set(found.who) <= set(persons):
        raise row.error("who", "names nobody of this scenario")
    if bool(found.of) != (found.check in ABOUT) or bool(found.minutes) != (found.check in TIMED):
        raise row.error("check", "says of what and in how many minutes exactly where the check asks for it")
    row.finish()
    return found
