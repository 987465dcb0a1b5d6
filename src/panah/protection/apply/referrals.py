"""Referrals, from what the bodies at home here could open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.facts.referrals import (
    ConsentAcknowledged,
    ConsentSaid,
    ReferralAnswered,
    ReferralExplained,
    ReferralSent,
)
from panah.protection.models import Referral
from panah.protection.registers import referrals

# Of each answer the first time counts for the clocks. Whoever accepts after declining has accepted.
_ANSWERED = """
UPDATE protection_referral AS r SET
  acknowledged = coalesce(r.acknowledged, s.happened),
  asked = CASE WHEN s.answer = 'asked' THEN coalesce(r.asked, s.happened) ELSE r.asked END,
  accepted = CASE WHEN s.answer = 'accepted' THEN coalesce(r.accepted, s.happened) ELSE r.accepted END,
  declined = CASE WHEN s.answer = 'declined' THEN s.happened WHEN s.answer = 'accepted' THEN NULL ELSE r.declined END,
  reason = CASE WHEN s.answer = 'declined' THEN s.reason ELSE r.reason END,
  said = r.said || s.said
FROM jsonb_to_recordset(%s::jsonb)
  AS s(id uuid, happened timestamptz, answer text, reason text, said jsonb)
WHERE r.id = s.id
"""
_SAID = """
UPDATE protection_referral AS r SET said = r.said || s.said
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, said jsonb) WHERE r.id = s.id
"""
_CONSENT = """
UPDATE protection_referral AS r SET consents = r.consents || s.consent
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, consent jsonb) WHERE r.id = s.id
"""
_ACKNOWLEDGED = """
UPDATE protection_referral AS r SET acknowledgements = r.acknowledgements || s.acknowledgement
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, acknowledgement jsonb) WHERE r.id = s.id
"""


@referrals.on(ReferralSent)
def sent(entries: Sequence[OpenedEntry]) -> None:
    facts = [(entry, cast("ReferralSent", entry.fact)) for entry in entries]
    insert(
        Referral(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            sort=fact.sort,
            purpose=fact.purpose,
            needs=list(fact.needs),
            urgent=fact.urgent,
            reference=fact.reference,
            values=fact.values,
            consents=[one.model_dump(mode="json") for one in fact.consents],
            acknowledgements=[],
            said=[],
            post=fact.post,
            hold=fact.hold,
            why=fact.why,
            reply_to=fact.reply_to,
            sent=entry.happened,
            sent_by=entry.actor,
            search="\n".join((fact.reference, *fact.values.values())).casefold(),
        )
        for entry, fact in facts
    )


@referrals.on(ReferralAnswered)
def answered(entries: Sequence[OpenedEntry]) -> None:
    run(_ANSWERED, (_answer(entry, cast("ReferralAnswered", entry.fact)) for entry in entries))


def _answer(entry: OpenedEntry, fact: ReferralAnswered) -> dict[str, Any]:
    return {
        "id": str(entry.row),
        "happened": entry.happened.isoformat(),
        "answer": fact.answer,
        "reason": fact.reason,
        "said": [_line(entry, fact.answer, fact.text, fact.reason)],
    }


@referrals.on(ReferralExplained)
def explained(entries: Sequence[OpenedEntry]) -> None:
    run(
        _SAID,
        (
            {"id": str(entry.row), "said": [_line(entry, "explained", cast("ReferralExplained", entry.fact).text)]}
            for entry in entries
        ),
    )


@referrals.on(ConsentSaid)
def consent_said(entries: Sequence[OpenedEntry]) -> None:
    run(
        _CONSENT,
        (
            {
                "id": str(entry.row),
                "consent": [cast("ConsentSaid", entry.fact).consent.model_dump(mode="json")],
            }
            for entry in entries
        ),
    )


@referrals.on(ConsentAcknowledged)
def consent_acknowledged(entries: Sequence[OpenedEntry]) -> None:
    run(_ACKNOWLEDGED, (_acknowledgement(entry, cast("ConsentAcknowledged", entry.fact)) for entry in entries))


def _acknowledgement(entry: OpenedEntry, fact: ConsentAcknowledged) -> dict[str, Any]:
    content = {"purpose": fact.purpose, "fields": list(fact.fields), "at": int(entry.happened.timestamp())}
    return {"id": str(entry.row), "acknowledgement": [content]}


def _line(entry: OpenedEntry, what: str, text: str, reason: str = "") -> dict[str, str]:
    return {
        "at": entry.happened.isoformat(), "by": str(entry.actor), "what": what, "text": text, "reason": reason
    }  # fmt: skip
