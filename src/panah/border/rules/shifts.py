"""Shifts of a post: pure. A post has starts of shifts in local time; a shift lasts until the next start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def shift_at(starts: Sequence[str], zone: str, moment: datetime) -> tuple[datetime, datetime]:
    """Start and end of the shift that runs at the moment (aware); both in the post's zone.

    ``starts`` are local times ``HH:MM``. Clock changes move wall time: a shift may last an hour more or less.
    Raises ValueError for a start that is no time, or for none.
    """
    times = sorted(time.fromisoformat(start) for start in starts)
    if not times:
        raise ValueError("a post has at least one start of a shift")
    tz = ZoneInfo(zone)
    today = moment.astimezone(tz).date()
    marks = sorted(
        datetime.combine(today + timedelta(days=offset), start, tz) for offset in (-1, 0, 1, 2) for start in times
    )
    # Compared as instants: two local times of one zone compare by the wall clock, which runs twice through some hours.
    begun = [mark for mark in marks if mark.timestamp() <= moment.timestamp()]
    coming = [mark for mark in marks if mark.timestamp() > moment.timestamp()]
    return begun[-1], coming[0]
