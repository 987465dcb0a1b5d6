"""Where a case stands in its procedure: what was taken, what may be done now, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from panah.protection.desk.problems import ProtectionError
from panah.protection.models import Case, CaseStep, Matter
from panah.safeguards import procedures
from panah.safeguards.procedures import Course, Taken, UnknownProcedureError


def taken(row: Case) -> list[Taken]:
    """The steps of a case in the order in which they were written down."""
    rows = CaseStep.objects.for_body(row.reader).filter(subject=row.subject).order_by("happened", "id")
    return [
        Taken(step=one.step, on=dt.date.fromisoformat(one.on), values=one.values, place=place, id=str(one.pk))
        for place, one in enumerate(rows)
    ]


def course_of(row: Case, country: str, today: dt.date | None = None) -> Course:
    """Where it stands today, by the clocks of a country (alpha-3, or empty for the defaults)."""
    now = today or timezone.now().date()
    return procedures.course(procedures.get(row.procedure), taken(row), now, country, begun(row))


def begun(row: Case) -> dt.date | None:
    """The day on which the matter of a case was opened, in whichever of UTC and local time it is earlier; None where it
    decides about none. What is dated before it doesn't count: no waiting time was over before there was one."""
    if row.matter is None:
        return None
    opened = Matter.objects.for_body(row.reader).filter(subject=row.matter).values_list("opened", flat=True).first()
    return None if opened is None else min(opened.date(), timezone.localdate(opened))


def check(row: Case, country: str, step: str, on: dt.date, values: Mapping[str, str]) -> Course:
    """Where it stands once this step is taken. ProtectionError ``step_unknown``, ``step_in_future``,
    ``step_before_matter``, ``step_not_allowed``, ``step_incomplete``, ``step_too_early``."""
    today = timezone.now().date()
    procedure = procedures.get(row.procedure)
    try:
        wanted = procedure.step(step)
    except UnknownProcedureError:
        raise ProtectionError("step_unknown") from None
    if on > today:
        raise ProtectionError("step_in_future")
    first = begun(row)
    if first is not None and on < first:
        raise ProtectionError("step_before_matter", {"day": first})
    before = taken(row)
    course = procedures.course(procedure, before, today, country, first)
    if step not in course.allowed:
        raise ProtectionError("step_not_allowed", {"missing": list(course.missing.get(step, ()))})
    wrong = procedures.problems(wanted, values)
    if wrong:
        raise ProtectionError("step_incomplete", {"problems": wrong})
    added = Taken(step=step, on=on, values=values, place=len(before))
    after = procedures.course(procedure, [*before, added], today, country, first)
    if added in after.aside:
        # Allowed today, but not on the day that was given: something it needs came later.
        raise ProtectionError("step_too_early")
    return after


def next_due(course: Course) -> tuple[str, str]:
    """The day (ISO) and code of what has to happen next; twice nothing where no clock runs."""
    first = min(course.due, default=None)
    return (first.by.isoformat(), first.step) if first else ("", "")
