"""When and where the invented people cross: two years of trips, drawn from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from panah.border.facts.parts import Direction
from panah.node.demo.population import Traveller, draw

HISTORY_DAYS = 730

# Travellers per hour of the day, midnight first: busiest in the morning and the late afternoon.
_HOURS = (1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 9, 8, 8, 8, 8, 9, 9, 8, 7, 5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Trip:
    """One crossing of a trip. ``moment`` is aware; ``post`` counts the posts from 0."""

    traveller: Traveller
    moment: datetime
    direction: Direction
    post: int
    purpose: str
    means: str
    set_aside: bool


def trips(traveller: Traveller, until: datetime, zone: ZoneInfo, chance: Random) -> Iterator[Trip]:
    """All crossings of a traveller in the two years before ``until``, in order of time."""
    habit = traveller.habit
    start = until - timedelta(days=HISTORY_DAYS)
    gap = HISTORY_DAYS / habit.trips
    # A national leaves first and comes back; everybody else comes first.
    away: Direction = "exit" if traveller.nationality == "KAZ" else "entry"
    back: Direction = "entry" if away == "exit" else "exit"
    home_post = int(chance.random() < 0.38)
    day = start + timedelta(days=chance.expovariate(1 / gap))
    home = start
    while day < until:
        if day.month not in habit.months:
            day += timedelta(days=chance.uniform(10, 40))
            continue
        purpose, means = draw(habit.purpose, chance), draw(habit.means, chance)
        post = 1 if means == "train" else home_post if chance.random() < 0.9 else 1 - home_post
        came = max(_at_an_hour(day, zone, chance), home + timedelta(hours=chance.uniform(1, 4)))
        stayed = timedelta(days=round(chance.triangular(habit.days[0], habit.days[2], habit.days[1])))
        left = max(_at_an_hour(came + stayed, zone, chance), came + timedelta(hours=chance.uniform(1.5, 9)))
        aside = chance.random() < habit.set_aside
        if came < until:
            yield Trip(traveller, came, away, post, purpose, means, aside)
        missed = chance.random() < habit.missed_exit
        if left < until and not missed:
            yield Trip(traveller, left, back, post, purpose, means, False)
        home = left
        day = left + timedelta(days=max(0.3, chance.expovariate(1 / gap)))


def _at_an_hour(day: datetime, zone: ZoneInfo, chance: Random) -> datetime:
    hour = chance.choices(range(24), _HOURS)[0]
    local = datetime.combine(day.astimezone(zone).date(), time(hour, chance.randrange(60), chance.randrange(60)))
    return local.replace(tzinfo=zone)
