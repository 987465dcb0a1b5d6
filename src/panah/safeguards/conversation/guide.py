"""The guided conversation as data: its steps and questions, who may be there, and where an interpreter may come from.

Nothing in it is required. Source: `data/conversation.toml` and `data/present.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from panah.safeguards.conversation.cards import card_ids
from panah.safeguards.indicators import CATEGORIES, indicators
from panah.safeguards.tables import Table, load, unique

KINDS = ("yes_no", "choice", "text", "signs")
ALWAYS = ("unknown", "skip")
"""Answers that every closed question takes besides its own."""


class UnknownQuestionError(LookupError):
    """There is no such question; `code` is what was asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no question is called {code[:60]!r}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the conversation; `title` is a message id."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or one thing to explain or note. `text` is for the officer (a message id), `card` for the
    traveller.

    `values`: the answers of a closed question; `says`: the indicators an answer stands for; `after_fear`: may still be
    asked once fear was expressed; `alone`: only while nobody is there who came with the person; `heard`: nothing is
    asked, what was told or seen is noted; `told`: asked, and what is told anyway is noted too, also when it may not be
    asked; `seen`: noted by the officer's own eyes; `who`: any or child.
    """

    id: str
    step: str
    text: str
    kind: str
    card: str
    values: tuple[str, ...]
    says: Mapping[str, tuple[str, ...]]
    after_fear: bool
    alone: bool
    heard: bool
    told: bool
    seen: bool
    who: str
    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class InterpreterSource:
    """Where an interpreter comes from; `never`: the conversation doesn't go on through them, for this `reason`."""

    id: str
    title: str
    never: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Role:
    """In what role somebody is there; `beside`: they came with the person."""

    id: str
    title: str
    beside: bool


@cache
def steps() -> tuple[Step, ...]:
    """The steps, in order."""
    found = []
    for row in load(__package__, "conversation.toml").tables("step"):
        found.append(Step(row.text("id"), row.text("title")))
        row.finish()
    return tuple(found)


@cache
def questions() -> Mapping[str, Question]:
    """Every question by id, in the order they are asked."""
    return read(load(__package__, "conversation.toml"))


def question(code: str) -> Question:
    """One question; raises UnknownQuestionError."""
    try:
        return questions()[code]
    except KeyError:
        raise UnknownQuestionError(code) from None


@cache
def roles() -> Mapping[str, Role]:
    """The roles in which somebody may be there."""
    found = {}
    for row in load(__package__, "present.toml").tables("role"):
        found[row.text("id")] = Role(row.text("id"), row.text("title"), row.flag("beside", False))
        row.finish()
    return MappingProxyType(found)


@cache
def interpreter_sources() -> Mapping[str, InterpreterSource]:
    """Where interpreters come from, those never taken among them."""
    found = {}
    for row in load(__package__, "present.toml").tables("source"):
        never = row.flag("never", False)
        reason = row.text("reason") if never else ""
        found[row.text("id")] = InterpreterSource(row.text("id"), row.text("title"), never, reason)
        row.finish()
    return MappingProxyType(found)


def read(table: Table) -> Mapping[str, Question]:
    """The questions of a conversation file; raises DataError."""
    table.texts("translate")
    known_steps = tuple(row.text("id") for row in table.tables("step"))
    found: dict[str, Question] = {}
    seen: set[str] = set()
    for row in table.tables("question"):
        kind = row.choice("kind", KINDS)
        one = Question(
            id=unique(row, "id", seen, row.text("id")),
            step=row.choice("step", known_steps),
            text=row.text("text"),
            kind=kind,
            card=row.text("card", ""),
            values=_values(row, kind),
            says=_says(row),
            after_fear=row.flag("after_fear", False),
            alone=row.flag("alone", False),
            heard=row.flag("heard", False),
            told=row.flag("told", False),
            seen=row.flag("seen", False),
            who=row.choice("who", ("any", "child"), "any"),
            categories=frozenset(row.texts("categories", ())),
        )
        _check(row, one)
        row.finish()
        found[one.id] = one
    table.finish()
    return MappingProxyType(found)


def _values(row: Table, kind: str) -> tuple[str, ...]:
    if kind == "choice":
        return (*row.texts("values"), *ALWAYS)
    return ("yes", "no", *ALWAYS) if kind == "yes_no" else ()


def _says(row: Table) -> Mapping[str, tuple[str, ...]]:
    if "says" not in row.keys():  # noqa: SIM118 (a table, no mapping)
        return MappingProxyType({})
    told = row.table("says")
    return MappingProxyType({value: told.texts(value) for value in told.keys()})  # noqa: SIM118 (the same)


def _check(row: Table, one: Question) -> None:
    if one.card and one.card not in card_ids():
        raise row.error("card", f"there is no card {one.card!r}")
    if unknown := set(one.says) - set(one.values):
        raise row.error("says", f"there is no answer {min(unknown)!r}")
    for codes in one.says.values():
        for code in codes:
            if code not in indicators():
                raise row.error("says", f"there is no indicator {code!r}")
            if indicators()[code].told_only:
                raise row.error("says", f"{code!r} is heard when told and never asked")
    if unknown_categories := one.categories - set(CATEGORIES):
        raise row.error("categories", f"there is no category {min(unknown_categories)!r}")
    if bool(one.categories) != (one.kind == "signs") or (one.kind == "signs" and not one.heard):
        raise row.error("categories", "a question of signs names categories and is heard; others name none")
