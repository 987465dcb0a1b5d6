"""The practice country: plausible, whole, the same for the same seed, and something to see on every screen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from panah.border import models
from panah.border.desk import oversight, presentations
from panah.border.desk.context import Actor, Place
from panah.border.desk.presentations import Opened
from panah.border.desk.watching import with_hits
from panah.documents import from_reading, read_mrz
from panah.journal.verify import verify
from panah.node.demo import build, examples
from panah.node.demo.bodies import STAFF as BODY_STAFF
from panah.node.demo.country import STAFF
from panah.node.demo.movement import trips
from panah.node.demo.population import population
from panah.people.models import Account, Alarm, Look, Role
from panah.people.roles import STAFF_ROLES
from panah.protection.desk.bodies import body_of, monitors

TODAY = date(2026, 11, 21)
ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 21, 14, 0, tzinfo=ZONE)


def test_the_same_seed_gives_the_same_people_and_journeys() -> None:
    def made(seed: int) -> list[tuple[object, ...]]:
        chance = Random(seed)
        people = population(40, TODAY, chance)
        return [
            (one.surname, one.number, trip.moment, trip.direction, trip.purpose)
            for one in people
            for trip in trips(one, NOW, ZONE, chance)
        ]

    assert made(5) == made(5)
    assert made(5) != made(6)


def test_journeys_alternate_and_stay_within_two_years() -> None:
    chance = Random(1)
    for one in population(200, TODAY, chance):
        crossings = list(trips(one, NOW, ZONE, chance))
        assert [trip.moment for trip in crossings] == sorted(trip.moment for trip in crossings)
        assert all(NOW - timedelta(days=732) < trip.moment < NOW for trip in crossings)
        # Nobody leaves twice without coming; an exit may be missing, as it may at a real border.
        away = "exit" if one.nationality == "KAZ" else "entry"
        back = [trip.direction for trip in crossings if trip.direction != away]
        assert len(back) <= len(crossings) - len(back)


@pytest.fixture
def country(db: None) -> list[str]:
    said: list[str] = []
    build(said.append, travellers=90, now=datetime.now(UTC))
    return said


def test_every_role_has_somebody_and_every_screen_something(country: list[str]) -> None:
    assert models.Post.objects.count() == 2
    assert Account.objects.filter(demo=True).count() == len(STAFF) + len(BODY_STAFF)
    assert set(Role.objects.values_list("role", flat=True)) == set(STAFF_ROLES)
    [office] = monitors()
    at_the_key = Account.objects.get(username="ombuds").staff
    assert body_of(at_the_key) == office, "where its key is somebody reads what is written to the monitor"
    for table in (
        models.Crossing,
        models.Stay,
        models.Hold,
        models.Roll,
        models.Shift,
        models.Group,
        models.Listing,
        models.Carriage,
        models.ManifestLine,
        models.FormBatch,
        models.PaperPeriod,
        models.PaperForm,
        models.Event,
        Look,
        Alarm,
    ):
        assert table.objects.exists(), table.__name__
    post = models.Post.objects.get(way="road").subject
    lists = oversight.lists(post, datetime.now(UTC))
    assert lists.without
    assert lists.held
    assert lists.voided
    assert country[0] == "Describing two posts and their staff"


def test_the_journal_of_the_practice_country_is_whole(country: list[str]) -> None:
    assert verify().ok


def _scan(lines: tuple[str, ...], direction: str) -> Opened:
    post = models.Post.objects.get(way="road").subject
    reading = read_mrz("\n".join(lines))
    return presentations.open_presentation(
        from_reading(reading),
        reading,
        direction=direction,  # type: ignore[arg-type]
        place=Place(post, "1"),
        actor=Actor(post),
    )


def test_the_examples_say_what_their_titles_say(country: list[str]) -> None:
    trader, worker, misread, namesake, sheltered, lost = examples()
    in_order = _scan(trader.lines, "entry").advice
    assert {in_order.state(area) for area in ("document", "stay", "history")} == {"green"}
    too_long = _scan(worker.lines, "exit").advice
    assert too_long.state("stay") in ("amber", "red")
    assert too_long.stay is not None
    assert too_long.stay.irregular_step == "overstayed"
    wrong = read_mrz("\n".join(misread.lines))
    assert not wrong.valid
    assert wrong.repair is not None
    assert read_mrz("\n".join(wrong.repair.lines)).valid
    for listed, place, colour in ((namesake, "watchlist", "amber"), (lost, "document", "red")):
        opened = _scan(listed.lines, "entry")
        assert opened.automatic_set_aside
        view = with_hits(presentations.get(opened.presentation))
        assert view.advice.state(place) == colour, listed.title
    quiet = _scan(sheltered.lines, "entry")
    assert quiet.automatic_set_aside
    assert with_hits(presentations.get(quiet.presentation)).advice.state("watchlist") == "green"


def test_outside_demo_mode_no_tile_lets_anybody_in(country: list[str], client: Client, settings: object) -> None:
    settings.PANAH_DEMO = False  # type: ignore[attr-defined]
    answer = client.post("/sign-in/demo/", {"role": "commander"})
    assert answer.status_code in (403, 404)
