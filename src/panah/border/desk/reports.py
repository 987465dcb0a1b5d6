"""The shift report: what a post did in a shift, by lane and by officer, ready to print and sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from panah.border.desk.posts import PostView
from panah.border.models import Event, Hold, Refusal

Names = Callable[[Iterable[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one officer or one lane over a shift. Times are seconds from gate or scan to the outcome.

    Presentations count where and by whom they were opened, within the shift; entries and exits are standing crossings
    that happened within the shift, where and by whom they were recorded. Voided scans count as nothing else.
    """

    name: str
    presentations: int = 0
    entries: int = 0
    exits: int = 0
    set_aside: int = 0
    taken_back: int = 0
    voided: int = 0
    without_outcome: int = 0
    median_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class SecondLineTally:
    """What one officer of the second line did: persons taken over, doubts noted, holds ended, refusals signed as the
    first or the second of the two."""

    name: str
    taken: int = 0
    noted: int = 0
    released: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """One shift of one post. ``until`` is its end, or now while it runs: what is counted, is counted up to then."""

    post: PostView
    start: datetime
    end: datetime
    until: datetime
    total: Tally
    by_lane: tuple[Tally, ...]
    by_officer: tuple[Tally, ...]
    second_line: tuple[SecondLineTally, ...]
    by_purpose: tuple[tuple[str, int], ...]
    by_nationality: tuple[tuple[str, int], ...]
    holds_placed: int
    holds_released: int
    holds_open: int
    longest_hold_seconds: int
    refused: int
    on_paper: int
    events: int

    @property
    def running(self) -> bool:
        """Whether the shift hasn't ended yet."""
        return self.until < self.end


_PRESENTED = """
SELECT p.{key} AS key,
       count(*) FILTER (WHERE p.outcome <> 'voided'),
       count(*) FILTER (WHERE p.hold IS NOT NULL),
       coalesce(sum(p.taken_back), 0),
       count(*) FILTER (WHERE p.outcome = 'voided'),
       count(*) FILTER (WHERE p.outcome = ''),
       percentile_cont(0.5) WITHIN GROUP (
           ORDER BY extract(epoch FROM coalesce(h.placed, p.outcome_at) - coalesce(p.arrived, p.opened))
       ) FILTER (WHERE p.outcome IN ('crossed', 'set_aside') AND p.opened_source = 'clock' AND p.taken_back = 0)
  FROM border_presentation p LEFT JOIN border_hold h ON h.subject = p.hold
 WHERE p.post = %(post)s AND p.opened >= %(start)s AND p.opened < %(end)s
 GROUP BY GROUPING SETS (p.{key}, ())
 ORDER BY grouping(p.{key}) DESC, count(*) DESC
"""

_CROSSED = """
SELECT {key}, count(*) FILTER (WHERE direction = 'entry'), count(*) FILTER (WHERE direction = 'exit')
  FROM border_crossing
 WHERE post = %(post)s AND happened >= %(start)s AND happened < %(end)s AND status = 'standing'
 GROUP BY {key}
"""

_BY = """
SELECT {column}, count(*)
  FROM border_crossing
 WHERE post = %(post)s AND happened >= %(start)s AND happened < %(end)s AND status = 'standing'
 GROUP BY 1 ORDER BY 2 DESC, 1
"""

_PAPER = """
SELECT count(*)
  FROM border_crossing
 WHERE post = %(post)s AND happened >= %(start)s AND happened < %(end)s AND status = 'standing'
   AND happened_source = 'paper'
"""

_SECOND_LINE = """
SELECT e.actor,
       count(*) FILTER (WHERE e.act = 'taken'),
       count(*) FILTER (WHERE e.act = 'noted'),
       count(*) FILTER (WHERE e.act = 'released')
  FROM border_hold_event e JOIN border_hold h ON h.subject = e.subject
 WHERE h.post = %(post)s AND e.happened >= %(start)s AND e.happened < %(end)s
   AND e.act IN ('taken', 'noted', 'released')
 GROUP BY e.actor ORDER BY 4 DESC, 2 DESC
"""

_REFUSED = """
SELECT o.officer, count(*)
  FROM border_refusal r CROSS JOIN LATERAL (VALUES (r.first_by), (r.second_by)) AS o (officer)
 WHERE r.post = %(post)s AND r.made >= %(start)s AND r.made < %(end)s
 GROUP BY o.officer
"""


def shift_report(post: PostView, start: datetime, end: datetime, name: Names, *, now: datetime) -> ShiftReport:
    """The report of a post from ``start`` (inclusive) to ``end`` (exclusive), as it stands ``now``; all aware.

    ``name`` gives the names of officers; one it doesn't know shows by the beginning of the id.
    """
    span = {"post": post.id, "start": start, "end": end}
    until = min(end, now)
    labels = {lane.code: lane.label for lane in post.lanes}
    total, lanes = _tallies("lane", span)
    _same, officers = _tallies("officer", span)
    second = _second_line(span)
    names = name({*officers, *second})

    def called(officer: UUID) -> str:
        return names.get(officer, str(officer)[:8])

    return ShiftReport(
        post=post,
        start=start,
        end=end,
        until=until,
        total=total,
        by_lane=_named(lanes, lambda code: labels.get(code, code)),
        by_officer=_named(officers, called),
        second_line=tuple(replace(tally, name=called(officer)) for officer, tally in second.items()),
        by_purpose=tuple(_fetch(_BY.format(column="purpose"), span)),
        by_nationality=tuple(_fetch(_BY.format(column="nationality"), span)),
        refused=Refusal.objects.filter(post=post.id, made__gte=start, made__lt=end).count(),
        on_paper=_fetch(_PAPER, span)[0][0],
        events=Event.objects.filter(post=post.id, happened__gte=start, happened__lt=end).count(),
        **_holds(post.id, start, end, until),
    )


def _second_line(span: Mapping[str, Any]) -> dict[UUID, SecondLineTally]:
    """Without names: who ended most holds first, and last who only signed a refusal."""
    tallies = {officer: SecondLineTally("", *counts) for officer, *counts in _fetch(_SECOND_LINE, span)}
    for officer, count in _fetch(_REFUSED, span):
        tallies[officer] = replace(tallies.get(officer, SecondLineTally("")), refused=count)
    return tallies


def _holds(post: UUID, start: datetime, end: datetime, until: datetime) -> dict[str, int]:
    """Holds of the shift: those placed in it and those it took over from earlier ones."""
    ran = list(Hold.objects.filter(Q(released__isnull=True) | Q(released__gte=start), post=post, placed__lt=end))
    lengths = [min(hold.released or until, until) - hold.placed for hold in ran]
    return {
        "holds_placed": sum(hold.placed >= start for hold in ran),
        "holds_released": sum(hold.released is not None and hold.released < end for hold in ran),
        "holds_open": sum(hold.released is None or hold.released >= end for hold in ran),
        "longest_hold_seconds": max((round(length.total_seconds()) for length in lengths), default=0),
    }


def _fetch(sql: str, span: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, span)
        return list(cursor.fetchall())


def _tallies(key: str, span: Mapping[str, Any]) -> tuple[Tally, dict[Any, Tally]]:
    """The total, and the tally of each lane or officer, still without names."""
    total, by_key = Tally(""), {}
    # The grand total comes first: it is the grouping set without a key.
    for at, (one, presented, set_aside, taken_back, voided, without, median) in enumerate(
        _fetch(_PRESENTED.format(key=key), span)
    ):
        tally = Tally(
            "",
            presentations=presented,
            set_aside=set_aside,
            taken_back=taken_back,
            voided=voided,
            without_outcome=without,
            median_seconds=None if median is None else round(median),
        )
        if at == 0:
            total = tally
        else:
            by_key[one] = tally
    for one, entries, exits in _fetch(_CROSSED.format(key=key), span):
        by_key[one] = replace(by_key.get(one, Tally("")), entries=entries, exits=exits)
        total = replace(total, entries=total.entries + entries, exits=total.exits + exits)
    return total, by_key


def _named(tallies: Mapping[Any, Tally], called: Callable[[Any], str]) -> tuple[Tally, ...]:
    shown = [replace(tally, name=called(key)) for key, tally in tallies.items()]
    return tuple(sorted(shown, key=lambda tally: (-tally.presentations, tally.name)))
