"""What possible matches turned out to be, by presentation, for questions of fairness. Which list is never told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from panah.watchlists.models import Hit


def turned_out(since: datetime, until: datetime) -> tuple[Collection[UUID], Collection[UUID]]:
    """Presentations with a possible match raised in that time: of somebody else alone, and of this person after all."""
    rows = Hit.objects.filter(raised__gte=since, raised__lt=until).values_list("presentation", "state")
    true = {presentation for presentation, state in rows if state == "confirmed"}
    return {presentation for presentation, state in rows if state == "not_same"} - true, true


def matched(since: datetime, until: datetime) -> Mapping[UUID, datetime]:
    """When a possible match of a presentation was first raised, of those raised in that time, whatever came of it."""
    rows = Hit.objects.filter(raised__gte=since, raised__lt=until).order_by("-raised", "subject")
    return dict(rows.values_list("presentation", "raised"))
