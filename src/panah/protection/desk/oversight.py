"""What the independent monitor looks at first: every post in counts, complaints, and what can't be known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from panah.border.desk.by_post import PostCounts, by_post, total
from panah.border.desk.refusals import by_ground
from panah.people import looks
from panah.protection.complaint_limits import complaint_limits
from panah.protection.models.complaints import Complaint, CopyOfFile, Correction


@dataclass(frozen=True, slots=True)
class Refused:
    """Refusals alike in post, ground and language."""

    post: UUID
    ground: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class Oversight:
    """From ``since`` to ``until``. ``complaints`` by post (None: none named) as (all, open, overdue)."""

    since: datetime
    until: datetime
    posts: tuple[PostCounts, ...]
    total: dict[str, int]
    refused: tuple[Refused, ...]
    complaints: dict[UUID | None, tuple[int, int, int]]
    looks: int
    alarms: int
    copies: int
    corrections: int

    @property
    def complained(self) -> tuple[int, int, int]:
        """All complaints, those open, those overdue."""
        rows = self.complaints.values()
        return sum(row[0] for row in rows), sum(row[1] for row in rows), sum(row[2] for row in rows)


def overview(since: datetime, until: datetime, now: datetime) -> Oversight:
    """The time from ``since`` to ``until`` as it stands ``now``; all aware."""
    within: dict[str, Any] = {"since": since, "until": until}
    rows = by_post(**within, now=now)
    return Oversight(
        since=since,
        until=until,
        posts=tuple(rows),
        total=total(rows),
        refused=tuple(Refused(*row) for row in by_ground(since, until)),
        complaints=_complaints(since, until, now - complaint_limits().answer),
        looks=looks.looked(since, until),
        alarms=looks.unanswered(),
        copies=CopyOfFile.objects.filter(given__gte=since, given__lt=until).count(),
        corrections=Correction.objects.filter(answered__isnull=True).count(),
    )


def _complaints(since: datetime, until: datetime, late: datetime) -> dict[UUID | None, tuple[int, int, int]]:
    found: dict[UUID | None, list[int]] = {}
    rows = Complaint.objects.filter(made__gte=since, made__lt=until)
    for post, made, answered, closed in rows.values_list("post", "made", "answered", "closed"):
        tally = found.setdefault(post, [0, 0, 0])
        tally[0] += 1
        tally[1] += closed is None
        tally[2] += closed is None and answered is None and made < late
    return {post: (tally[0], tally[1], tally[2]) for post, tally in found.items()}


def span_of(code: str, now: datetime) -> tuple[str, datetime]:
    """The code of a time and when it begins: a day, a week, a month, a quarter, a year; a month for anything else."""
    days = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
    chosen = code if code in days else "month"
    return chosen, now - timedelta(days=days[chosen])
