"""What bodies handed over themselves, from what they said to themselves and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.facts.passing import ReferralPassedOn
from panah.protection.facts.referrals import ConsentAcknowledged, ConsentSaid, ReferralAnswered, ReferralExplained
from panah.protection.models.passing import PassedOn
from panah.protection.passing_registers import passed_on

# The same clocks as on the other side; a question stands until it is answered.
_ANSWERED = """
UPDATE protection_passed_on AS r SET
  acknowledged = coalesce(r.acknowledged, s.happened),
  asked = CASE WHEN s.answer = 'asked' THEN coalesce(r.asked, s.happened) ELSE r.asked END,
  accepted = CASE WHEN s.answer = 'accepted' THEN coalesce(r.accepted, s.happened) ELSE r.accepted END,
  declined = CASE WHEN s.answer = 'declined' THEN s.happened WHEN s.answer = 'accepted' THEN NULL ELSE r.declined END,
  reason = CASE WHEN s.answer = 'declined' THEN s.reason ELSE r.reason END,
  question = CASE WHEN s.answer = 'asked' THEN s.text ELSE r.question END
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, happened timestamptz, answer text, reason text, text text)
WHERE r.id = s.id
"""
_EXPLAINED = """
UPDATE protection_passed_on AS r SET question = '' FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid) WHERE r.id = s.id
"""
_CONSENT = """
UPDATE protection_passed_on AS r SET consents = r.consents || s.consent
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, consent jsonb) WHERE r.id = s.id
"""
_ACKNOWLEDGED = """
UPDATE protection_passed_on AS r SET acknowledgements = r.acknowledgements || s.acknowledgement
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, acknowledgement jsonb) WHERE r.id = s.id
"""


@passed_on.on(ReferralPassedOn)
def passed(entries: Sequence[OpenedEntry]) -> None:
    facts = [(entry, cast("ReferralPassedOn", entry.fact)) for entry in entries]
    insert(
        PassedOn(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            to=fact.to,
            sort=fact.sort,
            purpose=fact.purpose,
            needs=list(fact.needs),
            urgent=fact.urgent,
            reference=fact.reference,
            fields=list(fact.fields),
            consents=[one.model_dump(mode="json") for one in fact.consents],
            acknowledgements=[],
            sent=entry.happened,
            sent_by=entry.actor,
        )
        for entry, fact in facts
    )


@passed_on.on(ReferralAnswered)
def answered(entries: Sequence[OpenedEntry]) -> None:
    run(_ANSWERED, (_answer(entry, cast("ReferralAnswered", entry.fact)) for entry in entries))


@passed_on.on(ReferralExplained)
def explained(entries: Sequence[OpenedEntry]) -> None:
    run(_EXPLAINED, ({"id": str(entry.row)} for entry in entries))


@passed_on.on(ConsentSaid)
def consent_said(entries: Sequence[OpenedEntry]) -> None:
    rows = ((entry, cast("ConsentSaid", entry.fact).consent) for entry in entries)
    run(_CONSENT, ({"id": str(entry.row), "consent": [said.model_dump(mode="json")]} for entry, said in rows))


@passed_on.on(ConsentAcknowledged)
def consent_acknowledged(entries: Sequence[OpenedEntry]) -> None:
    run(_ACKNOWLEDGED, (_acknowledgement(entry, cast("ConsentAcknowledged", entry.fact)) for entry in entries))


def _answer(entry: OpenedEntry, fact: ReferralAnswered) -> dict[str, Any]:
    return {
        "id": str(entry.row),
        "happened": entry.happened.isoformat(),
        "answer": fact.answer,
        "reason": fact.reason,
        "text": fact.text,
    }


def _acknowledgement(entry: OpenedEntry, fact: ConsentAcknowledged) -> dict[str, Any]:
    content = {"purpose": fact.purpose, "fields": list(fact.fields), "at": int(entry.happened.timestamp())}
    return {"id": str(entry.row), "acknowledgement": [content]}
