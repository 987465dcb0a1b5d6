"""Times of working on paper: overlaps, hours, and whether a form's time lies in one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from panah.border.rules.line import line


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when a post worked on paper; ``ended`` None while it still does. Times are aware."""

    started: datetime
    ended: datetime | None = None


def within(periods: Iterable[Period], moment: datetime, now: datetime) -> bool:
    """Whether a form can have been written then: in a period, give or take a little, and not in the future."""
    if moment > now:
        return False
    tolerance = line().paper_tolerance
    later = moment + tolerance
    return any(period.started <= later and moment <= (period.ended or now) + tolerance for period in periods)


def on_paper(periods: Iterable[Period], start: datetime, end: datetime) -> timedelta:
    """How long between ``start`` and ``end`` the post worked on paper; overlapping periods count once."""
    spans = sorted((max(period.started, start), min(period.ended or end, end)) for period in periods)
    total = timedelta()
    reached = start
    for first, last in spans:
        first = max(first, reached)
        if last > first:
            total += last - first
            reached = last
    return total


def can_start(periods: Iterable[Period], moment: datetime, now: datetime) -> str:
    """Empty if a period may start then, otherwise why not: ``in_future``, ``already_on_paper``, ``overlaps``."""
    if moment > now:
        return "in_future"
    for period in periods:
        if period.ended is None:
            return "already_on_paper"
        if period.started <= moment < period.ended:
            return "overlaps"
    return ""


def can_end(period: Period, moment: datetime, now: datetime) -> str:
    """Empty if it may end then, otherwise why not: ``not_on_paper``, ``in_future``, ``before_start``."""
    if period.ended is not None:
        return "not_on_paper"
    if moment > now:
        return "in_future"
    return "before_start" if moment < period.started else ""
