"""What is known around somebody at the line, beside their own document: one query, the same for everybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from panah.border.desk.gather import NOBODY, SENT_BACK, back_since
from panah.border.models.persons import THEIRS

_QUERY = f"""
WITH reach AS MATERIALIZED (SELECT border_person_handles(%(presentation)s, %(document)s, %(holder)s) AS handles)
SELECT
  EXISTS (
    SELECT FROM reach, border_hold AS h JOIN border_presentation AS p ON p.subject = h.presentation
    WHERE h.released IS NULL AND {THEIRS}),
  ARRAY(
    SELECT p.outcome_at FROM reach, border_presentation AS p
    WHERE {SENT_BACK} AND p.subject <> %(presentation)s ORDER BY p.outcome_at),
  party.sort, party.papers_from, party.others, party.expected
FROM (VALUES (0)) AS here LEFT JOIN LATERAL (
  SELECT g.sort, g.papers_from, g.expected, (
      SELECT count(*) FROM (
        SELECT p.subject FROM border_presentation AS p
        WHERE p."group" = g.subject AND p.outcome <> 'voided'
        UNION SELECT m.presentation FROM border_group_member AS m WHERE m.subject = g.subject AND m.joined IS NOT NULL
      ) AS member WHERE member.subject <> %(presentation)s) AS others
  FROM border_group AS g
  WHERE g.papers_from <> '' AND g.subject IN (
      SELECT %(group)s::uuid UNION ALL
      SELECT m.subject FROM border_group_member AS m WHERE m.presentation = %(presentation)s AND m.joined IS NOT NULL)
  ORDER BY others DESC, g.subject LIMIT 1
) AS party ON true
"""  # noqa: S608 - built from constants


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``held``: a hold of this person is open. ``sent_back``: when they were refused, went back or were returned, as
    far as that still matters. ``others``: of how many others ``papers_from`` handed over the documents."""

    held: bool = False
    sent_back: tuple[dt.datetime, ...] = ()
    sort: str = ""
    papers_from: str = ""
    others: int = 0


def surroundings(
    presentation: UUID | None,
    document_key: bytes | None,
    holder_key: bytes | None,
    group: UUID | None,
    now: dt.datetime,
) -> Surroundings:
    """As of this moment; ``presentation`` is None while it isn't recorded."""
    parameters = {
        "presentation": presentation or NOBODY,
        "document": document_key,
        "holder": holder_key,
        "group": group,
        "now": now,
        "back": back_since(now),
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, parameters)
        held, sent_back, sort, papers_from, others, expected = cursor.fetchone()
    return Surroundings(
        held=held,
        sent_back=tuple(sent_back),
        sort=sort or "",
        papers_from=papers_from or "",
        others=max(others or 0, (expected or 1) - 1),
    )
