"""Conditions of steps: what has to be so, or has to be given, before a matter takes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from panah.safeguards.guard.answers import Reason, because
from panah.safeguards.guard.competence import Directory
from panah.safeguards.guard.matters import Matter, Stage, Status
from panah.safeguards.guard.people import Person

WORDS_GIVEN = (
    "language_understood", "reasons_given", "heard_in_person", "in_person", "own_will", "counsel_offered",
    "group_declared", "death_certified", "new_element",
)  # fmt: skip
"""Conditions that are met by being given: whoever takes the step says, over their name, that it was so."""

LEAVE_OF_COURT = "leave_of_court"


@dataclass(frozen=True, slots=True)
class Category:
    """What the law says about matters of one kind (`data/guard_categories.toml`)."""

    code: str
    bodies: tuple[str, ...]
    withdrawable: bool
    prima_facie: bool
    reflection: bool
    settles_ended: bool
    protects: bool
    spares: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """How a step is taken: when (seconds, UTC), by whom, about whom, and what is given.

    `role`: a role at the border, `person`, `lawyer`, `guardian`, `court`, `monitor`, `system`, or `body` with which
    one. `receiver` is the body a transfer goes to.
    """

    now: int
    role: str
    directory: Directory
    person: Person
    body: str = ""
    given: frozenset[str] = frozenset()
    receiver: str = ""


Condition = Callable[[Matter[Stage], Taking, Category], Iterator[Reason]]


def _given(word: str, _matter: Matter[Stage], taking: Taking, _category: Category) -> Iterator[Reason]:
    if word not in taking.given:
        yield because(f"{word}_missing")


def withdrawable(_matter: Matter[Stage], _taking: Taking, category: Category) -> Iterator[Reason]:
    """A claim can be withdrawn; the state's own duty towards a child or a trafficked person can't."""
    if not category.withdrawable:
        yield because("not_withdrawable", category=category.code)


def prima_facie_foreseen(_matter: Matter[Stage], _taking: Taking, category: Category) -> Iterator[Reason]:
    """Recognition of a declared group, for the categories that know it."""
    if not category.prima_facie:
        yield because("no_prima_facie", category=category.code)


def reflection_foreseen(_matter: Matter[Stage], _taking: Taking, category: Category) -> Iterator[Reason]:
    """Only some categories have recovery and reflection."""
    if not category.reflection:
        yield because("no_reflection", category=category.code)


def reflection_over(matter: Matter[Stage], taking: Taking, _category: Category) -> Iterator[Reason]:
    """While recovery and reflection runs, nothing is decided against the person and nothing is closed."""
    if matter.reflection_until is not None and taking.now < matter.reflection_until:
        yield because("reflection_running", until=str(matter.reflection_until))


def appeal_over(matter: Matter[Stage], taking: Taking, _category: Category) -> Iterator[Reason]:
    """A negative decision is final when the time for an appeal has run out."""
    if matter.status is Status.REJECTED and (matter.appeal_until is None or taking.now < matter.appeal_until):
        yield because("appeal_time_running", until=str(matter.appeal_until or ""))


def appeal_in_time(matter: Matter[Stage], taking: Taking, _category: Category) -> Iterator[Reason]:
    """In time, or with the court's leave."""
    if matter.appeal_until is not None and taking.now >= matter.appeal_until and LEAVE_OF_COURT not in taking.given:
        yield because("appeal_time_over", until=str(matter.appeal_until))


def child_cared_for(_matter: Matter[Stage], taking: Taking, _category: Category) -> Iterator[Reason]:
    """A guardian and a best-interests record come before any decision about a child (S6)."""
    if taking.person.child and not taking.person.guardian:
        yield because("child_without_guardian", years=taking.person.years)
    if taking.person.child and not taking.person.best_interests:
        yield because("child_without_best_interests", years=taking.person.years)


def receiver_competent(matter: Matter[Stage], taking: Taking, category: Category) -> Iterator[Reason]:
    """A matter goes only to a body that could be competent for it, and works."""
    listed = taking.directory.order.get(category.code, ())
    if taking.receiver not in listed or not taking.directory.works(taking.receiver):
        yield because("receiver_not_competent", receiver=taking.receiver)


def alive(matter: Matter[Stage], _taking: Taking, _category: Category) -> Iterator[Reason]:
    """What death closed stays closed."""
    if matter.outcome == "died":
        yield because("person_died")


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {word: partial(_given, word) for word in WORDS_GIVEN}
    | {
        condition.__name__: condition
        for condition in (
            withdrawable, prima_facie_foreseen, reflection_foreseen, reflection_over, appeal_over, appeal_in_time,
            child_cared_for, receiver_competent, alive,
        )
    }
)  # fmt: skip
