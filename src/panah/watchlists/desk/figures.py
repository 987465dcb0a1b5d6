"""Hits in figures: how many, how many were true, how long it took to resolve them, by list and by post.

Figures never speak of single persons: counts below a small number are given as "fewer than", and nothing derived from
so few is given at all (safeguard S5). Lists of persons to protect stand in one line, for those who may see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from panah.watchlists.desk import hits
from panah.watchlists.models import Hit
from panah.watchlists.rules.kinds import kinds
from panah.watchlists.rules.small import Counted, counted, percentile
from panah.watchlists.rules.thresholds import thresholds

TO_PROTECT = "to_protect"


@dataclass(frozen=True, slots=True)
class Line:
    """One list, or one post. ``key`` is the list's code, TO_PROTECT, or the post's id; times are in seconds."""

    key: str
    title: str
    sort: str
    raised: Counted
    true: Counted
    unresolved: Counted
    median: float | None
    slow: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """By list and by post; what could be counted at all."""

    by_list: tuple[Line, ...]
    by_post: tuple[Line, ...]
    unreadable: int


@dataclass(frozen=True, slots=True)
class _One:
    row: Hit
    code: str
    title: str
    sort: str


def figures(posts: Iterable[UUID] | None, since: datetime, until: datetime, *, protect: bool) -> Figures:
    """Hits raised in that time at these posts (None: all). Hits of lists to protect only with ``protect``."""
    rows = Hit.objects.filter(raised__gte=since, raised__lt=until)
    rows = rows if posts is None else rows.filter(post__in=list(posts))
    total = rows.count()
    opened = [_one(row, details) for row, details in hits.opened(rows.order_by("raised").iterator(2000))]
    shown = [one for one in opened if protect or not kinds()[one.sort].apart]
    lists: dict[str, list[_One]] = {}
    at: dict[str, list[_One]] = {}
    for one in shown:
        lists.setdefault(TO_PROTECT if kinds()[one.sort].apart else one.code, []).append(one)
        at.setdefault(str(one.row.post), []).append(one)
    return Figures(
        by_list=tuple(sorted((_line(key, ones) for key, ones in lists.items()), key=lambda line: line.title)),
        by_post=tuple(_line(key, ones) for key, ones in at.items()),
        unreadable=total - len(opened),
    )


def _one(row: Hit, details: dict[str, str]) -> _One:
    return _One(row, details["list"], details["title"], details["sort"])


def _line(key: str, ones: Sequence[_One]) -> Line:
    ended = sorted(
        ((one.row.confirmed or one.row.answered) - one.row.raised).total_seconds()
        for one in ones
        if one.row.answered is not None and one.row.state not in hits.UNRESOLVED
    )
    enough = len(ended) >= thresholds().smallest
    last = ones[-1]
    return Line(
        key=key,
        title="" if key == TO_PROTECT else last.title,
        sort=last.sort,
        raised=counted(len(ones)),
        true=counted(sum(one.row.state == "confirmed" for one in ones)),
        unresolved=counted(sum(one.row.state in hits.UNRESOLVED for one in ones)),
        median=percentile(ended, 0.5) if enough else None,
        slow=percentile(ended, 0.9) if enough else None,
    )
