"""Travellers with a known story, for somebody who tries the booth for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from panah.node.demo.documents import zone
from panah.node.demo.movement import Trip
from panah.node.demo.population import Traveller, habits
from panah.node.demo.watching import LIKE_NAMESAKE, LIKE_SHELTERED, WITH_LOST


@dataclass(frozen=True, slots=True)
class Example:
    """A zone to type at the booth, and what to expect."""

    title: str
    lines: tuple[str, ...]


def _traveller(habit: str, **fields: object) -> Traveller:
    known = {one.name: one for one in habits()}
    return Traveller(habit=known[habit], kind="passport", **fields)  # type: ignore[arg-type]  # names and values of a traveller's fields


TRADER = _traveller(
    "trader",
    nationality="UZB",
    surname="ERGASHEVA",
    given_names="NILUFAR",
    native_name="Эргашева Нилуфар",
    sex="F",
    birth_date=date(1988, 3, 14),
    issuer="UZB",
    number="FA4410275",
    expiry_date=date(2033, 5, 2),
)
WORKER = _traveller(
    "seasonal worker",
    nationality="TJK",
    surname="SHARIPOV",
    given_names="FIRUZ",
    native_name="Шарипов Фирӯз",
    sex="M",
    birth_date=date(1997, 9, 30),
    issuer="TJK",
    number="401187632",
    expiry_date=date(2031, 1, 19),
)
VISITOR = _traveller(
    "visiting family",
    nationality="KGZ",
    surname="ASANOVA",
    given_names="BERMET",
    native_name="Асанова Бермет",
    sex="F",
    birth_date=date(1961, 12, 5),
    issuer="KGZ",
    number="PE0518260",
    expiry_date=date(2034, 8, 27),
)


def examples() -> tuple[Example, ...]:
    """What `panah demo` prints at the end."""
    misread = zone(VISITOR).replace("PE0518260", "PEO518260")
    return (
        Example("A trader who comes every week: all in order", tuple(zone(TRADER).splitlines())),
        Example(
            "A worker who stayed too long (choose exit): the stay says since when", tuple(zone(WORKER).splitlines())
        ),
        Example("A zone with one letter misread: a repair is proposed, you decide", tuple(misread.splitlines())),
        Example(
            "Somebody whose name is like one on a list: for the second line", tuple(zone(LIKE_NAMESAKE).splitlines())
        ),
        Example(
            "Somebody a list protects: the booth sees nothing of it, Enter sets aside",
            tuple(zone(LIKE_SHELTERED).splitlines()),
        ),
        Example("A document reported as lost", tuple(zone(WITH_LOST).splitlines())),
    )


def trips(now: datetime, chance: Random) -> Iterator[Trip]:
    """Their crossings up to now."""
    for week in range(30, 0, -1):
        came = now - timedelta(weeks=week, hours=chance.uniform(2, 9))
        yield Trip(TRADER, came, "entry", 0, "trade", "bus", False)
        yield Trip(TRADER, came + timedelta(days=1, hours=chance.uniform(0, 5)), "exit", 0, "trade", "bus", False)
    yield Trip(WORKER, now - timedelta(days=112, hours=3), "entry", 0, "seasonal_work", "bus", False)
    for months in (14, 5):
        came = now - timedelta(days=30 * months, hours=2)
        yield Trip(VISITOR, came, "entry", 0, "family", "car", False)
        yield Trip(VISITOR, came + timedelta(days=8, hours=4), "exit", 0, "family", "car", False)
