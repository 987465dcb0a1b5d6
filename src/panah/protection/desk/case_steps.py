"""Where a case stands in its procedure: what was taken, what may be done now, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from panah.protection.desk.problems import ProtectionError
from panah.protection.models import Case, CaseStep, Matter
from panah.safeguards import procedures
from panah.safeguards.procedures import Course, Taken, UnknownProcedureError

_DEATH = "died"
_SEARCH = "searched"


@dataclass(slots=True)
class Standing:
    """The steps of a case that can count now, and those from before it was opened again after its procedure had ended.
    ``begun`` is the day on which what it decides about was opened, or opened again, in whichever of UTC and local time
    it is earlier; None where it decides about none. What is dated before it doesn't count: no waiting time was over
    before there was one. ``opened`` is the day on which the case was, or began anew; None where a claim decides."""

    now: list[Taken] = field(default_factory=list)
    earlier: list[Taken] = field(default_factory=list)
    begun: dt.date | None = None
    opened: dt.date | None = None

    def course(self, row: Case, country: str, today: dt.date) -> Course:
        """Where the procedure of the case stands on a day."""
        return procedures.course(procedures.get(row.procedure), self.now, today, country, self.begun, self.opened)


def taken(row: Case) -> list[Taken]:
    """The steps of a case in the order in which they were written down."""
    return [one for one, _written in _written_down(row)]


def standing(row: Case, country: str) -> Standing:
    """What of a case can count."""
    found, steps = Standing(begun=_opened(row), opened=_begins(row)), _written_down(row)
    reopened = [dt.datetime.fromisoformat(line["at"]) for line in row.story if line["what"] == "reopened"]
    for moment in sorted(reopened):
        found.now += [one for one, written in steps if written < moment]
        steps = [(one, written) for one, written in steps if written >= moment]
        found = _opened_again(found, row, country, moment)
    found.now += [one for one, _written in steps]
    return found


def due_again(row: Case, country: str) -> tuple[str, str]:
    """What has to happen next in a case that is opened again now, as ``next_due`` has it."""
    found = standing(row, country)
    if row.claim is None:
        found = _opened_again(found, row, country, timezone.now())
    return next_due(found.course(row, country, timezone.localdate()))


def _opened_again(found: Standing, row: Case, country: str, moment: dt.datetime) -> Standing:
    """What ended a procedure doesn't end it a second time: it begins anew. Whoever was taken for dead goes on where
    they were."""
    # The later day of the two: what counted when it was opened again has come to its end.
    on = max(moment.date(), timezone.localdate(moment))
    if found.course(row, country, on).ended == _DEATH:
        found.earlier += [one for one in found.now if one.step == _DEATH]
        found.now = [one for one in found.now if one.step != _DEATH]
    if is_through(found.course(row, country, on)):
        return Standing([], found.earlier + found.now, _day(moment), timezone.localdate(moment))
    return found


def is_through(course: Course) -> bool:
    """Whether a procedure has come to an end, or to where its matter may be let go."""
    return bool(course.ended) or course.may_let_go


def course_of(row: Case, country: str, today: dt.date | None = None) -> Course:
    """Where it stands today, by the clocks of a country (alpha-3, or empty for the defaults)."""
    return standing(row, country).course(row, country, today or timezone.localdate())


def _written_down(row: Case) -> list[tuple[Taken, dt.datetime]]:
    rows = CaseStep.objects.for_body(row.reader).filter(subject=row.subject).order_by("happened", "id")
    return [
        (Taken(one.step, dt.date.fromisoformat(one.on), one.values, place, str(one.pk)), one.happened)
        for place, one in enumerate(rows)
    ]


def _begins(row: Case) -> dt.date | None:
    return None if row.claim is not None else timezone.localdate(row.opened)


def _opened(row: Case) -> dt.date | None:
    if row.matter is None:
        return None
    opened = Matter.objects.for_body(row.reader).filter(subject=row.matter).values_list("opened", flat=True).first()
    return None if opened is None else _day(opened)


def _day(moment: dt.datetime) -> dt.date:
    return min(moment.date(), timezone.localdate(moment))


def check(row: Case, country: str, step: str, on: dt.date, values: Mapping[str, str]) -> Course:
    """Where it stands once this step is taken. ProtectionError ``step_unknown``, ``step_in_future``,
    ``step_before_matter``, ``step_not_allowed``, ``step_incomplete``, ``step_too_early``."""
    today = timezone.localdate()
    procedure = procedures.get(row.procedure)
    try:
        wanted = procedure.step(step)
    except UnknownProcedureError:
        raise ProtectionError("step_unknown") from None
    if on > today:
        raise ProtectionError("step_in_future")
    stands = standing(row, country)
    if stands.begun is not None and on < stands.begun:
        raise ProtectionError("step_before_matter", {"day": stands.begun})
    course = stands.course(row, country, today)
    if step not in course.allowed:
        raise ProtectionError("step_not_allowed", {"missing": list(course.missing.get(step, ()))})
    wrong = procedures.problems(wanted, values)
    if wrong:
        raise ProtectionError("step_incomplete", {"problems": wrong})
    added = Taken(step=step, on=on, values=values, place=len(stands.earlier) + len(stands.now))
    stands.now.append(added)
    after = stands.course(row, country, today)
    if added in after.aside:
        # Allowed today, but not on the day that was given: something it needs came later.
        raise ProtectionError("step_too_early")
    return after


def next_due(course: Course) -> tuple[str, str]:
    """The day (ISO) and code of what has to happen next; twice nothing where no clock runs. Whoever can't be found is
    looked for before all else."""
    first = min(course.due, key=lambda one: (one.step != _SEARCH, one), default=None)
    return (first.by.isoformat(), first.step) if first else ("", "")


def first_due(procedure: str) -> tuple[str, str]:
    """The same for a case that begins today."""
    today = timezone.localdate()
    return next_due(procedures.course(procedures.get(procedure), [], today, opened=today))
