"""Families at the line, as the guard sees them: they stay together unless a member, asked alone, wants otherwise (S12).

Nobody is refused while another of the family waits under a hold, whatever that is about: whose question is whose to end
isn't looked at, so that nobody learns from one person's form what another's hold is. A family is refused together, or
not at all; and whoever is the last adult of a child that was let in isn't. The database says the same
(``sql/families.sql``, ``sql/left_alone.sql``) and is asked here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from panah.border.desk import parties
from panah.border.models import Hold, Presentation
from panah.safeguards.guard.people import Tie, Years


@dataclass(frozen=True, slots=True)
class Waits:
    """A member (a presentation) who waits under a hold."""

    member: UUID
    hold: UUID


def of(presentation: UUID) -> frozenset[UUID]:
    """The others of the family, as presentations, but for whom one of both wants it otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT border_family_of(%s)", [presentation])
        return frozenset(row[0] for row in cursor.fetchall())


def waiting(presentation: UUID, *, at: datetime | None = None, but: Iterable[UUID] = ()) -> frozenset[Waits]:
    """Who of the family waits under a hold placed by then, but for those holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT member, hold FROM border_family_waits(%s, %s, %s)",
            [presentation, at or timezone.now(), list(but)],
        )
        return frozenset(Waits(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class InTheQueue:
    """Somebody of the family who stands in the queue of a post."""

    hold: UUID
    post: UUID
    name: str


def in_the_queue(waits: Iterable[Waits]) -> list[InTheQueue]:
    """Those of them who stand in a queue, in the order in which they came. Whoever went on with a question open is in
    none: that their hold stands is nobody's to read here."""
    rows = list(Hold.objects.waiting().filter(subject__in={one.hold for one in waits}).order_by("placed", "subject"))
    people = Presentation.objects.in_bulk([row.presentation for row in rows])
    return [InTheQueue(row.subject, row.post, parties.name_of(people[row.presentation].document)) for row in rows]


def ties_of(members: Iterable[UUID]) -> tuple[Tie, ...]:
    """Members about whom something is open, in the guard's words."""
    return tuple(Tie(member.hex, open=True) for member in sorted(set(members)))


def let_in(presentation: UUID, *, at: datetime | None = None) -> tuple[Tie, ...]:
    """Members who were let in along with this person by then, in the guard's words: who may be a child is one. Whoever,
    asked alone, goes on separately is not of the family here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT member, child FROM border_let_in(%s, %s) ORDER BY member", [presentation, at or timezone.now()]
        )
        return tuple(
            Tie(member.hex, open=False, let_in=True, years=Years.CHILD if child else Years.ADULT)
            for member, child in cursor.fetchall()
        )
