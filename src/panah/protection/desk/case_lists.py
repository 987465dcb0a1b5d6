"""Lists over the cases of one body: found, filtered, what is to do today, and how the work is spread.

Every question here goes to an index of its own body and brings a bounded number of rows, however many cases there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Least, NullIf

from panah.names import keys, prepare
from panah.protection.desk.counting import counted
from panah.protection.models import Case, CaseTask, CaseTransfer, Claim, Referral
from panah.safeguards import procedures

TABS = ("open", "mine", "unassigned", "late", "closed")
BOUND = 2000
"""So many cases a list goes through at most; a search or a filter finds the others."""

COUNTED = 500
"""So far the tabs count."""


@dataclass(frozen=True, slots=True)
class Load:
    """One worker's part, or (``worker`` None) what nobody has."""

    worker: UUID | None
    open: int
    urgent: int
    late: int
    tasks_late: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Referrals that wait for the body's answer, and since when the oldest does."""

    amount: int
    oldest: dt.datetime | None


def find(
    body: UUID, *, tab: str = "open", procedure: str = "", words: str = "", worker: UUID | None = None, today: dt.date
) -> QuerySet[Case]:
    """The cases of a tab (see TABS), of a procedure, whose number, reference or names hold all these words, in any
    script or nearly spelt; those touched last first."""
    rows = _in_tab(_with_clocks(body), body, tab, worker, today)
    if procedure:
        rows = rows.filter(procedure=procedure)
    return holding(rows, words).order_by("-closed" if tab == "closed" else "-touched", "id")


def _in_tab(rows: QuerySet[Any], body: UUID, tab: str, worker: UUID | None, today: dt.date) -> QuerySet[Any]:
    if tab == "closed":
        return rows.filter(closed__isnull=False)
    if tab == "mine":
        return rows.filter(closed=None, worker=worker)
    if tab == "unassigned":
        return rows.filter(closed=None, worker=None)
    if tab == "late":
        return rows.filter(closed=None, subject__in=late(body, today))
    return rows.filter(closed=None)


def holding(rows: QuerySet[Case], words: str) -> QuerySet[Case]:
    """Those whose number, reference or names hold all these words."""
    for word in words.casefold().split()[:8]:
        rows = rows.filter(_holds(word))
    return rows


def by_number(body: UUID, number: str) -> UUID | None:
    """The case of this number; None for nobody's, and for another body's."""
    wanted = number.strip().upper()
    rows = Case.objects.for_body(body).filter(search__contains=wanted.casefold(), number=wanted)
    return rows.values_list("subject", flat=True).first()


def late(body: UUID, today: dt.date) -> QuerySet[Any]:
    """Cases, by their subject, with a step, task or clock of their claim whose day is over: of each the BOUND that are
    late longest."""
    day = today.isoformat()
    steps = Case.objects.for_body(body).filter(closed=None, due__lt=day).exclude(due="").order_by("due")
    tasks = CaseTask.objects.for_body(body).filter(done=None, until__lt=day).order_by("until")
    clocks = _late_clocks(body, today).order_by("claim_on")
    first, *others = (rows.values_list("subject", flat=True)[:BOUND] for rows in (steps, tasks, clocks))
    return first.union(*others, all=True)


def counts(body: UUID, worker: UUID | None, today: dt.date) -> dict[str, int]:
    """How many cases each tab has; one more than COUNTED stands for any number above it."""
    rows = Case.objects.for_body(body)
    return counted({tab: _in_tab(rows, body, tab, worker, today) for tab in TABS}, COUNTED)


def load(body: UUID, today: dt.date) -> list[Load]:
    """Each worker's part, the fullest first; what nobody has at the end."""
    rows = (
        Case.objects.for_body(body)
        .filter(closed=None)
        .values("worker")
        .annotate(
            open=Count("id"),
            urgent=Count("id", filter=Q(urgent=True)),
            late=Count(
                "id",
                filter=Q(due__lt=today.isoformat()) & ~Q(due="")
                | Q(subject__in=_late_clocks(body, today).values("subject")),
            ),
        )
        .order_by("-open")
    )
    tasks = dict(
        CaseTask.objects.for_body(body)
        .filter(done=None, until__lt=today.isoformat())
        .values_list("worker")
        .annotate(Count("id"))
    )
    cases = {row["worker"]: row for row in rows}
    nothing = {"open": 0, "urgent": 0, "late": 0}
    found = [
        Load(worker, one["open"], one["urgent"], one["late"], tasks.get(worker, 0))
        for worker in {*cases, *tasks}
        for one in [cases.get(worker, nothing)]
    ]
    return sorted(found, key=lambda one: (one.worker is None, -one.open, str(one.worker)))


def procedures_of(body: UUID) -> list[str]:
    """The procedures that any case of a body follows, by their codes."""
    rows = Case.objects.for_body(body)
    found = counted({code: rows.filter(procedure=code) for code in procedures.procedures()}, 0)
    return [code for code, any_of_it in found.items() if any_of_it]


def late_steps(body: UUID, today: dt.date, bound: int = 50) -> Sequence[Case]:
    """Cases whose next step, or the clock of whose claim, is late, the latest first."""
    rows = _with_clocks(body).filter(closed=None, next_on__lt=today.isoformat())
    return list(rows.order_by("next_on", "id")[:bound])


def oldest_open(body: UUID, bound: int = 20) -> Sequence[Case]:
    """The cases that are open longest."""
    return list(_with_clocks(body).filter(closed=None).order_by("opened", "id")[:bound])


def unanswered(body: UUID) -> Unanswered:
    """Referrals nobody of the body has accepted or declined."""
    found = (
        Referral.objects.for_body(body)
        .filter(accepted=None, declined=None)
        .aggregate(amount=Count("id"), oldest=Min("sent"))
    )
    return Unanswered(found["amount"], found["oldest"])


def accepted_elsewhere(body: UUID, worker: UUID | None = None, bound: int = 50) -> Sequence[Case]:
    """Open cases that another body has accepted, or has the claim of: they can be closed here. ``worker``: theirs, and
    those that nobody has taken on."""
    taken = CaseTransfer.objects.for_body(body).filter(accepted__isnull=False).values("case")
    claims = Claim.objects.for_body(body).filter(state="transferred").values("subject")
    rows = Case.objects.for_body(body).filter(closed=None).only("subject", "number", "name", "touched")
    if worker is not None:
        rows = rows.filter(Q(worker=worker) | Q(worker=None))
    # Two ways in, each by its own index: with either of them asked for at once every open case is looked at.
    found = rows.filter(subject__in=taken).union(rows.filter(claim__in=claims))
    return list(found.order_by("touched", "id")[:bound])


def _with_clocks(body: UUID) -> QuerySet[Any]:
    """A body's cases, each with what the clock of its claim asks for (``claim_on``, ``claim_step``) and the first last
    day of anything in it (``next_on``)."""
    clock = Claim.objects.for_body(body).filter(subject=OuterRef("claim"))
    return Case.objects.for_body(body).annotate(
        claim_on=Subquery(clock.values("due_on")[:1]),
        claim_step=Subquery(clock.values("due_step")[:1]),
        next_on=Least(NullIf("due", Value("")), "claim_on"),
    )


def _late_clocks(body: UUID, today: dt.date) -> QuerySet[Any]:
    """Open cases by their subject whose claim should have been gone on with."""
    late = Claim.objects.for_body(body).filter(due_on__lt=today.isoformat())
    clock = late.filter(subject=OuterRef("claim"))
    rows = Case.objects.for_body(body).filter(closed=None, claim__in=late.values("subject"))
    return rows.annotate(claim_on=Subquery(clock.values("due_on")[:1]))


def _holds(word: str) -> Q:
    prepared = prepare(word)
    forms = {form for part in prepared.parts for form in part.forms}
    found = Q()
    # Each only once: what is asked for twice is looked up twice.
    for part in {word, *forms, *(f" ~{key} " for key in keys(prepared))}:
        found |= Q(search__contains=part)
    return found
