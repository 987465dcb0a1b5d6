"""Conversations that nobody has handed over or ended: in sight, with their clock, and given on where whoever holds one
is gone. Holds all alike: nobody looks at what was said (S3, S9, S13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from panah.border.desk import holds, unsent
from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.people.desk.staff import in_role
from panah.protection.desk import notes
from panah.protection.desk.problems import ProtectionError
from panah.protection.keeping_times import keeping_times


@dataclass(frozen=True, slots=True)
class Unended:
    """One conversation of an officer about a hold that stands; ``until`` is the hold's clock."""

    hold: UUID
    post: UUID
    officer: UUID
    begun: datetime
    placed: datetime
    until: datetime


def of_post(post: UUID | None) -> list[Unended]:
    """Those of a post, or (None) of all, the longest first."""
    kept = notes.kept()
    standing = {one.subject: one for one in holds.standing([one.hold for one in kept])}
    found = [
        Unended(one.hold, hold.post, one.officer, one.begun, hold.placed, hold.until)
        for one in kept
        if (hold := standing.get(one.hold)) is not None and post in (None, hold.post)
    ]
    return sorted(found, key=lambda one: one.begun)


def long(now: datetime) -> dict[UUID, tuple[int, datetime]]:
    """By post how many have stood too long, and since when the first."""
    found: dict[UUID, tuple[int, datetime]] = {}
    for one in of_post(None):
        if one.begun <= now - keeping_times().unended:
            amount, since = found.get(one.post, (0, one.begun))
            found[one.post] = amount + 1, since
    return found


def others(post: UUID, officer: UUID) -> dict[UUID, str]:
    """Who can be given it: the second line of the post, by name."""
    return {staff: name for staff, name in in_role("second_line", post).items() if staff != officer}


def give(post: UUID, hold: UUID, officer: UUID, to: UUID, remark: str, *, actor: Acting) -> None:
    """Give an officer's conversation to another, who takes the person over and goes on with it. That it was so is
    written down at the hold; the first may still add what they heard, for a day, as after passing on.

    ProtectionError ``talk_unknown``, ``officer_unknown``.
    """
    with one_at_a_time(hold), transaction.atomic():
        if not any((one.hold, one.officer) == (hold, officer) for one in of_post(post)):
            raise ProtectionError("talk_unknown")
        if to not in others(post, officer):
            raise ProtectionError("officer_unknown")
        holds.put_back(hold, remark, actor=actor)
        notes.give(hold, officer, to)


def _waiting(post: UUID) -> tuple[int, datetime | None]:
    found = of_post(post)
    return len(found), min((one.begun for one in found), default=None)


def is_long(one: Unended) -> bool:
    """Whether the monitor is told of it."""
    return one.begun <= timezone.now() - keeping_times().unended


unsent.count(_waiting)
