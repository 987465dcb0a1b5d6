"""Two years of crossings, said as facts in batches: the same way into the journal as everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from random import Random
from uuid import UUID

from panah.border.facts.holds import HoldPlaced, HoldReleased, HoldTaken
from panah.border.facts.parts import VehiclePart
from panah.border.facts.presentations import CrossingRecorded, PresentationOpened, SetAside
from panah.journal.entries import Statement
from panah.journal.record import record
from panah.node.demo.country import PostPlan
from panah.node.demo.documents import part
from panah.node.demo.movement import Trip

BATCH = 2000

Progress = Callable[[str, int, int], None]

_papers = cache(part)


def write_history(
    trips: Sequence[Trip], posts: Sequence[PostPlan], officers: Sequence[Sequence[UUID]], chance: Random, tell: Progress
) -> None:
    """Record presentations and crossings for all trips, in the order they happened.

    ``officers`` are those of each post's first line; ``tell`` hears (what, done, of how many).
    """
    done = 0
    for turn, (amount, by_post) in enumerate(_batches(trips, posts, chance)):
        # One officer of a post for each batch: who crosses twice then meets the register in order of time.
        for staff, said in zip(officers, by_post, strict=True):
            record(said, actor=staff[turn % len(staff)])
        done += amount
        tell("crossings", done, len(trips))


def _batches(
    trips: Sequence[Trip], posts: Sequence[PostPlan], chance: Random
) -> Iterator[tuple[int, list[list[Statement]]]]:
    """How many trips each batch has, and what is said of them, by post. While the database takes one batch, the next
    is made."""

    def made(batch: Sequence[Trip]) -> tuple[int, list[list[Statement]]]:
        by_post: list[list[Statement]] = [[] for _ in posts]
        for trip in sorted(batch, key=lambda trip: trip.post):
            by_post[trip.post].extend(_statements(trip, posts[trip.post], chance))
        return len(batch), by_post

    with ThreadPoolExecutor(max_workers=1) as beside:
        before: Future[tuple[int, list[list[Statement]]]] | None = None
        for start in range(0, len(trips), BATCH):
            begun = beside.submit(made, trips[start : start + BATCH])
            if before is not None:
                yield before.result()
            before = begun
        if before is not None:
            yield before.result()


def _statements(trip: Trip, post: PostPlan, chance: Random) -> Iterable[Statement]:
    subject = UUID(int=chance.getrandbits(128), version=4)
    took = timedelta(seconds=round(chance.lognormvariate(3.3, 0.5)))
    lane = chance.choice(post.lanes)
    yield Statement(
        PresentationOpened(
            post=post.id,
            lane=lane.code,
            direction=trip.direction,
            channel="local" if lane.kind == "local" else "booth",
            document=_papers(trip.traveller),
        ),
        subject,
        trip.moment - took,
    )
    if trip.set_aside:
        yield from _second_line(subject, post, trip.moment, chance)
        took += timedelta(minutes=chance.uniform(8, 70))
    yield Statement(
        CrossingRecorded(
            direction=trip.direction,
            line="second" if trip.set_aside else "first",
            capacity=_capacity(trip),
            purpose=trip.purpose,
            means=trip.means,
            vehicle=_vehicle(trip) if trip.means in {"car", "truck"} else None,
        ),
        subject,
        trip.moment + (took if trip.set_aside else timedelta()),
    )


def _second_line(subject: UUID, post: PostPlan, moment: datetime, chance: Random) -> Iterable[Statement]:
    hold = UUID(int=chance.getrandbits(128), version=4)
    token = chance.randbytes(32)
    until = (moment + timedelta(hours=post.hold_hours)).isoformat()
    lock = sha256(token).hexdigest()
    yield Statement(SetAside(hold=hold), subject, moment)
    yield Statement(
        HoldPlaced(presentation=subject, post=post.id, lock=lock, until=until),
        hold,
        moment,
    )
    yield Statement(HoldTaken(), hold, moment + timedelta(minutes=3))
    yield Statement(HoldReleased(token=token.hex()), hold, moment + timedelta(minutes=8))


def _capacity(trip: Trip) -> str:
    return "national" if trip.traveller.nationality == "KAZ" else trip.traveller.habit.capacity


def _vehicle(trip: Trip) -> VehiclePart:
    # Everybody keeps their own plate: derived from the document's number, so that the vehicle register shows visits.
    digits = trip.traveller.number[-6:]
    return VehiclePart(plate=f"{digits[:3]}{digits[3]}A{digits[4:]}", country=trip.traveller.issuer, kind=trip.means)
