"""The commander's board: what is happening at a post right now, from the registers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from panah.border.desk.posts import Lane, PostView
from panah.border.models import Hold


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One lane. Times are seconds from arriving at the gate (or the scan) to the outcome, over the last hour:
    ``slowest_seconds`` is what one traveller in twenty had to wait longer than."""

    code: str
    label: str
    kind: str
    waiting: int
    last_hour: int
    median_seconds: int | None
    slowest_seconds: int | None
    set_aside: int
    without_outcome: int


@dataclass(frozen=True, slots=True)
class HourRow:
    """Crossings that happened in one hour, starting at ``hour``."""

    hour: datetime
    entries: int
    exits: int


@dataclass(frozen=True, slots=True)
class Board:
    """A post in one look. ``waiting`` counts open presentations, each at its lane, and ``aboard``: travellers on a bus
    or train who were not presented yet, at no lane."""

    post: PostView
    now: datetime
    shift_start: datetime
    shift_end: datetime
    lanes: tuple[LaneRow, ...]
    hours: tuple[HourRow, ...]
    waiting: int
    aboard: int
    last_hour: int
    set_aside: int
    without_outcome: int
    holds: int
    holds_overdue: int
    oldest_hold: Hold | None
    paper_seconds: int
    on_paper: bool


Shift = tuple[datetime, datetime]


def board(post: PostView, now: datetime, shift: Shift) -> Board:
    """The board of a post at ``now`` (aware) within a shift (start, end; aware)."""
    return replace(boards([(post, shift)], now)[0], hours=_hours(post, shift[0], now))


def boards(posts: Sequence[tuple[PostView, Shift]], now: datetime) -> list[Board]:
    """The boards of several posts, each in its shift, without their hours. As many questions for one post as for a
    hundred."""
    ids = [post.id for post, _shift in posts]
    params = {"posts": ids, "starts": [shift[0] for _post, shift in posts], "now": now}
    times: dict[UUID, dict[str, tuple[Any, ...]]] = {}
    for post_id, lane, *of_lane in _rows(_LANES, params):
        times.setdefault(post_id, {})[lane] = tuple(of_lane)
    crossed: dict[UUID, dict[str, int]] = {}
    for post_id, lane, count in _rows(_LAST_HOUR, params):
        crossed.setdefault(post_id, {})[lane] = count
    holds: dict[UUID, list[Hold]] = {}
    for hold in Hold.objects.waiting().filter(post__in=ids).order_by("until"):
        holds.setdefault(hold.post, []).append(hold)
    aboard = {post_id: int(count) for post_id, count in _rows(_ABOARD, params)}
    paper = {post_id: (int(seconds), bool(open_now)) for post_id, seconds, open_now in _rows(_PAPER, params)}
    return [
        _board(
            post,
            now,
            shift,
            _lanes(post, times.get(post.id, {}), crossed.get(post.id, {})),
            holds.get(post.id, []),
            aboard.get(post.id, 0),
            paper.get(post.id, (0, False)),
        )
        for post, shift in posts
    ]


def _board(
    post: PostView,
    now: datetime,
    shift: Shift,
    lanes: tuple[LaneRow, ...],
    holds: Sequence[Hold],
    aboard: int,
    paper: tuple[int, bool],
) -> Board:
    return Board(
        post=post,
        now=now,
        shift_start=shift[0],
        shift_end=shift[1],
        lanes=lanes,
        hours=(),
        waiting=sum(lane.waiting for lane in lanes) + aboard,
        aboard=aboard,
        last_hour=sum(lane.last_hour for lane in lanes),
        set_aside=sum(lane.set_aside for lane in lanes),
        without_outcome=sum(lane.without_outcome for lane in lanes),
        holds=len(holds),
        holds_overdue=sum(hold.until <= now for hold in holds),
        oldest_hold=holds[0] if holds else None,
        paper_seconds=paper[0],
        on_paper=paper[1],
    )


# An outcome at the lane is a crossing there or being set aside; what the second line does later isn't the lane's time.
# Nobody waited for a wrong key that was put right later, so these tell nothing about time. What is recent and what is
# open longer are two halves, so that each goes by its index and not through all that ever happened at a post.
_LANES = """
SELECT p.post, p.lane,
       count(*) FILTER (WHERE p.outcome = '' AND p.opened > %(now)s::timestamptz - interval '15 minutes'),
       percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (
           ORDER BY extract(epoch FROM coalesce(h.placed, p.outcome_at) - coalesce(p.arrived, p.opened))
       ) FILTER (WHERE p.outcome IN ('crossed', 'set_aside') AND p.opened_source = 'clock' AND p.taken_back = 0
                   AND coalesce(h.placed, p.outcome_at) > %(now)s::timestamptz - interval '1 hour'),
       count(*) FILTER (WHERE p.hold IS NOT NULL AND p.opened >= s.start),
       count(*) FILTER (WHERE p.outcome = '' AND p.opened <= %(now)s::timestamptz - interval '15 minutes')
  FROM (SELECT post, start, least(start, %(now)s::timestamptz - interval '1 hour') AS since
          FROM unnest(%(posts)s::uuid[], %(starts)s::timestamptz[]) AS given (post, start)) AS s
 CROSS JOIN LATERAL (
       SELECT * FROM border_presentation r WHERE r.post = s.post AND r.opened >= s.since AND r.opened <= %(now)s
       UNION ALL
       SELECT * FROM border_presentation r WHERE r.post = s.post AND r.outcome = '' AND r.opened < s.since
       ) AS p
  LEFT JOIN border_hold h ON h.subject = p.hold
 GROUP BY p.post, p.lane
"""

_LAST_HOUR = """
SELECT post, lane, count(*)
  FROM border_crossing
 WHERE post = ANY(%(posts)s) AND status = 'standing'
   AND happened > %(now)s::timestamptz - interval '1 hour' AND happened <= %(now)s
 GROUP BY post, lane
"""


def _rows(sql: str, params: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _lanes(post: PostView, found: Mapping[str, tuple[Any, ...]], crossed: Mapping[str, int]) -> tuple[LaneRow, ...]:
    known = {lane.code: lane for lane in post.lanes}
    # A lane that was taken out of the description still shows while anything of it does.
    codes = [*known, *sorted({*found, *crossed} - set(known))]
    rows = []
    for code in codes:
        lane = known.get(code, Lane(code, code))
        waiting, times, set_aside, without = found.get(code, (0, None, 0, 0))
        rows.append(
            LaneRow(
                code=code,
                label=lane.label,
                kind=lane.kind,
                waiting=waiting,
                last_hour=crossed.get(code, 0),
                median_seconds=round(times[0]) if times else None,
                slowest_seconds=round(times[1]) if times else None,
                set_aside=set_aside,
                without_outcome=without,
            )
        )
    return tuple(rows)


_HOURS = """
SELECT date_trunc('hour', happened, %(zone)s) AS hour,
       count(*) FILTER (WHERE direction = 'entry'),
       count(*) FILTER (WHERE direction = 'exit')
  FROM border_crossing
 WHERE post = %(post)s AND status = 'standing'
   AND happened >= date_trunc('hour', %(start)s::timestamptz, %(zone)s) AND happened <= %(now)s
 GROUP BY hour
"""


def _hours(post: PostView, start: datetime, now: datetime) -> tuple[HourRow, ...]:
    params = {"post": post.id, "start": start, "now": now, "zone": post.timezone}
    counted = {row[0].astimezone(UTC): row[1:] for row in _rows(_HOURS, params)}
    # Full hours of the post's clock, counted on in UTC: where clocks change, an hour is still an hour.
    hour = start.astimezone(post.zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    rows = []
    while hour <= now:
        entries, exits = counted.get(hour, (0, 0))
        rows.append(HourRow(hour, entries, exits))
        hour += timedelta(hours=1)
    return tuple(rows)


_ABOARD = """
SELECT c.post, coalesce(sum(greatest(
           coalesce(c.counted, c.heads, (SELECT count(*) FROM border_manifest_line m WHERE m.subject = c.subject))
           - (SELECT count(*) FROM border_presentation p
               WHERE p.carriage = c.subject AND p.outcome <> 'voided'), 0)), 0)
  FROM border_carriage c
 WHERE c.post = ANY(%(posts)s) AND c.released IS NULL
 GROUP BY c.post
"""

_PAPER = """
SELECT p.post,
       coalesce(sum(extract(
           epoch FROM least(coalesce(p.ended, %(now)s), %(now)s::timestamptz) - greatest(p.started, s.start)
       )), 0),
       coalesce(bool_or(p.ended IS NULL), false)
  FROM unnest(%(posts)s::uuid[], %(starts)s::timestamptz[]) AS s (post, start)
  JOIN border_paper_period p ON p.post = s.post
 WHERE p.started <= %(now)s AND coalesce(p.ended, %(now)s) >= s.start
 GROUP BY p.post
"""
