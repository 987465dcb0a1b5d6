"""Scenarios and verdicts in the words of the reader, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from django.utils.translation import gettext as _

from panah.node.practice.checks import ABOUT, Ought, Verdict
from panah.node.practice.kept import Run
from panah.node.practice.people import document, manifest
from panah.node.practice.scenarios import BOOTH, Person, Scenario, words
from panah.people.words import ROLE_NAMES
from panah.safeguards.conversation import card_languages, question
from panah.web.wording import word


def cards(run: Run, scenario: Scenario) -> dict[str, Any]:
    """The cards of travellers and of staff, and the list of passengers, if there is one."""
    today = run.begun.date()
    return {
        "persons": [
            {
                "name": _name(one),
                "who": _(one.who),
                "speaks": card_languages()[one.speaks].own_name,
                "zone": "\n".join(document(scenario, one, run.turn, today)),
                "opening": _(one.opening),
                "says": [
                    {
                        "asked": _("At the booth") if said.asked == BOOTH else _(question(said.asked).text),
                        "value": word(f"answer:{said.value}") if said.value else "",
                        "text": _(said.text),
                    }
                    for said in one.says
                ],
            }
            for one in scenario.persons
        ],
        "staff": [{"role": str(ROLE_NAMES[one.role]), "text": _(one.text)} for one in scenario.cards],
        "manifest": manifest(scenario, run.turn, today),
    }


def review(scenario: Scenario, verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """Two lists, done well and missed, each line with whom it is about; of what is still open only how much it is, so
    that nobody reads what to do next."""
    found: dict[str, Any] = {"well": [], "missed": [], "open": 0}
    for one in verdicts:
        told = words()[one.ought.check]
        for way, persons in (("well", one.well), ("missed", one.missed)):
            if persons:
                found[way].append(
                    {
                        "text": _about(told.well if way == "well" else told.missed, one.ought),
                        "who": ", ".join(_name(scenario.person(person)) for person in persons),
                        "why": _(told.why),
                        "safeguard": told.safeguard,
                    }
                )
        found["open"] += len(one.open)
    return found


def names(scenario: Scenario, *, but: Container[str]) -> str:
    """The persons of a scenario without some."""
    return ", ".join(_name(one) for one in scenario.persons if one.id not in but)


def _about(text: str, ought: Ought) -> str:
    places: dict[str, str | int] = {"minutes": ought.minutes}
    if ought.check in ABOUT:
        places["what"] = word(f"{ABOUT[ought.check]}:{ought.of}")
    return _(text) % places


def _name(person: Person) -> str:
    return f"{person.given} {person.surname}".title()
