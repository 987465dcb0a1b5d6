"""Every state that can be reached keeps the safeguards, and an exploration of a broken guard says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

import pytest

from panah.safeguards.explore.walking import explore
from tests.safeguards.guard import mutations
from tests.safeguards.guard.mutations import Mutation

EVERY = tuple(
    chain(
        mutations.turned(),
        mutations.dropped_rules(),
        mutations.wrong_hands(),
        mutations.dropped_conditions(),
        mutations.missed_reasons(),
    )
)
SOME = EVERY[::26]


@contextmanager
def applied(mutation: Mutation) -> Iterator[None]:
    if mutation.module is None:
        yield
        return
    kept = mutation.module.__dict__[mutation.function]
    setattr(mutation.module, mutation.function, mutation.instead)
    try:
        yield
    finally:
        setattr(mutation.module, mutation.function, kept)


def caught(mutation: Mutation) -> bool:
    with applied(mutation):
        return bool(explore(1, mutation.law, first_only=True).violations)


def test_with_up_to_two_matters_at_once_no_safeguard_is_ever_broken() -> None:
    found = explore(2)
    assert found.violations == ()
    assert found.states > 200_000
    assert found.transitions > 3_000_000
    assert found.late_matters > 0
    assert found.led_back > 0


@pytest.mark.faults
def test_with_up_to_three_matters_at_once_no_safeguard_is_ever_broken() -> None:
    found = explore(3)
    assert found.violations == ()
    assert found.states > 5_000_000


@pytest.mark.parametrize("mutation", SOME, ids=[mutation.name for mutation in SOME])
def test_a_guard_that_is_wrong_in_one_thing_is_caught(mutation: Mutation) -> None:
    assert caught(mutation)


def test_there_are_mutations_enough_and_each_is_another() -> None:
    assert len(SOME) >= 12
    assert len({mutation.name for mutation in EVERY}) == len(EVERY)


@pytest.mark.faults
@pytest.mark.parametrize("mutation", EVERY, ids=[mutation.name for mutation in EVERY])
def test_every_guard_that_is_wrong_in_one_thing_is_caught(mutation: Mutation) -> None:
    assert caught(mutation)


def test_a_violation_says_which_safeguard_by_what_and_where() -> None:
    [wrong] = [
        mutation for mutation in mutations.dropped_rules() if mutation.name == "refuse without need two_signatures"
    ]
    [one] = explore(1, wrong.law, first_only=True).violations
    told = one.as_dict()
    assert (told["safeguard"], set(told)) == ("S2", {"safeguard", "event", "state"})
    assert "refuse" in told["event"]
    assert "open=0" in told["state"]
