"""Building the practice country: posts, staff, two years of history, and a post in the middle of its day."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import connection

from panah.border.desk.context import Actor
from panah.border.desk.posts import describe_post
from panah.journal import incarnations
from panah.node.demo import bodies, examples, today, watching
from panah.node.demo.bodies import AtHome
from panah.node.demo.country import COUNTRY, STAFF, TIMEZONE, PostPlan, posts
from panah.node.demo.history import write_history
from panah.node.demo.movement import trips
from panah.node.demo.population import population
from panah.people.desk.accounts import create_account
from panah.people.desk.staff import SYSTEM, grant, hire, register_organisation

SEED = 1951
TRAVELLERS = 7300

log = logging.getLogger(__name__)

Tell = Callable[[str], None]


def build(
    tell: Tell,
    *,
    travellers: int = TRAVELLERS,
    now: datetime | None = None,
    seed: int = SEED,
    house: Mapping[str, AtHome] | None = None,
) -> None:
    """Fill an empty node. ``tell`` hears a line for each step; the same seed gives the same people and journeys.

    ``house`` names the bodies that are at home on another node; without it they live on this one. With it, what
    happened before they joined stays in a journal of its own, which isn't carried to them.
    """
    chance = Random(seed)  # noqa: S311 (invented people, no secrets)
    moment = now or datetime.now(UTC)
    zone = ZoneInfo(TIMEZONE)
    places = posts()
    tell("Describing two posts and their staff")
    describe(places, moment)
    staff = engage(places, moment)
    people = population(travellers, moment.astimezone(zone).date(), chance)
    # The last half hour belongs to the live scenes below.
    until = moment - timedelta(minutes=30)
    journeys = [trip for person in people for trip in trips(person, until, zone, chance)]
    journeys += examples.trips(until, chance)
    journeys.sort(key=lambda trip: trip.moment)
    tell(f"Two years of history: {len(journeys):,} crossings of {len(people):,} invented travellers")
    officers = [[staff["first"], staff["first2"]], [staff["station"]]]
    write_history(journeys, places, officers, chance, _in_tenths(tell))
    if house is not None:
        incarnations.begin(incarnations.OPERATOR)
        describe(places, moment)
    bodies.introduce(house or bodies.settle(moment), staff["headquarters"], staff["monitor"], moment)
    tell("Five watchlists, made up for practice")
    watching.establish(Actor(staff["headquarters"]), moment)
    watching.history(places, staff, moment, chance)
    tell("A post in the middle of its day")
    today.scenes(places, staff, people, moment, chance)
    first, second = (
        Actor(staff["first"], frozenset({"first_line"})),
        Actor(staff["second2"], frozenset({"second_line"})),
    )
    watching.scenes(places[0], moment, first, second)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def describe(places: tuple[PostPlan, ...], moment: datetime) -> None:
    """Say to the journal what posts there are."""
    for place in places:
        describe_post(
            id=place.id,
            name=place.name,
            country=COUNTRY,
            neighbour=place.neighbour,
            way=place.way,
            timezone=TIMEZONE,
            lanes=place.lanes,
            regime="kazakhstan",
            hold_hours=place.hold_hours,
            hold_basis="Practice country: three hours",
            actor=Actor(SYSTEM),
            happened=moment - timedelta(days=740),
        )


def engage(places: tuple[PostPlan, ...], moment: datetime) -> dict[str, UUID]:
    """Hire the staff with their accounts; gives who they are by user name."""
    hired = moment - timedelta(days=739)
    service = register_organisation("Border service of the practice country", actor=SYSTEM, at=hired)
    office = register_organisation("Office of the ombudsperson", "monitor", actor=SYSTEM, at=hired)
    found: dict[str, UUID] = {}
    for plan in STAFF:
        body = office if plan.role == "monitor" else service
        member = hire(plan.name, body, actor=SYSTEM, at=hired, id=uuid4())
        place = None if plan.post is None else places[plan.post].id
        grant(member, plan.role, place, actor=SYSTEM, at=hired)
        create_account(member, plan.username, actor=SYSTEM, demo=True)
        found[plan.username] = member
    return found


def _in_tenths(tell: Tell) -> Callable[[str, int, int], None]:
    """Say progress about ten times, however many batches there are."""
    said = 0

    def say(what: str, done: int, total: int) -> None:
        nonlocal said
        tenth = 10 * done // total
        if tenth > said:
            said = tenth
            tell(f"  {done:>9,} of {total:,} {what}")

    return say
