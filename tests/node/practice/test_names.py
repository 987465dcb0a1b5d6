"""The persons of a scenario have other names in every run, the same for the same seed."""

from __future__ import annotations

import pytest

from panah.node.demo.listed import stock
from panah.node.practice.names import named, pools
from panah.node.practice.scenarios import Person, Scenario, scenarios

EVERY = pytest.mark.parametrize("scenario", scenarios().values(), ids=lambda one: one.id)
SEEDS = [f"{seed}.{turn}" for seed in range(20) for turn in (1, 2)]


def called(persons: tuple[Person, ...]) -> list[tuple[str, str]]:
    return [(one.surname, one.given) for one in persons]


@EVERY
def test_two_runs_are_of_other_people_and_one_seed_of_the_same(scenario: Scenario) -> None:
    listed = {one.person for one in scenario.listed}
    runs = [called(named(scenario, seed).persons) for seed in SEEDS]
    assert runs == [called(named(scenario, seed).persons) for seed in SEEDS]
    for at, person in enumerate(scenario.persons):
        assert (len({run[at] for run in runs}) == 1) is (person.id in listed)
    for run in runs:
        assert len(set(run)) == len(run)
    for before, after in zip(runs[::2], runs[1::2], strict=True):
        for at, person in enumerate(scenario.persons):
            assert person.id in listed or not set(before[at]) & set(after[at]), "the run before the next"


def test_a_family_keeps_one_name_as_a_woman_and_a_man_have_it() -> None:
    for seed in SEEDS:
        assert len({one.surname for one in named(scenarios()["family"], seed).persons}) == 1
        trader = named(scenarios()["trader"], seed).persons[0]
        assert trader.sex == "F"
        assert trader.surname.endswith("VA")


def test_nothing_but_the_name_is_another() -> None:
    for scenario in scenarios().values():
        for old, new in zip(scenario.persons, named(scenario, "7.1").persons, strict=True):
            assert (old.id, old.age, old.letters, old.says) == (new.id, new.age, new.letters, new.says)


def test_nobody_is_called_as_an_entry_of_a_list_is() -> None:
    invented = {name.split("|")[0] for texts in stock().values() if "family" in texts for name in texts["family"]}
    listed = {one.family for scenario in scenarios().values() for one in scenario.listed}
    for pool in pools().values():
        assert not {name[:5] for name in (*invented, *listed)} & {name[:5] for name in pool.surnames}
