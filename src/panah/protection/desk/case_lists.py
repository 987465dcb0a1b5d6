"""Lists over the cases of one body: found, filtered, what is to do today, and how the work is spread.

Every question here goes to an index of its own body and brings a bounded number of rows, however many cases there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    Func,
    JSONField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Least, NullIf
from django.utils import timezone

from panah.names import keys, prepare
from panah.protection.desk.counting import counted
from panah.protection.models import Case, CaseAppointment, CaseService, CaseTask, CaseTransfer, Claim, Referral
from panah.safeguards import procedures

TABS = ("open", "mine", "unassigned", "late", "closed")
BOUND = 2000
"""So many cases a list goes through at most; a search or a filter finds the others."""

COUNTED = 500
"""So far the tabs count."""

DAY_BOUND = 200

GIVEN = dt.timedelta(days=7)
"""So long a case that was given to somebody stands in their day, unless they write something in it before."""


class _File(NamedTuple):
    subject: UUID
    number: str
    name: str
    procedure: str


_FILE = _File._fields


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


def my_day(body: UUID, worker: UUID, today: dt.date, until: dt.date) -> list[Todo]:
    """What somebody has to do up to a day, by its day; what is late stands first by that. Steps and
    treatments of a case that nobody has taken on are everybody's, and so is the document of whoever was recognised
    where nobody has an open case of theirs; other claims have a list of their own for that."""
    now, end = today.isoformat(), until.isoformat()
    running = Case.objects.for_body(body).filter(closed=None)
    own, shared = running.filter(worker=worker), running.filter(Q(worker=worker) | Q(worker=None))
    tasks = list(
        CaseTask.objects.for_body(body).filter(worker=worker, done=None, until__lte=end).order_by("until")[:DAY_BOUND]
    )
    meetings = list(
        CaseAppointment.objects.for_body(body)
        .filter(Q(worker=worker) | Q(subject__in=own.values("subject")), outcome="", on__lte=end)
        .order_by("on", "at")[:DAY_BOUND]
    )
    treatments = list(
        _treatments(body)
        .filter(next_due__lte=end, subject__in=shared.values("subject"))
        .order_by("next_due")[:DAY_BOUND]
    )
    steps = shared.filter(due__lte=end).exclude(due="").order_by("due").values_list("due_step", "due", *_FILE)
    clocks = {
        claim: (step, on)
        for claim, step, on in Claim.objects.for_body(body)
        .filter(subject__in=own.exclude(claim=None).values("claim"), due_on__lte=end)
        .order_by("due_on")
        .values_list("subject", "due_step", "due_on")[:DAY_BOUND]
    }
    decided = own.filter(claim__in=clocks).values_list("claim", *_FILE)
    wanted = {one.subject for one in (*tasks, *meetings, *treatments)}
    known = {file[0]: _File(*file) for file in running.filter(subject__in=wanted).values_list(*_FILE)}
    found = [_todo("step", _File(*file), None, step, "", on, "", now) for step, on, *file in steps[:DAY_BOUND]]
    for claim, *file in decided:
        step, on = clocks[claim]
        found.append(_todo("claim", _File(*file), None, step, "", on or "", "", now))
    found += [_todo("given", file, None, "", "", now, "", now) for file in _given(own, worker)]
    for claim, number, name, on in _undocumented(body, end):
        found.append(_todo("status", _File(claim, number, name, ""), None, "status_given", "", on or "", "", now))
    found += [
        _todo("task", known[one.subject], one.entry, one.what, "", one.until, "", now)
        for one in tasks
        if one.subject in known
    ]
    found += [
        _todo("appointment", known[one.subject], one.entry, one.about, one.place, one.on, one.at, now)
        for one in meetings
        if one.subject in known
    ]
    found += [
        _todo(
            "treatment", known[one.subject], one.entry, one.treatment["regimen"], one.treatment["to_place"],
            one.next_due, "", now,
        )
        for one in treatments
        if one.subject in known and one.treatment
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.on, one.at, one.number, one.what))


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


def _given(own: QuerySet[Case], worker: UUID) -> Iterable[_File]:
    """Cases that somebody else gave to a worker a short time ago, and in which nothing was written since."""
    last = Func(F("story"), Value("-1"), function="jsonb_extract_path", output_field=JSONField())
    rows = own.filter(touched__gte=timezone.now() - GIVEN).alias(last=last)
    rows = rows.filter(last__what="assigned", touched=Cast(KeyTextTransform("at", "last"), DateTimeField()))
    rows = rows.exclude(last__by=str(worker)).order_by("-touched")
    return [_File(*file) for file in rows.values_list(*_FILE)[:DAY_BOUND]]


def _undocumented(body: UUID, end: str) -> Iterable[tuple[UUID, str, str, str | None]]:
    """Claims that were granted and wait for the status document by a day, where nobody has an open case of them."""
    seen_to = Case.objects.for_body(body).filter(claim=OuterRef("subject"), closed=None, worker__isnull=False)
    rows = Claim.objects.for_body(body).filter(
        ~Exists(seen_to), state="granted", missing_since="", due_step="status_given", due_on__lte=end
    )
    return rows.order_by("due_on").values_list("subject", "number", "name", "due_on")[:DAY_BOUND]


def _treatments(body: UUID) -> QuerySet[CaseService]:
    """Of each case the treatment that was written down last, where it goes on."""
    later = CaseService.objects.for_body(body).filter(
        subject=OuterRef("subject"), sort="treatment", happened__gt=OuterRef("happened")
    )
    return CaseService.objects.for_body(body).exclude(next_due="").filter(~Exists(later))


def _holds(word: str) -> Q:
    prepared = prepare(word)
    forms = {form for part in prepared.parts for form in part.forms}
    found = Q()
    # Each only once: what is asked for twice is looked up twice.
    for part in {word, *forms, *(f" ~{key} " for key in keys(prepared))}:
        found |= Q(search__contains=part)
    return found


def _todo(
    sort: str, case: _File, entry: UUID | None, what: str, place: str, on: str, at: str, today: str
) -> Todo:  # fmt: skip
    return Todo(sort, case.subject, case.number, case.name, case.procedure, entry, what, place, on, at, on < today)
