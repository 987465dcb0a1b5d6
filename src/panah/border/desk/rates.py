"""What happened at the line in counts, by who came and who was there: for questions of fairness. No person stands out.

Set-wise: one query for those who simply crossed, one for those set aside, one for what was around those of them about
whom something may have been noticed. People whom the random sample drew, a rule set aside or a machine served are
told apart: no officer chose them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from panah.border.desk import noticing, sample
from panah.border.desk.surroundings import of_all
from panah.border.facts.parts import DocumentPart
from panah.border.models import Presentation
from panah.border.rules.advice import MUST_SET_ASIDE
from panah.safeguards.noticing import thresholds

FACTORS = ("nationality", "sex", "age")


@dataclass(frozen=True, slots=True)
class Met:
    """So many people alike in all of this. ``stratum``: post, direction and hour of the day there. ``ruled``: the first
    line had no choice, for a rule sets them aside: a child whose company isn't clear, a possible match, something
    noticed. ``machine``: they came to a gate or kiosk. ``found``: the second line came to a result that mattered.
    ``waited``: seconds on hold, None for those never held. ``searched``: of those held; ``behind``: who searched them,
    or had them on hold last."""

    stratum: tuple[UUID, str, int]
    officer: UUID
    nationality: str
    sex: str
    age: str
    people: int
    set_aside: bool = False
    drawn: bool = False
    ruled: bool = False
    machine: bool = False
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
       ELSE 'older' END,
  p.channel IN ('kiosk', 'gate')
"""
_FROM = """
  FROM border_presentation p JOIN border_post o ON o.subject = p.post
 WHERE p.opened >= %s AND p.opened < %s AND p.outcome NOT IN ('', 'voided') AND p.opened_source = 'clock'
   AND (%s::uuid IS NULL OR p.post = %s)
"""
_PASSED = f"""
SELECT {_WHO}, p.subject = ANY(%s), count(*) {_FROM} AND p.hold IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
_HELD = f"""
SELECT {_WHO}, p.subject = ANY(%s), p.subject, p.document, p.opened,
       extract(epoch FROM h.released - h.placed),
       EXISTS (SELECT FROM border_refusal r WHERE r.presentation = p.subject),
       EXISTS (SELECT FROM border_hold_event e
                WHERE e.subject = h.subject AND e.act = 'noted' AND e.resolution = 'stands'),
       s.officer IS NOT NULL, coalesce(s.officer, h.taken_by, h.placed_by), h.placed,
       EXISTS (SELECT FROM jsonb_array_elements(p.findings) f WHERE f ->> 'code' = ANY(%s)),
       p.host IS NOT NULL
       OR EXISTS (SELECT FROM border_group g WHERE g.subject = p."group" AND g.papers_from <> '')
       OR EXISTS (SELECT FROM border_group_member m WHERE m.presentation = p.subject AND m.joined IS NOT NULL)
       OR EXISTS (SELECT FROM border_presentation b
                   WHERE (b.document_key = p.document_key OR b.holder_key = p.holder_key) AND b.subject <> p.subject
                     AND b.outcome IN ('refused', 'withdrew', 'returned')
                     AND b.outcome_at BETWEEN h.placed - make_interval(days => %s) AND h.placed)
  FROM border_presentation p JOIN border_post o ON o.subject = p.post JOIN border_hold h ON h.subject = p.hold
  LEFT JOIN LATERAL (SELECT officer FROM border_search WHERE presentation = p.subject
                      ORDER BY happened, subject LIMIT 1) s ON true
 WHERE p.opened >= %s AND p.opened < %s AND p.outcome NOT IN ('', 'voided') AND p.opened_source = 'clock'
   AND (%s::uuid IS NULL OR p.post = %s)
"""  # noqa: S608 - built from constants


def met(
    post: UUID | None,
    since: datetime,
    until: datetime,
    *,
    wrong: Collection[UUID] = (),
    true: Collection[UUID] = (),
    matched: Mapping[UUID, datetime] | None = None,
) -> list[Met]:
    """Everybody presented in that time (aware) at a post, or (None) at all. ``wrong`` and ``true`` are presentations
    with a possible match on a list that was of somebody else, or of this person; ``matched`` all with one, and when it
    was raised."""
    span: list[Any] = [list(wrong), since, until, post, post]
    with connection.cursor() as cursor:
        cursor.execute(_PASSED, span)
        passed = [
            Met(row[:3], row[3], row[4] or "", row[5] or "", row[6], row[9], wrong_hit=row[8], machine=row[7])
            for row in cursor.fetchall()
        ]
        cursor.execute(_HELD, [span[0], list(MUST_SET_ASIDE), thresholds()["refused_elsewhere_days"] + 1, *span[1:]])
        held = cursor.fetchall()
    noticed = _noticed({row[9]: row[17] for row in held if row[19]})
    return passed + _alike(_held(row, frozenset(true), matched or {}, noticed) for row in held)


def _noticed(placed: Mapping[UUID, datetime]) -> frozenset[UUID]:
    """Of these presentations, whom the system would have set aside when they were, for what it notices around them."""
    rows = Presentation.objects.in_bulk(list(placed))
    around = of_all((row, placed[subject]) for subject, row in rows.items())
    return frozenset(
        subject
        for (subject, row), theirs in zip(rows.items(), around, strict=True)
        if noticing.sets_aside_now(row, theirs, placed[subject], "")
    )


def _held(
    row: tuple[Any, ...], true: frozenset[UUID], matched: Mapping[UUID, datetime], noticed: frozenset[UUID]
) -> Met:
    post, direction, hour, officer, nationality, sex, age, machine, wrong, subject, document, opened = row[:12]
    waited, refused, stands, searched, behind, placed, must, _perhaps = row[12:]
    known = matched.get(subject)
    came = DocumentPart.model_validate_json(document)
    drawn = sample.is_sampled(sample.lot_at(subject, came, direction, post, opened))
    return Met(
        (post, direction, hour),
        officer,
        nationality or "",
        sex or "",
        age,
        1,
        set_aside=True,
        drawn=drawn,
        ruled=must or subject in noticed or (known is not None and known <= placed),
        machine=machine,
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
