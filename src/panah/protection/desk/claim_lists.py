"""The claims of an authority as lists and figures: what waits, what is late, how long it takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from panah.border.desk.posts import posts
from panah.protection.claim_clocks import register_until
from panah.protection.claim_life import OPEN
from panah.protection.desk.claims import claimed_needs
from panah.protection.models import Claim, Referral
from panah.safeguards.routes import CLAIM

_LATE = Q(state__in=[*OPEN, "granted"])
_STATES = {
    "interview": ("registered", "called"),
    "decision": ("deciding",),
    "served": ("rejected", "served"),
    "appeal": ("leave", "appeal"),
    "granted": ("granted",),
    "ended": ("closed", "withdrawn", "died", "transferred"),
}
_ENDS = ("granted", "ended")
PARTS: dict[str, Q] = {
    "open": Q(state__in=OPEN),
    "late": _LATE,
    "missing": Q(missing_since__gt="", state__in=OPEN),
    **{
        name: Q(state__in=states) if name in _ENDS else Q(state__in=states, missing_since="")
        for name, states in _STATES.items()
    },
}
"""Parts of the list, by name."""


def listed(body: UUID, part: str, today: dt.date, looked_for: str = "") -> QuerySet[Claim]:
    """Claims of a part ("" all), those that are due first on top; with a word, those it stands in."""
    wanted = _part(part, today)
    if looked_for:
        wanted &= (
            Q(number__icontains=looked_for) | Q(name__icontains=looked_for) | Q(status_document__iexact=looked_for)
        )
    rows = Claim.objects.for_body(body).filter(wanted).defer("history", "calls", "links", "same", "why")
    return rows.order_by("due_on", "-registered", "subject")


def counts(body: UUID, today: dt.date) -> dict[str, int]:
    """How many there are in each part of those that aren't ended: the ended ones only become more."""
    found = {name: 0 for name in PARTS if name != "ended"}
    rows = (
        Claim.objects.for_body(body)
        .filter(state__in=[*OPEN, "granted"])
        .values_list("state")
        .annotate(
            all=Count("*"),
            gone=Count("state", filter=Q(missing_since__gt="")),
            late=Count("state", filter=_part("late", today)),
        )
    )
    for state, amount, gone, late in rows:
        found["late"] += late
        found["open"] += amount if state in OPEN else 0
        found["missing"] += gone if state in OPEN else 0
        for name, states in _STATES.items():
            if state in states:
                found[name] += amount if name in _ENDS else amount - gone
    return found


def _part(part: str, today: dt.date) -> Q:
    chosen = PARTS.get(part, Q())
    return chosen & Q(due_on__lt=today.isoformat()) if part == "late" else chosen


def unregistered(body: UUID, today: dt.date) -> tuple[int, int]:
    """Claims that were referred and aren't registered yet: how many, and how many of these past the legal days."""
    claims = Q(needs=[]) | Q(needs__has_any_keys=claimed_needs())
    asked = Referral.objects.for_body(body).filter(claims, purpose=CLAIM, hold__isnull=False, claim=None, declined=None)
    rows = list(asked.values_list("sent", "post"))
    countries = {post.id: post.country for post in posts()}
    late = sum(register_until(countries.get(post, ""), timezone.localdate(sent)) < today for sent, post in rows)
    return len(rows), late


@dataclass(frozen=True, slots=True)
class Month:
    """Claims of one month (YYYY-MM).

    ``registered``: registered in it; ``in_time``: of these, within the legal days from the first fear, of ``known``
    where that day is known; ``days``: half took up to so many. ``decided`` and ``decided_days``: decided in it, and how
    long half of these took from registration.
    """

    month: str
    registered: int
    known: int
    in_time: int
    days: float | None
    decided: int
    decided_days: float | None


def months(body: UUID) -> list[Month]:
    """Every month in which something was registered or decided, the newest first."""
    rows = Claim.objects.for_body(body)
    registered: dict[str, list[tuple[int | None, bool, int]]] = {}
    for feared, day, country, count in rows.values_list("feared_on", "registered_on", "country").annotate(
        n=Count("id")
    ):
        on = dt.date.fromisoformat(day)
        since = dt.date.fromisoformat(feared) if feared else None
        in_time = since is not None and on <= register_until(country, since)
        registered.setdefault(day[:7], []).append(((on - since).days if since else None, in_time, count))
    decided: dict[str, list[tuple[int, int]]] = {}
    for begun, day, count in (
        rows.exclude(decided_on="").values_list("registered_on", "decided_on").annotate(n=Count("id"))
    ):
        took = (dt.date.fromisoformat(day) - dt.date.fromisoformat(begun)).days
        decided.setdefault(day[:7], []).append((took, count))
    return [
        _month(name, registered.get(name, []), decided.get(name, []))
        for name in sorted(registered.keys() | decided.keys(), reverse=True)
    ]


def _month(name: str, registered: list[tuple[int | None, bool, int]], decided: list[tuple[int, int]]) -> Month:
    waited = [days for days, _in_time, count in registered if days is not None for _ in range(count)]
    took = [days for days, count in decided for _ in range(count)]
    return Month(
        month=name,
        registered=sum(count for _days, _in_time, count in registered),
        known=len(waited),
        in_time=sum(count for _days, in_time, count in registered if in_time),
        days=median(waited) if waited else None,
        decided=len(took),
        decided_days=median(took) if took else None,
    )
