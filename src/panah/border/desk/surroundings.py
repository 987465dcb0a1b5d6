"""What is known around somebody at the line, beside their own document: one query, also for many."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from panah.border import hosts
from panah.border.desk.gather import NOBODY, SENT_BACK, back_since, keys_in
from panah.border.facts.parts import HostPart
from panah.border.models import Presentation
from panah.border.models.persons import THEIR_OPEN_HOLDS
from panah.safeguards.noticing import thresholds

# What is said of the person goes before what is said of the whole group.
_KEY = """CASE WHEN %(host)s THEN %({0})s ELSE g.{0}_key END AS {0}"""
# Other persons who came in with the same; more of them than this is simply many.
_MANY = 1000
_OTHERS = f"""(
    SELECT count(DISTINCT who) FROM (
      SELECT coalesce(p.holder_key, p.document_key, uuid_send(p.subject)) AS who FROM border_presentation AS p
      WHERE p.{{0}}_key = came.{{0}} AND p.opened BETWEEN %(lately)s AND %(now)s
        AND p.direction = 'entry' AND p.outcome <> 'voided' AND p.subject <> %(presentation)s
        AND (p.holder_key = %(holder)s OR p.document_key = %(document)s) IS NOT TRUE
      ORDER BY p.opened DESC LIMIT {_MANY}
    ) AS same)"""  # noqa: S608 - built from constants
_AROUND = f"""
WITH reach AS MATERIALIZED (SELECT border_person_handles(%(presentation)s, %(document)s, %(holder)s) AS handles){{also}}
SELECT
  EXISTS (SELECT {THEIR_OPEN_HOLDS}),
  ARRAY(
    SELECT p.outcome_at FROM reach, border_presentation AS p
    WHERE {SENT_BACK} AND p.subject <> %(presentation)s ORDER BY p.outcome_at),
  party.sort, party.papers_from, party.others, party.expected, {{came}}
FROM (VALUES (0)) AS here {{join}} LEFT JOIN LATERAL (
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
_WITH_HOST = _AROUND.format(
    also=f""", came AS (
  SELECT g.host, g.sort, g.papers_from, {_KEY.format("sponsor")}, {_KEY.format("address")}
  FROM (VALUES (0)) AS here LEFT JOIN border_group AS g ON g.subject = %(group)s::uuid
)""",  # noqa: S608 - built from constants
    came=f"came.host, came.sort, came.papers_from, {_OTHERS.format('sponsor')}, {_OTHERS.format('address')}",
    join="CROSS JOIN came",
)
# The same for many, each as of a moment of their own.
_COLUMNS = (
    'place int, presentation uuid, document bytea, holder bytea, "group" uuid, now timestamptz, back timestamptz,'
    " lately timestamptz, host boolean, sponsor bytea, address bytea"
)
_OF_ONE = re.sub(r"%\(([a-z]+)\)s", r'asked."\1"', _WITH_HOST)
_OF_MANY = f"""
SELECT around.* FROM jsonb_to_recordset(%s::jsonb) AS asked ({_COLUMNS}) CROSS JOIN LATERAL ({_OF_ONE}) AS around
ORDER BY asked.place
"""  # noqa: S608 - built from constants
# Most people come alone and nobody writes down who invites them: half the query needs no planning then.
_ALONE = _AROUND.format(also="", came="NULL, NULL, NULL, 0, 0", join="")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``held``: a hold of this person is open. ``sent_back``: when they were refused, went back or were returned, as
    far as that still matters. ``others``: of how many others ``papers_from`` handed over the documents.

    ``host``: what was said of this person or else of the group, ``same``: how many others came with the same lately, by
    what is the same; ``came_as`` and ``handed_over_by`` are of that group.
    """

    held: bool = False
    sent_back: tuple[dt.datetime, ...] = ()
    sort: str = ""
    papers_from: str = ""
    others: int = 0
    host: HostPart | None = None
    same: tuple[tuple[str, int], ...] = ()
    came_as: str = ""
    handed_over_by: str = ""


def surroundings(
    presentation: UUID | None,
    document_key: bytes | None,
    holder_key: bytes | None,
    group: UUID | None,
    now: dt.datetime,
    host: HostPart | None = None,
) -> Surroundings:
    """As of this moment; ``presentation`` is None while it isn't recorded."""
    parameters = _asked(presentation, document_key, holder_key, group, now, host)
    with connection.cursor() as cursor:
        cursor.execute(_ALONE if host is None and group is None else _WITH_HOST, parameters)
        return _found(cursor.fetchone(), host)


def of_all(rows: Iterable[tuple[Presentation, dt.datetime]]) -> list[Surroundings]:
    """The same of many presentations that are recorded, each as of its moment, in their order; one query."""
    asked, said = [], []
    for place, (row, now) in enumerate(rows):
        said.append(None if row.host is None else HostPart.model_validate(row.host))
        one = _asked(row.subject, *keys_in(row), row.group, now, said[-1])
        asked.append({"place": place} | {name: _plain(value) for name, value in one.items()})
    with connection.cursor() as cursor:
        cursor.execute(_OF_MANY, [json.dumps(asked)])
        return [_found(row, host) for row, host in zip(cursor.fetchall(), said, strict=True)]


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    return value.isoformat() if isinstance(value, dt.datetime) else str(value) if isinstance(value, UUID) else value


def _asked(
    presentation: UUID | None,
    document_key: bytes | None,
    holder_key: bytes | None,
    group: UUID | None,
    now: dt.datetime,
    host: HostPart | None,
) -> dict[str, Any]:
    sponsor_key, address_key = hosts.keys_of(host)
    return {
        "presentation": presentation or NOBODY,
        "document": document_key,
        "holder": holder_key,
        "group": group,
        "now": now,
        "back": back_since(now),
        "host": host is not None,
        "sponsor": sponsor_key,
        "address": address_key,
        "lately": now - dt.timedelta(days=thresholds()["window_days"]),
    }


def _found(row: tuple[Any, ...], host: HostPart | None) -> Surroundings:
    held, sent_back, sort, papers_from, others, expected, of_group, came_as, handed_over_by, sponsors, addresses = row
    return Surroundings(
        held=held,
        sent_back=tuple(sent_back),
        sort=sort or "",
        papers_from=papers_from or "",
        others=max(others or 0, (expected or 1) - 1),
        host=host if host is not None or of_group is None else HostPart.model_validate_json(of_group),
        same=(("sponsor", sponsors), ("address", addresses)),
        came_as=came_as or "",
        handed_over_by=handed_over_by or "",
    )
