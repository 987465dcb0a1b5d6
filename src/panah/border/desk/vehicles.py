"""The vehicle register: every visit of a vehicle, from carriages and from crossings that name one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from panah.border.models import Carriage, Crossing
from panah.border.models.plates import folded
from panah.border.rules.plates import fold_plate

MOST = 2000


@dataclass(frozen=True, slots=True)
class Visit:
    """One time a vehicle was at a post. ``carriage`` is set where it came with its own list or head count."""

    plate: str
    country: str
    sort: str
    direction: str
    happened: datetime
    post: UUID
    carriage: UUID | None
    heads: int | None
    released: datetime | None


def visits(post: UUID | None, plate: str = "", *, direction: str = "", since: datetime | None = None) -> list[Visit]:
    """Visits at a post (None: at all posts), newest first, at most MOST; ``plate`` is compared folded and exactly."""
    wanted = fold_plate(plate)
    carriages = _narrowed(Carriage.objects.exclude(plate=""), "plate", "arrived", post, wanted, direction, since)
    crossings = _narrowed(
        Crossing.objects.exclude(vehicle_plate=""), "vehicle_plate", "happened", post, wanted, direction, since
    )
    found = [
        Visit(
            row.plate,
            row.country,
            row.sort,
            row.direction,
            row.arrived,
            row.post,
            row.subject,
            row.counted if row.counted is not None else row.heads,
            row.released,
        )
        for row in carriages
    ]
    found += [
        Visit(
            row.vehicle_plate, row.vehicle_country, "", row.direction, row.happened, row.post, None, None, row.happened
        )
        for row in crossings
    ]
    return sorted(found, key=lambda visit: visit.happened, reverse=True)[:MOST]


def _narrowed(
    rows: QuerySet[Any], column: str, time: str, post: UUID | None, wanted: str, direction: str, since: datetime | None
) -> QuerySet[Any]:
    if post is not None:
        rows = rows.filter(post=post)
    if wanted:
        rows = rows.annotate(folded_plate=folded(column)).filter(folded_plate=wanted)
    if direction:
        rows = rows.filter(direction=direction)
    if since is not None:
        rows = rows.filter(**{f"{time}__gte": since})
    return rows.order_by(f"-{time}", "subject")[:MOST]
