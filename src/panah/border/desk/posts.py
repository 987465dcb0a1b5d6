"""Posts: describing them, knowing them, closing their shifts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

from panah import documents
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.locks import one_at_a_time
from panah.border.facts.posts import LanePart, PostDescribed, ShiftClosed
from panah.border.models import Hold, Post, Presentation, Shift
from panah.border.rules import shifts
from panah.journal import withheld
from panah.journal.reading import of_subjects
from panah.journal.record import say

# Posts change once in years; another process sees a change after this long at the latest.
FRESH_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of a post; ``kind`` is booth, handheld, kiosk, gate or local."""

    code: str
    label: str
    kind: str = "booth"


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as last described."""

    id: UUID
    name: str
    country: str
    neighbour: str
    way: str
    timezone: str
    lanes: tuple[Lane, ...]
    shift_starts: tuple[str, ...]
    hold_hours: int
    hold_basis: str
    regime: str

    @property
    def zone(self) -> ZoneInfo:
        """The post's time zone."""
        return ZoneInfo(self.timezone)

    def lane(self, code: str | None) -> Lane | None:
        """The lane of that code, or of that label."""
        return next((lane for lane in self.lanes if code in (lane.code, lane.label)), None)


_kept: dict[UUID, tuple[float, PostView]] = {}


def post(id: UUID) -> PostView:
    """The post; DeskError ``post_unknown``. Kept in the process for a few seconds."""
    kept = _kept.get(id)
    now = time.monotonic()
    if kept is not None and now - kept[0] < FRESH_SECONDS:
        return kept[1]
    row = Post.objects.filter(subject=id).first()
    if row is None:
        raise DeskError("post_unknown")
    view = _view(row)
    _kept[id] = (now, view)
    return view


def posts() -> list[PostView]:
    """All posts by name."""
    return [_view(row) for row in Post.objects.order_by("name", "subject")]


def read_here() -> list[PostView]:
    """The posts whose records this node reads: a house of bodies knows posts of whose journals the rest is kept from
    it."""
    known = posts()
    described: dict[UUID, set[UUID]] = {one.id: set() for one in known}
    for entry in of_subjects([one.id for one in known]):
        described[entry.subject].add(entry.journal)
    kept = withheld.partly({journal for journals in described.values() for journal in journals})
    return [one for one in known if not described[one.id] & kept]


def _view(row: Post) -> PostView:
    return PostView(
        id=row.subject,
        name=row.name,
        country=row.country,
        neighbour=row.neighbour,
        way=row.way,
        timezone=row.timezone,
        lanes=tuple(Lane(**lane) for lane in row.lanes),
        shift_starts=tuple(row.shift_starts),
        hold_hours=row.hold_hours,
        hold_basis=row.hold_basis,
        regime=row.regime,
    )


def describe_post(
    *,
    name: str,
    country: str,
    neighbour: str,
    way: str,
    timezone: str,
    lanes: Sequence[Lane | LanePart],
    regime: str,
    actor: Acting,
    shift_starts: Sequence[str] = ("08:00", "20:00"),
    hold_hours: int = 3,
    hold_basis: str = "",
    id: UUID | None = None,
    happened: datetime | None = None,
) -> UUID:
    """Establish a post, or describe one (``id``) anew. Gives its id; DeskError says what can't be."""
    _check(country=country, neighbour=neighbour, zone=timezone, starts=shift_starts, regime=regime)
    if not lanes or len({lane.code for lane in lanes}) != len(lanes):
        raise DeskError("no_lanes")
    subject = id or uuid4()
    fact = PostDescribed(
        name=name,
        country=country,
        neighbour=neighbour,
        way=way,  # type: ignore[arg-type]  # the fact refuses any other word
        timezone=timezone,
        lanes=tuple(LanePart(code=lane.code, label=lane.label, kind=lane.kind) for lane in lanes),  # type: ignore[arg-type]  # the fact refuses any other word
        shift_starts=tuple(shift_starts),
        hold_hours=hold_hours,
        hold_basis=hold_basis,
        regime=regime,
    )
    say(fact, actor=actor.id, about=subject, at=happened)
    _kept.pop(subject, None)
    return subject


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones. Finding them out reads some six hundred files."""
    return frozenset(available_timezones())


def _check(*, country: str, neighbour: str, zone: str, starts: Sequence[str], regime: str) -> None:
    from panah.border.desk import regimes

    if not documents.is_known(country) or not documents.is_known(neighbour):
        raise DeskError("country_unknown")
    if zone not in time_zones():
        raise DeskError("timezone_unknown")
    if regime not in regimes.names():
        raise DeskError("regime_unknown")
    try:
        shifts.shift_at(starts, zone, _now())
    except ValueError:
        raise DeskError("shift_start_unreadable") from None


def _now() -> datetime:
    return timezone.now()


def shift_at(post_id: UUID, moment: datetime) -> tuple[datetime, datetime]:
    """Start and end (aware, in the post's zone) of the shift that runs at the moment."""
    return shift_of(post(post_id), moment)


def shift_of(view: PostView, moment: datetime) -> tuple[datetime, datetime]:
    """The same for a post at hand."""
    return shifts.shift_at(view.shift_starts, view.timezone, moment)


def close_shift(post_id: UUID, *, actor: Acting, moment: datetime | None = None, remark: str = "") -> dict[str, Any]:
    """Close the shift that ended last before the moment (now): what is without outcome, and the holds that go over,
    are written down (S13). Gives the fact's content with the shift's id; DeskError ``shift_closed``."""
    with one_at_a_time(post_id):
        return _close_shift(post_id, actor, moment or _now(), remark)


def _close_shift(post_id: UUID, actor: Acting, now: datetime, remark: str) -> dict[str, Any]:
    ended = shift_at(post_id, now)[0]
    started = shifts.shift_at(post(post_id).shift_starts, post(post_id).timezone, _just_before(ended))[0]
    if Shift.objects.filter(post=post_id, started=started, ended=ended).exists():
        raise DeskError("shift_closed")
    open_ones = Presentation.objects.filter(post=post_id, outcome="", opened__lt=ended).order_by("opened", "subject")
    holds = Hold.objects.waiting().filter(post=post_id, placed__lt=now).order_by("placed", "subject")
    fact = ShiftClosed(
        post=post_id,
        started=started.isoformat(),
        ended=ended.isoformat(),
        without_outcome=tuple(open_ones.values_list("subject", flat=True)),
        holds=tuple(holds.values_list("subject", flat=True)),
        remark=remark,
    )
    shift = uuid4()
    say(fact, actor=actor.id, about=shift, at=now)
    return {"shift": shift, **fact.model_dump(exclude={"corrects"})}


def _just_before(moment: datetime) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() - 1, moment.tzinfo)
