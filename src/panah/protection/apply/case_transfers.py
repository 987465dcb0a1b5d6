"""Transfers: that another body was asked, and what it answers, because its answers are about the same referral."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.apply.cases import content
from panah.protection.case_registers import case_transfers
from panah.protection.facts.cases import ShareHandedOver, TransferAsked
from panah.protection.facts.referrals import ConsentSaid, ReferralAnswered
from panah.protection.models.cases import CaseTransfer

# The body that was asked keeps a referral under the same id: its own rows have another reader and stay as they are.
_ANSWERED = """
UPDATE protection_case_transfer AS t SET
  acknowledged = coalesce(t.acknowledged, s.happened),
  accepted = CASE WHEN s.answer = 'accepted' THEN coalesce(t.accepted, s.happened) ELSE t.accepted END,
  declined = CASE WHEN s.answer = 'declined' THEN s.happened WHEN s.answer = 'accepted' THEN NULL ELSE t.declined END,
  reason = CASE WHEN s.answer = 'declined' THEN s.reason ELSE t.reason END,
  text = CASE WHEN s.text <> '' THEN s.text ELSE t.text END
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, happened timestamptz, answer text, reason text, text text)
WHERE t.id = s.id
"""
_TAKEN_BACK = """
UPDATE protection_case_transfer AS t SET taken_back = s.happened
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, happened timestamptz) WHERE t.id = s.id
"""


_HANDED = """
UPDATE protection_case_transfer AS t SET handed = coalesce(t.handed, s.happened)
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, happened timestamptz) WHERE t.id = s.id
"""


@case_transfers.on(TransferAsked)
def asked(entries: Sequence[OpenedEntry]) -> None:
    insert(
        CaseTransfer(
            id=one.row,
            reader=one.reader,
            subject=one.subject,
            body=one.fact.to_body,
            **content(one.fact, "fields", "to_body"),
            fields=list(one.fact.fields),
            asked=one.happened,
            asked_by=one.actor,
        )
        for one in entries
    )


@case_transfers.on(ReferralAnswered)
def answered(entries: Sequence[OpenedEntry]) -> None:
    run(
        _ANSWERED,
        (
            {"id": str(one.row), "happened": one.happened.isoformat(), **one.fact.model_dump(mode="json")}
            for one in entries
        ),
    )


@case_transfers.on(ShareHandedOver)
def share_handed_over(entries: Sequence[OpenedEntry]) -> None:
    run(_HANDED, ({"id": str(one.row), "happened": one.happened.isoformat()} for one in entries))


@case_transfers.on(ConsentSaid)
def consent_said(entries: Sequence[OpenedEntry]) -> None:
    run(
        _TAKEN_BACK,
        (
            {"id": str(one.row), "happened": one.happened.isoformat()}
            for one in entries
            if not cast("ConsentSaid", one.fact).consent.agreed
        ),
    )
