"""Where an officer sits: post and lane of the session, direction, the family at hand, the stamp that counts on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from operator import itemgetter
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from panah.border.desk.context import DeskError, Place
from panah.border.desk.posts import Lane, PostView, post
from panah.border.desk.presentations import PresentationView, view_of
from panah.border.facts.parts import Direction
from panah.border.facts.presentations import Channel
from panah.border.models import Presentation
from panah.border.rules.line import line
from panah.people.access import Staff, must_be_staff

_KEPT = "booth"
_CHANNELS: dict[str, Channel] = {"handheld": "handheld", "local": "local"}
_NAMES = ("direction", "group", "hand", "stamp", "unread")
LAST = 5


@dataclass(frozen=True, slots=True)
class Habit:
    """What the booth keeps from one traveller to the next; nothing in it tells who they were. ``hand``: the documents
    of those who belong together came from one hand."""

    direction: Direction = "entry"
    group: str = ""
    hand: str = ""
    stamp: str = ""
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """The officer at their lane."""

    staff: Staff
    post: PostView
    lane: Lane
    habit: Habit

    @property
    def place(self) -> Place:
        """For the desk."""
        return Place(self.post.id, self.lane.code, _CHANNELS.get(self.lane.kind, "booth"))

    @property
    def group(self) -> UUID | None:
        """The family or group that the next scans belong to."""
        return UUID(self.habit.group) if self.habit.group else None

    @property
    def last(self) -> list[PresentationView]:
        """The travellers this officer saw last, newest first."""
        rows = Presentation.objects.filter(
            post=self.post.id, officer=self.staff.id, opened__gt=timezone.now() - line().own_work
        ).exclude(outcome="voided")
        return [view_of(row) for row in rows.order_by("-opened", "-subject")[:LAST]]

    def undoable(self, last: list[PresentationView]) -> UUID | None:
        """What F4 takes back: the outcome that this officer gave last, if that was a crossing. Whoever went on before
        somebody was set aside isn't called back by a key that was meant for another."""
        own = [(one.row.outcome_at, one) for one in last if one.row.outcome_at and one.row.outcome_by == self.staff.id]
        newest = max(own, key=itemgetter(0), default=(None, None))[1]
        return newest.id if newest is not None and newest.row.outcome == "crossed" else None

    def open_ones(self, but: UUID | None = None) -> list[PresentationView]:
        """This officer's presentations that still have no outcome, oldest first."""
        rows = Presentation.objects.filter(post=self.post.id, officer=self.staff.id, outcome="")
        rows = rows if but is None else rows.exclude(subject=but)
        return [view_of(row) for row in rows.order_by("opened", "subject")[:20]]


def seat(request: HttpRequest) -> Seat:
    """The seat of whoever sent the request; DeskError ``not_at_a_post`` for somebody who didn't choose one."""
    staff = must_be_staff(request)
    if staff.post is None:
        raise DeskError("not_at_a_post")
    here = post(staff.post)
    lane = here.lane(staff.lane) or next((lane for lane in here.lanes if lane.kind == "booth"), here.lanes[0])
    return Seat(staff, here, lane, _habit(request))


def _habit(request: HttpRequest) -> Habit:
    kept = cast("dict[str, Any]", request.session.get(_KEPT, {}))
    known = {name: kept[name] for name in _NAMES if isinstance(kept.get(name), str)}
    habit = Habit(**known)
    return habit if habit.direction in ("entry", "exit") else Habit()


def keep(request: HttpRequest, sitting: Seat, **changes: str) -> Seat:
    """Remember something for the next traveller."""
    habit = replace(sitting.habit, **changes)  # type: ignore[arg-type]  # names and values of its own fields
    if habit != sitting.habit:
        request.session[_KEPT] = asdict(habit)
    return replace(sitting, habit=habit)
