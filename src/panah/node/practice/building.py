"""Making the practice post: the demo's posts and staff, all bodies on this one node, and lists for the scenarios."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from panah.border.desk import presentations
from panah.border.desk.context import Actor, Place
from panah.border.desk.posts import posts as known_posts
from panah.documents import from_reading, read_mrz
from panah.journal.entries import Source
from panah.node.demo import bodies, lists, sanctions
from panah.node.demo.building import describe, engage
from panah.node.demo.country import posts
from panah.node.demo.listed import Listed
from panah.node.demo.watching import TERMS
from panah.node.practice import kept
from panah.node.practice.kept import Run
from panah.node.practice.names import named
from panah.node.practice.people import document, listed_as
from panah.node.practice.scenarios import Scenario, scenarios
from panah.people.desk.staff import SYSTEM
from panah.watchlists.desk import lists as in_use
from panah.watchlists.desk import loading
from panah.watchlists.desk.lists import Terms

WANTED = Terms(
    code="practice-wanted",
    title="Wanted persons of another state",
    sort="wanted",
    source="Police of another state, by exchange",
    issuing_state="AFG",
    legal_basis="Practice agreement on wanted persons, art. 3",
    remedy="Commission for the control of files; anybody may write, in any language",
    contact="files@practice.example",
    valid_days=90,
)
_MAKE: dict[str, Callable[..., bytes]] = {
    "practice-sanctions": sanctions.un_list,
    "exit-bans": lists.exit_bans,
    "entry-bans": lists.entry_bans,
    "to-protect": lists.protect,
    "practice-wanted": lists.wanted,
}
OTHERS = 10
"""Invented entries beside those of the scenarios, so that no list is of one person alone."""


def build(tell: Callable[[str], None], *, seed: int) -> None:
    """Fill an empty node, whose scenarios draw names from that seed. ``tell`` hears a line for each step."""
    now = datetime.now(UTC)
    kept.plant(seed)
    tell("Describing the practice post, its staff and the bodies that help")
    places = posts()
    describe(places, now)
    staff = engage(places, now)
    bodies.introduce(bodies.settle(now), staff["headquarters"], staff["monitor"], now)
    tell("Lists for the scenarios")
    for terms in (*(one for one in TERMS if one.code in _MAKE), WANTED):
        also = [
            Listed(**asdict(listed_as(one, scenario, now.date())))
            for scenario in scenarios().values()
            for one in scenario.listed
            if one.list == terms.code
        ]
        actor = Actor(staff["headquarters"])
        made = in_use.establish(terms, actor=actor, happened=now - timedelta(days=30))
        content = _MAKE[terms.code](today=now.date(), persons=OTHERS, also=also)
        form = "protect" if terms.code == "to-protect" else "auto"
        loading.load_file(in_use.get(made), content, form, actor=actor)


def begin(scenario: Scenario) -> Run:
    """Begin a run: whoever was here before in the scenario's story has crossed then."""
    run = kept.begin(scenario.id)
    scenario = named(scenario, run.seed)
    here = next(one for one in known_posts() if one.neighbour == "UZB")
    for past in scenario.past:
        at = run.begun - timedelta(days=past.days)
        zone = "\n".join(document(scenario, scenario.person(past.person), run.turn, run.begun.date()))
        reading = read_mrz(zone, today=at.date())
        opened = presentations.open_presentation(
            from_reading(reading),
            reading,
            direction=past.direction,  # type: ignore[arg-type]  # one of the two, as the data say
            place=Place(here.id, "1"),
            actor=Actor(SYSTEM),
            happened=at,
            source=Source.ESTIMATE,
        )
        presentations.admit(opened.presentation, actor=Actor(SYSTEM), happened=at, source=Source.ESTIMATE)
    return run
