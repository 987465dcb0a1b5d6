"""Counts of every post over a time, for whoever watches from outside: one query for each register."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from panah.border.desk.posts import read_here
from panah.border.desk.recalls import recalls
from panah.border.rules.oversight_clocks import oversight_clocks


@dataclass(frozen=True, slots=True)
class PostCounts:
    """One post, from a moment to another.

    ``without``: came in that time and still have no outcome, for longer than an inspection takes. ``held``: set aside;
    ``over``: of these, held longer than the law allows, still or until they went. ``passed_on``: times that the second
    line kept somebody for somebody else's answer: what is for a body of protection can't be told apart. ``median``,
    ``slow``: seconds on hold, half and nineteen of twenty within; None where nobody was released. ``unheard``: calls
    nobody answered in time.
    """

    post: UUID
    name: str
    presentations: int = 0
    without: int = 0
    held: int = 0
    over: int = 0
    passed_on: int = 0
    refused: int = 0
    withdrew: int = 0
    recalls: int = 0
    calls: int = 0
    unheard: int = 0
    median: float | None = None
    slow: float | None = None

    @property
    def never_refers(self) -> bool:
        """Whether people were refused here, and nobody was ever kept for somebody else's answer."""
        return self.refused > 0 and self.passed_on == 0


_QUERIES = (
    (
        ("presentations", "without"),
        "SELECT post, count(*) FILTER (WHERE outcome <> 'voided'),"
        " count(*) FILTER (WHERE outcome = '' AND opened < %(line)s)"
        " FROM border_presentation WHERE opened >= %(since)s AND opened < %(until)s GROUP BY post",
    ),
    (
        ("held", "over", "median", "slow"),
        "SELECT post, count(*), count(*) FILTER (WHERE coalesce(released, %(now)s) > until),"
        " percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM released - placed)),"
        " percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM released - placed))"
        " FROM border_hold WHERE placed >= %(since)s AND placed < %(until)s GROUP BY post",
    ),
    (
        ("passed_on",),
        # Only by whoever had the person: a commander who gives a colleague's conversation to another keeps nobody.
        "SELECT h.post, count(*) FROM border_hold_event e JOIN border_hold h ON h.subject = e.subject"
        " WHERE e.act = 'passed_on' AND e.happened >= %(since)s AND e.happened < %(until)s AND e.actor = ("
        " SELECT t.actor FROM border_hold_event t"
        " WHERE t.subject = e.subject AND t.act = 'taken' AND t.clock < e.clock ORDER BY t.clock DESC LIMIT 1)"
        " GROUP BY h.post",
    ),
    (
        ("refused",),
        "SELECT post, count(*) FROM border_refusal WHERE made >= %(since)s AND made < %(until)s GROUP BY post",
    ),
    (
        ("withdrew",),
        "SELECT post, count(*) FROM border_withdrawal WHERE at >= %(since)s AND at < %(until)s GROUP BY post",
    ),
    (
        ("calls", "unheard"),
        "SELECT post, count(*), count(*) FILTER (WHERE coalesce(answered, %(now)s) - made > %(heard)s)"
        " FROM border_call WHERE made >= %(since)s AND made < %(until)s GROUP BY post",
    ),
)


def by_post(since: datetime, until: datetime, now: datetime) -> list[PostCounts]:
    """Every post whose records are read here, by name; all moments aware."""
    known = read_here()
    found: dict[UUID, dict[str, Any]] = {post.id: {} for post in known}
    span: dict[str, Any] = {
        "since": since,
        "until": until,
        "now": now,
        "line": now - oversight_clocks().at_the_line,
        "heard": oversight_clocks().heard_within,
    }
    with connection.cursor() as cursor:
        for names, query in _QUERIES:
            cursor.execute(query, span)
            for post, *counts in cursor.fetchall():
                found.setdefault(post, {}).update(zip(names, counts, strict=True))
    for one in recalls(since=since, until=until):
        if one.post in found:
            found[one.post]["recalls"] = found[one.post].get("recalls", 0) + 1
    return [PostCounts(post.id, post.name, **found[post.id]) for post in known]


def total(rows: list[PostCounts]) -> dict[str, int]:
    """All posts together; without times, which don't add up."""
    counted = [one.name for one in fields(PostCounts) if one.name not in ("post", "name", "median", "slow")]
    return {name: sum(getattr(row, name) for row in rows) for name in counted}
