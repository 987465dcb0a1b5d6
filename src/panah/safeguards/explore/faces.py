"""One collapsed state stands for several persons. Here each of them gets a face, so that every one is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from panah.safeguards.explore.deeds import HANDLE, NOW
from panah.safeguards.explore.lawful import Truth
from panah.safeguards.guard.locks import lock_of
from panah.safeguards.guard.people import Hold, Person, Standing, Tie, Years

STANDINGS: tuple[tuple[str, ...], ...] = (
    ("foreigner",),
    ("national", "permanent_resident", "recognised_refugee"),
    ("status_ended",),
)
FOREIGNER, AT_HOME, ENDED = range(3)

# Years, guardian, best interests.
AGES: tuple[tuple[tuple[str, bool, bool], ...], ...] = (
    (("adult", False, False),),
    tuple((years, *care) for years in ("child", "doubtful") for care in ((False, False), (True, False), (False, True))),
    tuple((years, True, True) for years in ("child", "doubtful")),
)
ADULT, UNCARED, CARED = range(3)


@cache
def hold(name: str, released: bool = False) -> Hold:
    """A hold whose token is known by its name."""
    return Hold(name, lock_of(token(name)), released)


def token(name: str) -> bytes:
    """The token of that hold."""
    return name.encode().ljust(32, b"-")


def person(standing: str, age: tuple[str, bool, bool], wait: str, opened: int = 0) -> Person:
    """A person with so many open holds, and one that is released."""
    years, guardian, best_interests = age
    waiting = wait in ("held", "over")
    return Person(
        handle=HANDLE,
        standing=frozenset({Standing(standing)}),
        years=Years(years),
        guardian=guardian,
        best_interests=best_interests,
        holds=(hold("ordinary", released=True), *(hold(f"open {number}") for number in range(opened))),
        set_aside=NOW - 100 if waiting else None,
        hold_until=(NOW if wait == "over" else NOW + 100) if waiting else None,
    )


def truth(standing: str, age: tuple[str, bool, bool], wait: str, opened: int) -> Truth:
    """The same person as the predicates see them."""
    years, guardian, best_interests = age
    return Truth(
        open=opened,
        standing=standing,
        years=years,
        guardian=guardian,
        best_interests=best_interests,
        accompanied=False,
        family=False,
        waiting=wait in ("held", "over"),
        over=wait == "over",
    )


def faces(standing: int, age: int, wait: str, opened: int) -> Iterator[tuple[Person, Truth]]:
    """Everybody whom this collapsed state stands for."""
    for one, years in product(STANDINGS[standing], AGES[age]):
        yield person(one, years, wait, opened), truth(one, years, wait, opened)


def with_family(face: Person, known: Truth) -> Iterator[tuple[Person, Truth]]:
    """The same person travelling with others, or on the way out."""
    yield replace(face, family=(Tie("mother", open=True),)), replace(known, family=True)
    yield replace(face, family=(Tie("husband", open=True, apart=True), Tie("aunt", open=False))), known
    yield replace(face, accompanied=True), replace(known, accompanied=True)
    yield replace(face, leaving=True), replace(known, leaving=True)
    for son in (Tie("son", open=False, let_in=True, years=years) for years in (Years.CHILD, Years.DOUBTFUL)):
        yield replace(face, family=(son, Tie("aunt", open=False))), replace(known, child_left=True)
        yield replace(face, family=(son, Tie("aunt", open=False, let_in=True, years=Years.ADULT))), known


def never_held(face: Person, known: Truth) -> tuple[Person, Truth]:
    """The same person, of whom no hold was ever released."""
    return replace(face, holds=tuple(one for one in face.holds if not one.released)), replace(known, was_held=False)


def marked(face: Person) -> Iterator[tuple[str, Person]]:
    """The same person with a mark that must change nothing, and the safeguard that says so."""
    yield "S4", replace(face, hits=frozenset({"wanted"}))
    yield "S7", replace(face, declined=frozenset({"shelter"}))
    yield "S7", replace(face, consents=frozenset({"services", "sharing"}))
    yield "S13", replace(face, missing=True)
