"""Buses, trains, cars: what carries several people, and what becomes of those who stay. Subject: the carriage."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.border.facts.parts import Direction, Part, VehiclePart
from panah.journal.facts import Fact


class ManifestLinePart(Part):
    """One line of a manifest, as the carrier wrote it."""

    line: int
    name: str
    number: str = ""
    nationality: str = ""
    birth_date: str = ""
    seat: str = ""


class CarriageArrived(Fact, kind="border:carriage:arrived", retention="movement"):
    """A bus, a train or a vehicle came to the post, with a manifest or at least a head count."""

    post: UUID
    direction: Direction
    sort: Literal["bus", "train", "minibus", "truck", "car", "ship", "aircraft"]
    vehicle: VehiclePart
    service: str = ""
    carrier: str = ""
    heads: int | None = None
    manifest: tuple[ManifestLinePart, ...] = ()


class CarriageCounted(Fact, kind="border:carriage:counted", retention="movement"):
    """Heads counted on board by the officer (the actor)."""

    heads: int


class TravellerMatched(Fact, kind="border:carriage:matched", retention="movement"):
    """Which line of the manifest a presentation is; None: they are on no line. The newest word counts."""

    presentation: UUID
    line: int | None = None


class StayedBehind(Fact, kind="border:carriage:stayed_behind", retention="movement"):
    """One traveller stays while the rest goes on: their luggage and their family are noted, so nobody loses either."""

    presentation: UUID
    luggage: str = ""
    family: Literal["none", "stays_too", "goes_on"] = "none"
    remark: str = ""


class CarriageReleased(Fact, kind="border:carriage:released", retention="movement"):
    """The carriage goes on; what was open then is named: lines not checked, presentations without outcome."""

    remark: str = ""
    unchecked: tuple[int, ...] = ()
    without_outcome: tuple[UUID, ...] = ()
