"""Transfers: that another body was asked, and what it answers, because its answers are about the same referral."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.apply import answers
from panah.protection.apply.cases import content
from panah.protection.case_registers import case_transfers
from panah.protection.facts.cases import ShareHandedOver, TransferAsked
from panah.protection.facts.referrals import ConsentSaid, ReferralAnswered
from panah.protection.models.cases import CaseTransfer

_TEXT = "text = CASE WHEN s.text <> '' THEN s.text ELSE r.text END"
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


# The body that was asked keeps a referral under the same id: its own rows have another reader and stay as they are.
@case_transfers.on(ReferralAnswered)
def answered(entries: Sequence[OpenedEntry]) -> None:
    answers.answered(CaseTransfer, _TEXT, map(answers.answer, entries))


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
