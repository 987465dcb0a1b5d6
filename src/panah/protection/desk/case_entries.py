"""What people at a body put into a case file: notes, persons, services, appointments, tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal
from uuid import UUID, uuid4

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.envelopes.registers import row_id
from panah.people.desk.staff import members
from panah.protection.desk.cases import case_of, say
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import (
    AppointmentEnded,
    AppointmentMade,
    CaseNoted,
    PersonDescribed,
    ServiceGiven,
    TaskDone,
    TaskSet,
    TreatmentPart,
)
from panah.protection.models import CaseAppointment, CasePerson, CaseTask

RELATIONS = (
    "spouse", "child", "parent", "sibling", "grandparent", "guardian", "caregiver", "other_relative",
    "travels_with", "same_person",
)  # fmt: skip
"""Who somebody is to the person of the case; ``same_person``: another case of this body is about the same person."""

SERVICES = (
    "shelter", "food", "health_care", "treatment", "psychosocial", "legal_aid", "interpreting", "documents", "tracing",
    "schooling", "money", "transport", "counselling", "other",
)  # fmt: skip
OUTCOMES: tuple[Literal["kept", "missed", "cancelled"], ...] = ("kept", "missed", "cancelled")


def note(body: UUID, case: UUID, text: str, *, actor: Acting) -> UUID:
    """Write a note. ProtectionError ``case_unknown``, ``case_closed``, ``text_needed``."""
    if not text.strip():
        raise ProtectionError("text_needed")
    entry = uuid4()
    say(body, case, CaseNoted(note=entry, text=text.strip()[:8000]), actor=actor)
    return entry


def person(
    body: UUID,
    case: UUID,
    relation: str,
    *,
    name: str = "",
    birth_date: str = "",
    other: UUID | None = None,
    asked_alone: bool = False,
    together: Literal["", "yes", "no"] = "",
    remark: str = "",
    entry: UUID | None = None,
    actor: Acting,
) -> UUID:
    """Write down a person of the case, or (``entry``) describe one anew. What they say to staying together counts only
    when they were asked alone (S12).

    ProtectionError ``case_unknown``, ``case_closed``, ``relation_unknown``, ``person_needed`` (neither a name nor a
    case), ``asked_alone_needed``, ``same_case``.
    """
    if relation not in RELATIONS:
        raise ProtectionError("relation_unknown")
    if other is None and (relation == "same_person" or not name.strip()):
        raise ProtectionError("person_needed")
    if other == case:
        raise ProtectionError("same_case")
    if together and not asked_alone:
        raise ProtectionError("asked_alone_needed")
    if other is not None:
        case_of(body, other)
    fact = PersonDescribed(
        person=entry or uuid4(),
        relation=relation,
        name=name.strip()[:200],
        birth_date=birth_date[:200],
        other=other,
        asked_alone=asked_alone,
        together=together,
        remark=remark.strip()[:8000],
    )
    say(body, case, fact, actor=actor)
    return fact.person


def linked_from(body: UUID, case: UUID) -> Sequence[CasePerson]:
    """Persons in other cases of the body that point to this one."""
    return list(CasePerson.objects.for_body(body).filter(other=case).order_by("happened")[:200])


def service(
    body: UUID,
    case: UUID,
    sort: str,
    on: dt.date,
    *,
    by: str = "",
    remark: str = "",
    treatment: TreatmentPart | None = None,
    actor: Acting,
) -> UUID:
    """Write down what was done for the person. ProtectionError ``case_unknown``, ``case_closed``, ``service_unknown``,
    ``treatment_needed`` (a treatment says which; anything else has none)."""
    if sort not in SERVICES:
        raise ProtectionError("service_unknown")
    if (sort == "treatment") != (treatment is not None):
        raise ProtectionError("treatment_needed")
    fact = ServiceGiven(
        service=uuid4(), sort=sort, on=on.isoformat(), by=by.strip()[:200], remark=remark.strip()[:8000],
        treatment=treatment,
    )  # fmt: skip
    say(body, case, fact, actor=actor)
    return fact.service


def appointment(
    body: UUID,
    case: UUID,
    on: dt.date,
    *,
    at: dt.time | None = None,
    place: str = "",
    about: str = "",
    worker: UUID | None = None,
    actor: Acting,
) -> UUID:
    """Make an appointment. ProtectionError ``case_unknown``, ``case_closed``, ``worker_unknown``."""
    _known(body, worker)
    fact = AppointmentMade(
        appointment=uuid4(),
        on=on.isoformat(),
        at=at.strftime("%H:%M") if at else "",
        place=place.strip()[:200],
        about=about.strip()[:200],
        worker=worker,
    )
    say(body, case, fact, actor=actor)
    return fact.appointment


def appointment_of(body: UUID, case: UUID, entry: UUID) -> CaseAppointment:
    """One appointment of a case; ProtectionError ``entry_unknown``."""
    row = CaseAppointment.objects.for_body(body).filter(pk=row_id(body, case, str(entry))).first()
    if row is None:
        raise ProtectionError("entry_unknown")
    return row


def end_appointment(
    body: UUID,
    case: UUID,
    entry: UUID,
    outcome: Literal["kept", "missed", "cancelled"],
    remark: str = "",
    *,
    actor: Acting,
) -> None:
    """Say what became of it. ProtectionError ``case_unknown``, ``case_closed``, ``entry_unknown``, ``entry_ended``."""
    with one_at_a_time(case):
        if appointment_of(body, case, entry).outcome:
            raise ProtectionError("entry_ended")
        fact = AppointmentEnded(appointment=entry, outcome=outcome, remark=remark.strip()[:8000])
        say(body, case, fact, actor=actor)


def task(body: UUID, case: UUID, what: str, worker: UUID, until: dt.date, *, actor: Acting) -> UUID:
    """Set a task. ProtectionError ``case_unknown``, ``case_closed``, ``text_needed``, ``worker_unknown``."""
    if not what.strip():
        raise ProtectionError("text_needed")
    _known(body, worker)
    fact = TaskSet(task=uuid4(), what=what.strip()[:200], worker=worker, until=until.isoformat())
    say(body, case, fact, actor=actor)
    return fact.task


def finish_task(body: UUID, case: UUID, entry: UUID, remark: str = "", *, actor: Acting) -> None:
    """It is done. ProtectionError ``case_unknown``, ``case_closed``, ``entry_unknown``, ``entry_ended``."""
    with one_at_a_time(case):
        row = CaseTask.objects.for_body(body).filter(pk=row_id(body, case, str(entry))).first()
        if row is None:
            raise ProtectionError("entry_unknown")
        if row.done is not None:
            raise ProtectionError("entry_ended")
        say(body, case, TaskDone(task=entry, remark=remark.strip()[:8000]), actor=actor)


def _known(body: UUID, worker: UUID | None) -> None:
    if worker is not None and worker not in members(body):
        raise ProtectionError("worker_unknown")
