"""The shift report: what a post did in a shift, by lane and by officer, ready to print and sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from panah.border.desk.posts import PostView
from panah.border.models import Event, Hold


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one officer or one lane over a shift. Times are seconds from gate or scan to the outcome."""

    name: str
    presentations: int
    entries: int
    exits: int
    set_aside: int
    taken_back: int
    voided: int
    without_outcome: int
    median_seconds: int | None


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """One shift of one post."""

    post: PostView
    start: datetime
    end: datetime
    total: Tally
    by_lane: tuple[Tally, ...]
    by_officer: tuple[Tally, ...]
    by_purpose: tuple[tuple[str, int], ...]
    by_nationality: tuple[tuple[str, int], ...]
    holds_placed: int
    holds_released: int
    holds_open: int
    longest_hold_seconds: int
    on_paper: int
    events: int


_TALLY = """
SELECT {key} AS key,
       count(*) FILTER (WHERE outcome <> 'voided'),
       count(*) FILTER (WHERE outcome = 'crossed' AND direction = 'entry'),
       count(*) FILTER (WHERE outcome = 'crossed' AND direction = 'exit'),
       count(*) FILTER (WHERE hold IS NOT NULL),
       coalesce(sum(taken_back), 0),
       count(*) FILTER (WHERE outcome = 'voided'),
       count(*) FILTER (WHERE outcome = ''),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM outcome_at - coalesce(arrived, opened)))
           FILTER (WHERE outcome IN ('crossed', 'set_aside') AND opened_source = 'clock')
  FROM border_presentation
 WHERE post = %(post)s AND opened >= %(start)s AND opened < %(end)s
 GROUP BY GROUPING SETS ({key}, ())
 ORDER BY grouping({key}) DESC, count(*) DESC
"""

_BY = """
SELECT {column}, count(*)
  FROM border_crossing
 WHERE post = %(post)s AND happened >= %(start)s AND happened < %(end)s AND status = 'standing'
 GROUP BY 1 ORDER BY 2 DESC, 1
"""


def shift_report(
    post: PostView, start: datetime, end: datetime, name: Callable[[Iterable[UUID]], Mapping[UUID, str]]
) -> ShiftReport:
    """The report of a post from ``start`` (inclusive) to ``end`` (exclusive), both aware.

    ``name`` gives the names of officers; one it doesn't know shows by the beginning of the id.
    """
    span = {"post": post.id, "start": start, "end": end}
    labels = {lane.code: lane.label for lane in post.lanes}
    lanes = _tallies("lane", span)
    officers = _tallies("officer", span)
    names = name(row[0] for row in officers[1:])
    total = _named("", lanes[0]) if lanes else Tally("", 0, 0, 0, 0, 0, 0, 0, None)
    holds = Hold.objects.filter(post=post.id, placed__lt=end, placed__gte=start)
    return ShiftReport(
        post=post,
        start=start,
        end=end,
        total=total,
        by_lane=tuple(_named(labels.get(row[0], row[0]), row) for row in lanes[1:]),
        by_officer=tuple(_named(names.get(row[0], str(row[0])[:8]), row) for row in officers[1:]),
        by_purpose=tuple(_fetch(_BY.format(column="purpose"), span)),
        by_nationality=tuple(_fetch(_BY.format(column="nationality"), span)),
        holds_placed=holds.count(),
        holds_released=holds.filter(released__lt=end).count(),
        holds_open=Hold.objects.filter(post=post.id, placed__lt=end).exclude(released__lt=end).count(),
        longest_hold_seconds=max(
            (round(((hold.released or end) - hold.placed).total_seconds()) for hold in holds), default=0
        ),
        on_paper=_fetch(
            "SELECT count(*) FROM border_crossing WHERE post = %(post)s AND happened >= %(start)s"
            " AND happened < %(end)s AND happened_source = 'paper'",
            span,
        )[0][0],
        events=Event.objects.filter(post=post.id, happened__gte=start, happened__lt=end).count(),
    )


def _fetch(sql: str, span: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, span)
        return cursor.fetchall()


def _tallies(key: str, span: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    # The grand total comes first: it is the grouping set without a key.
    return _fetch(_TALLY.format(key=key), span)


def _named(name: str, row: tuple[Any, ...]) -> Tally:
    return Tally(name, *row[1:8], round(row[8]) if row[8] is not None else None)
