"""What somebody of a body has to do, of all that one works on, by its day.

One statement asks for it: a desk shows it first thing and often, and seven questions took longer to put than to answer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from uuid import UUID

from django.db import connection
from django.utils import timezone

DAY_BOUND = 200
"""So many of each sort at most, those that are due first."""

GIVEN = dt.timedelta(days=7)
"""So long a case that was given to somebody stands in their day, unless they write something in it before."""


@dataclass(frozen=True, slots=True)
class Todo:
    """Something of somebody's own that has its day. ``sort`` is task, appointment, treatment, step, claim for
    what the clock of a claim asks for, status for a document owed on a claim (``case`` is then that), or given for a
    case that somebody else gave them; ``on`` and ``at`` as written down; ``late``: the day is over."""

    sort: str
    case: UUID
    number: str
    name: str
    procedure: str
    entry: UUID | None
    what: str
    place: str
    on: str
    at: str
    late: bool


@cache
def _statement() -> str:
    return files("panah.protection").joinpath("sql/my_day.sql").read_text(encoding="utf-8")


def my_day(body: UUID, worker: UUID, today: dt.date, until: dt.date) -> list[Todo]:
    """What somebody has to do up to a day, by its day; what is late stands first by that. Steps and
    treatments of a case that nobody has taken on are everybody's, and so is the document of whoever was recognised
    where nobody has an open case of theirs; other claims have a list of their own for that."""
    now = today.isoformat()
    asked: dict[str, str | int | dt.datetime] = {
        "body": str(body), "worker": str(worker), "today": now, "until": until.isoformat(),
        "since": timezone.now() - GIVEN, "bound": DAY_BOUND,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_statement(), asked)
        rows = cursor.fetchall()
    found = [Todo(*(*row, row[8] < now)) for row in rows]
    return sorted(found, key=lambda one: (one.on, one.at, one.number, one.what))
