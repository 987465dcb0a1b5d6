"""The scenarios are whole: everybody can come to the line, says something, and ought to meet with something."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panah.documents import read_mrz
from panah.node.practice.people import born, document, listed_as, number_of
from panah.node.practice.scenarios import Scenario, read, scenarios, words
from panah.safeguards.tables import DataError, parse
from panah.stays import Crossing, assess, load_regime

TODAY = date(2026, 11, 22)
EVERY = pytest.mark.parametrize("scenario", scenarios().values(), ids=lambda one: one.id)


@EVERY
def test_everybody_has_a_document_that_reads_without_a_repair(scenario: Scenario) -> None:
    for turn in (0, 1, 250):
        for person in scenario.persons:
            reading = read_mrz("\n".join(document(scenario, person, turn, TODAY)), today=TODAY)
            assert reading.format == "TD3"
            assert not [
                one for one in reading.problems if one.code in ("check_digit", "name_truncated", "code_unknown")
            ]
            assert reading.fields.surname == person.surname
            assert reading.fields.number == number_of(scenario, person, turn)


@EVERY
def test_everybody_is_as_old_as_they_say_whatever_the_turn(scenario: Scenario) -> None:
    for turn in (0, 149, 300):
        for today in (TODAY, date(2027, 1, 1), date(2028, 2, 29)):
            for person in scenario.persons:
                born = date.fromisoformat(
                    read_mrz("\n".join(document(scenario, person, turn, today)), today=today).fields.birth_date
                )
                assert today.year - born.year - ((today.month, today.day) < (born.month, born.day)) == person.age


def test_who_stayed_too_long_did_so_by_the_days_that_are_told() -> None:
    """The lead says 22 days; the booth reckons them from the entry and the rules of stay."""
    scenario = scenarios()["overstay"]
    [past] = scenario.past
    came = Crossing(TODAY - timedelta(days=past.days), "entry")
    stay = assess(load_regime("kazakhstan"), scenario.person(past.person).nationality, [came], on=TODAY)
    assert f" {stay.overstay_days} days " in scenario.lead


@EVERY
def test_where_somebody_needs_an_outcome_everybody_does(scenario: Scenario) -> None:
    everybody = {one.id for one in scenario.persons}
    assert all(set(one.who) == everybody for one in scenario.oughts if one.check == "outcome_for_all")


def test_nobody_is_somebody_else_and_everybody_is_another_in_the_next_turn() -> None:
    numbers = [
        number_of(scenario, person, turn)
        for scenario in scenarios().values()
        for person in scenario.persons
        for turn in range(3)
    ]
    assert len(numbers) == len(set(numbers))


@EVERY
def test_whoever_is_on_a_list_is_like_the_entry_and_not_its_copy(scenario: Scenario) -> None:
    for one in scenario.listed:
        entry, person = listed_as(one, scenario, TODAY), scenario.person(one.person)
        assert (entry.family, entry.given) != (person.surname, person.given)
        assert entry.birth[:4] == str(born(person, 0, TODAY).year)
        assert entry.birth != born(person, 0, TODAY).isoformat()


@EVERY
def test_the_case_worker_has_a_card_where_a_body_must_answer(scenario: Scenario) -> None:
    answered = any(one.check in ("registered", "accepted") for one in scenario.oughts)
    assert any(card.role == "case_worker" for card in scenario.cards) or not answered
    assert {"first_line"} <= {card.role for card in scenario.cards}


def test_words_speak_of_acts_and_of_a_safeguard() -> None:
    for code, one in words().items():
        assert one.safeguard in {f"S{number}" for number in range(1, 15)}, code
        assert "you " not in f" {one.well} {one.missed} ".lower(), code
        assert len(one.why) > 40, code


GOOD = """
as_of = 2026-11-22
translate = []
order = 1
title = "T"
lead = "L"
why = "W"
direction = "entry"
[[person]]
id = "one"
who = "One"
nationality = "UZB"
surname = "A"
given = "B"
sex = "F"
age = 20
letters = "AA"
expires = 10
speaks = "uz"
opening = "O"
[[card]]
role = "first_line"
text = "C"
[[ought]]
check = "set_aside"
who = ["one"]
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('who = ["one"]', 'who = ["two"]', "names nobody"),
        ('check = "set_aside"', 'check = "goes_on"', "minutes"),
        ('check = "set_aside"', 'check = "handed_over"', "of what"),
        ('check = "set_aside"', 'check = "punished"', "must be one of"),
        ("age = 20", "age = -1", "whole number"),
        ('speaks = "uz"', 'speaks = "xx"', "must be one of"),
        ("[[card]]", '[[person.says]]\nasked = "own_words.afraid"\ntext = "No"\n[[card]]', "no answer"),
        ("[[card]]", '[[person.says]]\nasked = "why.not"\ntext = "No"\n[[card]]', "no question"),
        ("order = 1", "order = 1\nscore = 3", "unknown key"),
    ],
)
def test_a_mistake_in_a_file_is_told(old: str, new: str, problem: str) -> None:
    assert read("x", parse(GOOD, "x.toml")).persons[0].id == "one"
    with pytest.raises(DataError, match=problem):
        read("x", parse(GOOD.replace(old, new), "x.toml"))


def test_a_birthday_is_another_in_every_turn_so_that_nobody_is_taken_for_who_came_before() -> None:
    person = scenarios()["family"].persons[0]
    days = [born(person, turn, date(2026, 3, 20)) for turn in range(60)]
    assert len(set(days)) == len(days)
