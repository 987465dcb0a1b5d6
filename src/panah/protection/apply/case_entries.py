"""What lies in case files: notes, documents, persons, services, appointments and tasks."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.apply.cases import common, content, found_by, part, touch
from panah.protection.case_registers import case_documents, cases
from panah.protection.facts.cases import (
    AppointmentEnded,
    AppointmentMade,
    CaseNoted,
    DocumentFiled,
    DocumentPart,
    PersonDescribed,
    ServiceGiven,
    TaskDone,
    TaskSet,
)
from panah.protection.models.cases import (
    CaseAppointment,
    CaseDocument,
    CaseDocumentPart,
    CaseNote,
    CasePerson,
    CaseService,
    CaseTask,
)

_ENDED = """
UPDATE protection_case_appointment AS a SET outcome = s.outcome, remark = s.remark
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, outcome text, remark text) WHERE a.id = s.id
"""
_DONE = """
UPDATE protection_case_task AS t SET done = s.happened, done_by = s.actor, remark = s.remark
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, happened timestamptz, actor uuid, remark text) WHERE t.id = s.id
"""


@cases.on(CaseNoted)
def noted(entries: Sequence[OpenedEntry]) -> None:
    insert(
        CaseNote(id=part(one, one.fact.note), entry=one.fact.note, text=one.fact.text, **common(one)) for one in entries
    )
    touch(entries)


@cases.on(DocumentFiled)
def document_filed(entries: Sequence[OpenedEntry]) -> None:
    insert(
        CaseDocument(
            id=part(one, one.fact.document),
            entry=one.fact.document,
            **content(one.fact, "document"),
            **common(one),
        )
        for one in entries
    )
    touch(entries)


@case_documents.on(DocumentPart)
def document_part(entries: Sequence[OpenedEntry]) -> None:
    insert(
        CaseDocumentPart(
            id=part(one, one.fact.number),
            reader=one.reader,
            subject=one.subject,
            case=one.fact.case,
            number=one.fact.number,
            content=b64decode(one.fact.content),
        )
        for one in entries
    )


@cases.on(PersonDescribed)
def person_described(entries: Sequence[OpenedEntry]) -> None:
    insert(
        (
            CasePerson(
                id=part(one, one.fact.person),
                entry=one.fact.person,
                **content(one.fact, "person"),
                **common(one),
            )
            for one in entries
        ),
        replace=True,
    )
    touch(entries, [found_by(one.fact.name) for one in entries])


@cases.on(ServiceGiven)
def service_given(entries: Sequence[OpenedEntry]) -> None:
    insert(
        (
            CaseService(
                id=part(one, one.fact.service),
                entry=one.fact.service,
                next_due=one.fact.treatment.next_due if one.fact.treatment else "",
                **content(one.fact, "service"),
                **common(one),
            )
            for one in entries
        ),
        replace=True,
    )
    touch(entries)


@cases.on(AppointmentMade)
def appointment_made(entries: Sequence[OpenedEntry]) -> None:
    insert(
        (
            CaseAppointment(
                id=part(one, one.fact.appointment),
                entry=one.fact.appointment,
                **content(one.fact, "appointment"),
                **common(one),
            )
            for one in entries
        ),
        replace=True,
    )
    touch(entries)


@cases.on(AppointmentEnded)
def appointment_ended(entries: Sequence[OpenedEntry]) -> None:
    run(
        _ENDED,
        (
            {"id": str(part(one, one.fact.appointment)), "outcome": one.fact.outcome, "remark": one.fact.remark}
            for one in entries
        ),
    )
    touch(entries)


@cases.on(TaskSet)
def task_set(entries: Sequence[OpenedEntry]) -> None:
    insert(
        (
            CaseTask(id=part(one, one.fact.task), entry=one.fact.task, **content(one.fact, "task"), **common(one))
            for one in entries
        ),
        replace=True,
    )
    touch(entries)


@cases.on(TaskDone)
def task_done(entries: Sequence[OpenedEntry]) -> None:
    run(
        _DONE,
        (
            {
                "id": str(part(one, one.fact.task)),
                "happened": one.happened.isoformat(),
                "actor": str(one.actor),
                "remark": one.fact.remark,
            }
            for one in entries
        ),
    )
    touch(entries)
