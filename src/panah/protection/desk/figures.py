"""What a body publishes to the monitor: counts by month, without persons, small ones kept back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from statistics import median
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.journal.carrying import peers
from panah.journal.entries import Statement
from panah.protection import claim_clocks
from panah.protection.desk.bodies import bodies, monitors
from panah.protection.desk.bodies import body as body_view
from panah.protection.desk.claims import AUTHORITIES
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.figures import FigurePart, FiguresPublished, Measure
from panah.protection.models import Case, CaseStep, Claim, Referral
from panah.protection.models.figures import PublishedFigure
from panah.safeguards import procedures, routes
from panah.safeguards.fairness import smallest
from panah.safeguards.procedures.clocks import last_day

MONTHS = 12
"""How far back a body publishes; the month that runs isn't published."""

_CHILD, _GUARDIAN = "child", "guardian"


@dataclass(frozen=True, slots=True)
class Span:
    """One of what is counted: when it began; when it ended, if it has; and when it should have, at the latest."""

    begun: dt.datetime
    ended: dt.datetime | None
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure and which node said it: ``by`` is its name here, or the beginning of its journal's, empty for
    this one. ``own``: it is the body's own as far as the directory says; None where that names no node."""

    body: str
    row: PublishedFigure
    by: str
    own: bool | None


def to_publish(body: UUID, now: dt.datetime) -> list[FigurePart]:
    """What a body would publish now, the newest month first."""
    since = _first(now)
    spans: dict[Measure, Iterable[Span]] = {"referrals": _referrals(body, since), "guardian": _children(body, since)}
    if body_view(body).sort in AUTHORITIES:
        spans["registered"] = _claims(body, since)
    found = [part for measure, all_of in spans.items() for part in by_month(measure, all_of, now)]
    return sorted(found, key=lambda part: (part.month, part.measure), reverse=True)


def publish(body: UUID, *, actor: Acting) -> int:
    """Give the figures to every monitor, under seal; gives how many rows.

    ProtectionError ``no_monitor`` where none can be written to, ``nothing_to_publish``.
    """
    readers = [one.key for one in monitors()]
    if not readers:
        raise ProtectionError("no_monitor")
    now = timezone.now()
    rows = to_publish(body, now)
    if not rows:
        raise ProtectionError("nothing_to_publish")
    say_as_body(body, [Statement(FiguresPublished(rows=tuple(rows)), body, now)], to=readers, actor=actor.id)
    return len(rows)


def published(reader: UUID | None) -> list[Published]:
    """What this monitor was given, by month and body: of each node that spoke for a body the newest, side by side."""
    if reader is None:
        return []
    known, nodes = {one.id: one for one in bodies()}, peers.nodes()

    def node(journal: UUID) -> str:
        return peer.name if (peer := nodes.get(journal)) else "" if journal in nodes else str(journal)[:8]

    newest: dict[tuple[UUID, str, str, str], PublishedFigure] = {}
    rows = PublishedFigure.objects.for_body(reader).filter(subject__in=known)
    for row in rows.order_by("-month", "measure", "subject", "published"):
        newest[row.subject, row.month, row.measure, node(row.journal)] = row
    return [
        Published(body.name, row, by, None if body.journal is None else node(body.journal) == by)
        for (subject, _month, _measure, by), row in newest.items()
        if (body := known[subject])
    ]


def last_published(body: UUID) -> dt.datetime | None:
    """When this body last published, as it knows itself."""
    row = PublishedFigure.objects.for_body(body).filter(subject=body).order_by("-published").first()
    return row.published if row else None


def by_month(measure: Measure, spans: Iterable[Span], now: dt.datetime) -> list[FigurePart]:
    """Months that are over, of the last MONTHS: what began in them. Too few aren't told."""
    this, first = _month(now), _month(_first(now))
    found: dict[str, list[Span]] = {}
    for span in spans:
        month = _month(span.begun)
        if first <= month < this:
            found.setdefault(month, []).append(span)
    return [_part(measure, month, all_of) for month, all_of in sorted(found.items())]


def _part(measure: Measure, month: str, spans: list[Span]) -> FigurePart:
    if len(spans) < smallest():
        return FigurePart(month=month, measure=measure, count=None)
    took = [(span.ended - span.begun).total_seconds() / 86400 for span in spans if span.ended]
    return FigurePart(
        month=month,
        measure=measure,
        count=len(spans),
        within=sum(span.ended is not None and span.ended <= span.until for span in spans),
        open=sum(span.ended is None for span in spans),
        # Of few that ended, half would be as good as each.
        days=round(median(took), 1) if len(took) >= smallest() else None,
    )


def _first(now: dt.datetime) -> dt.datetime:
    """The first moment of what is published: MONTHS before the month that runs."""
    local = timezone.localtime(now)
    return local.replace(year=local.year - 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _month(moment: dt.datetime) -> str:
    """In which month it was where it is read."""
    return f"{timezone.localtime(moment):%Y-%m}"


def _claims(body: UUID, since: dt.datetime) -> Iterator[Span]:
    rows = Claim.objects.for_body(body).filter(feared_on__gte=since.date().isoformat())
    alike = rows.values_list("feared_on", "registered_on", "country").annotate(amount=Count("id"))
    for feared, registered, country, amount in alike:
        begun = dt.date.fromisoformat(feared)
        until = claim_clocks.register_until(country, begun)
        yield from repeat(Span(_start(begun), _start(dt.date.fromisoformat(registered)), _start(until)), amount)


def _children(body: UUID, since: dt.datetime) -> Iterator[Span]:
    """Child cases, and claims of children at an authority, until a guardian is there."""
    steps = CaseStep.objects.for_body(body).filter(step=_GUARDIAN).order_by("-on")
    there = dict(steps.values_list("subject", "on"))
    opened_since = Case.objects.for_body(body).filter(procedure=_CHILD, opened__gte=since)
    for case, opened in opened_since.values_list("subject", "opened"):
        ended = _start(dt.date.fromisoformat(there[case])) if case in there else None
        yield Span(opened, max(ended, opened) if ended else None, _guardian_by(opened))
    for claim in Claim.objects.for_body(body).filter(registered__gte=since).exclude(child="no"):
        named = next((line["at"] for line in claim.history if line["fact"].get("guardian") and not line["code"]), None)
        ended = dt.datetime.fromisoformat(named) if named else None
        yield Span(claim.registered, ended, _guardian_by(claim.registered))


def _guardian_by(begun: dt.datetime) -> dt.datetime:
    """Until when a guardian ought to be there, by the clock of the child's procedure."""
    clock = procedures.get(_CHILD).step(_GUARDIAN).clock
    assert clock is not None, "a child without a guardian is in a hurry (S6)"
    return begun + (last_day(begun.date(), clock.days, clock.unit) - begun.date())


def _referrals(body: UUID, since: dt.datetime) -> Iterator[Span]:
    rows = Referral.objects.for_body(body).filter(sent__gte=since)
    for sort, urgent, sent, accepted, declined in rows.values_list("sort", "urgent", "sent", "accepted", "declined"):
        _acknowledge, accept = routes.deadline(sort, int(sent.timestamp()), urgent=urgent)
        ended = min((one for one in (accepted, declined) if one), default=None)
        yield Span(sent, ended, dt.datetime.fromtimestamp(accept, dt.UTC))


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), timezone.get_current_timezone())
