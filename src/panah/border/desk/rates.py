"""What happened at the line in counts, by who came and who was there: for questions of fairness. No person stands out.

Set-wise: one query for those who simply crossed, one for those set aside. People whom the random sample drew are told
apart: nobody chose them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from panah.border.desk import sample

FACTORS = ("nationality", "sex", "age")


@dataclass(frozen=True, slots=True)
class Met:
    """So many people alike in all of this. ``stratum``: post, direction and hour of the day there. ``waited``: seconds
    on hold, None for those never held. ``found``: the second line came to a result that mattered. ``searched``: of
    those held; ``behind``: who searched them, or had them on hold last."""

    stratum: tuple[UUID, str, int]
    officer: UUID
    nationality: str
    sex: str
    age: str
    people: int
    set_aside: bool = False
    drawn: bool = False
    refused: bool = False
    found: bool = False
    wrong_hit: bool = False
    waited: float | None = None
    searched: bool = False
    behind: UUID | None = None


_WHO = """
  p.post, p.direction, extract(hour FROM p.opened AT TIME ZONE o.timezone)::int, p.officer,
  p.document ->> 'nationality', p.document ->> 'sex',
  CASE WHEN p.document ->> 'birth_date' !~ '^[0-9]{4}' THEN ''
       WHEN extract(year FROM p.opened)::int - left(p.document ->> 'birth_date', 4)::int < 18 THEN 'child'
       WHEN extract(year FROM p.opened)::int - left(p.document ->> 'birth_date', 4)::int < 30 THEN 'young'
       WHEN extract(year FROM p.opened)::int - left(p.document ->> 'birth_date', 4)::int < 60 THEN 'adult'
       ELSE 'older' END
"""
_FROM = """
  FROM border_presentation p JOIN border_post o ON o.subject = p.post
 WHERE p.opened >= %s AND p.opened < %s AND p.outcome NOT IN ('', 'voided') AND p.opened_source = 'clock'
   AND (%s::uuid IS NULL OR p.post = %s)
"""
_PASSED = f"""
SELECT {_WHO}, p.subject = ANY(%s), count(*) {_FROM} AND p.hold IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
_HELD = f"""
SELECT {_WHO}, p.subject = ANY(%s), p.subject, p.document_key, p.holder_key, p.opened,
       extract(epoch FROM h.released - h.placed),
       EXISTS (SELECT FROM border_refusal r WHERE r.presentation = p.subject),
       EXISTS (SELECT FROM border_hold_event e
                WHERE e.subject = h.subject AND e.act = 'noted' AND e.resolution = 'stands'),
       s.officer IS NOT NULL, coalesce(s.officer, h.taken_by, h.placed_by)
  FROM border_presentation p JOIN border_post o ON o.subject = p.post JOIN border_hold h ON h.subject = p.hold
  LEFT JOIN LATERAL (SELECT officer FROM border_search WHERE presentation = p.subject
                      ORDER BY happened, subject LIMIT 1) s ON true
 WHERE p.opened >= %s AND p.opened < %s AND p.outcome NOT IN ('', 'voided') AND p.opened_source = 'clock'
   AND (%s::uuid IS NULL OR p.post = %s)
"""  # noqa: S608 - built from constants


def met(
    post: UUID | None, since: datetime, until: datetime, *, wrong: Collection[UUID] = (), true: Collection[UUID] = ()
) -> list[Met]:
    """Everybody presented in that time (aware) at a post, or (None) at all. ``wrong`` and ``true`` are presentations
    with a possible match on a list that was of somebody else, or of this person."""
    span: list[Any] = [list(wrong), since, until, post, post]
    with connection.cursor() as cursor:
        cursor.execute(_PASSED, span)
        passed = [
            Met(row[:3], row[3], row[4] or "", row[5] or "", row[6], row[8], wrong_hit=row[7])
            for row in cursor.fetchall()
        ]
        cursor.execute(_HELD, span)
        held = cursor.fetchall()
    return passed + _alike(_held(row, frozenset(true)) for row in held)


def _held(row: tuple[Any, ...], true: frozenset[UUID]) -> Met:
    post, direction, hour, officer, nationality, sex, age, wrong, subject, document, holder, opened = row[:12]
    waited, refused, stands, searched, behind = row[12:]
    drawn = sample.is_sampled(sample.lot_at(subject, document, holder, direction, post, opened))
    return Met(
        (post, direction, hour),
        officer,
        nationality or "",
        sex or "",
        age,
        1,
        set_aside=True,
        drawn=drawn,
        refused=refused,
        found=refused or stands or subject in true,
        wrong_hit=wrong,
        waited=None if waited is None else float(waited),
        searched=searched,
        behind=behind,
    )


def _alike(rows: Iterable[Met]) -> list[Met]:
    """Counted together where everything is the same; waiting times stay each their own."""
    counted = Counter(rows)
    return [replace(one, people=times) for one, times in counted.items()]
