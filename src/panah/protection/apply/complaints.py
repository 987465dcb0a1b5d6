"""Complaints, copies and corrections, from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from panah.border.apply.rows import common, run
from panah.journal.entries import Entry
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.people.file_handles import as_now
from panah.protection.complaint_registers import complaint_texts, complaints, copies
from panah.protection.facts import complaints as said
from panah.protection.facts.copies import CopyGiven, CorrectionAnswered, CorrectionAsked
from panah.protection.models.complaints import Complaint, ComplaintText, CopyOfFile, Correction

_ANSWERED = """
UPDATE protection_complaint AS c
SET answered = s.happened,
    answers = c.answers || jsonb_build_array(jsonb_build_object('at', s.happened, 'letter', s.letter))
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, happened timestamptz, letter text)
WHERE c.subject = s.subject
"""
_REMINDED = """
UPDATE protection_complaint AS c SET reminded = s.happened, whom = s.whom, until = s.until
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, happened timestamptz, whom text, until date)
WHERE c.subject = s.subject
"""
_CLOSED = """
UPDATE protection_complaint AS c SET closed = s.happened, outcome = s.outcome
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, happened timestamptz, outcome text)
WHERE c.subject = s.subject AND c.closed IS NULL
"""
_KEPT = """
UPDATE protection_complaint_text AS c
SET answers = c.answers || jsonb_build_array(jsonb_build_object('at', s.happened, 'by', s.actor, 'text', s.text))
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, actor uuid, happened timestamptz, text text)
WHERE c.id = s.id
"""
_DECIDED = """
UPDATE protection_correction AS c
SET made = s.made, why = s.why, answered = s.happened, answered_by = s.actor
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz, made boolean, why text)
WHERE c.subject = s.subject AND c.answered IS NULL
"""


def _with_fact(entry: Entry) -> dict[str, Any]:
    fact: dict[str, Any] = entry.fact.model_dump(mode="json", exclude={"corrects"})
    return common(entry) | fact


@complaints.on(said.ComplaintMade)
def made(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("said.ComplaintMade", entry.fact)) for entry in entries]
    insert(
        Complaint(
            subject=entry.subject,
            post=fact.post,
            channel=fact.channel,
            receipt=fact.receipt,
            proof=fact.proof,
            made=entry.happened,
            answers=[],
        )
        for entry, fact in facts
    )


@complaints.on(said.ComplaintAnswered)
def answered(entries: Sequence[Entry]) -> None:
    run(_ANSWERED, map(_with_fact, entries))


@complaints.on(said.ComplaintReminded)
def reminded(entries: Sequence[Entry]) -> None:
    run(_REMINDED, map(_with_fact, entries))


@complaints.on(said.ComplaintClosed)
def closed(entries: Sequence[Entry]) -> None:
    run(_CLOSED, map(_with_fact, entries))


@complaint_texts.on(said.ComplaintSaid)
def told(entries: Sequence[OpenedEntry]) -> None:
    facts = [(entry, cast("said.ComplaintSaid", entry.fact)) for entry in entries]
    insert(
        ComplaintText(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            said=entry.happened,
            answers=[],
            **fact.model_dump(exclude={"corrects"}),
        )
        for entry, fact in facts
    )


@complaint_texts.on(said.ComplaintAnswerKept)
def answer_kept(entries: Sequence[OpenedEntry]) -> None:
    run(
        _KEPT,
        (
            {
                "id": str(entry.row),
                "actor": str(entry.actor),
                "happened": entry.happened.isoformat(),
                "text": cast("said.ComplaintAnswerKept", entry.fact).text,
            }
            for entry in entries
        ),
    )


@copies.on(CopyGiven)
def given(entries: Sequence[Entry]) -> None:
    insert(
        CopyOfFile(
            subject=entry.subject,
            given=entry.happened,
            given_by=entry.actor,
            **_with_file(cast("CopyGiven", entry.fact)),
        )
        for entry in entries
    )


@copies.on(CorrectionAsked)
def asked(entries: Sequence[Entry]) -> None:
    insert(
        Correction(
            subject=entry.subject,
            asked=entry.happened,
            asked_by=entry.actor,
            **_with_file(cast("CorrectionAsked", entry.fact)),
        )
        for entry in entries
    )


def _with_file(fact: CopyGiven | CorrectionAsked) -> dict[str, Any]:
    return fact.model_dump(exclude={"corrects", "key"}) | {"file": as_now(fact.file, fact.key)}


@copies.on(CorrectionAnswered)
def decided(entries: Sequence[Entry]) -> None:
    run(_DECIDED, map(_with_fact, entries))
