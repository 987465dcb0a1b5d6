"""Headquarters' receipts and recalls, from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import common, run
from panah.border.facts.receipts import RecallRaised, ReceiptAsked, ReceiptDenied, ReceiptGiven
from panah.border.models.receipts import Recall, ReceiptAsk
from panah.border.receipt_registers import recalls, receipts
from panah.journal.entries import Entry
from panah.journal.rows import insert

# The first answer stands: whoever wants another asks again.
_ANSWERED = """
UPDATE border_receipt AS r SET answered = s.happened, answered_in = s.node, given = s.given, why = s.why
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, happened timestamptz, node uuid, given jsonb, why jsonb)
WHERE r.subject = s.subject AND r.answered IS NULL
"""


@receipts.on(ReceiptAsked)
def asked(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("ReceiptAsked", entry.fact)) for entry in entries]
    insert(
        ReceiptAsk(
            subject=entry.subject,
            presentation=fact.presentation,
            post=fact.post,
            act=fact.act,
            family=[str(one) for one in fact.family],
            asked=entry.happened,
            asked_by=entry.actor,
        )
        for entry, fact in facts
    )


@receipts.on(ReceiptGiven)
def given(entries: Sequence[Entry]) -> None:
    run(
        _ANSWERED,
        (
            common(entry)
            | {
                "node": str(entry.journal),
                "given": cast("ReceiptGiven", entry.fact).receipt.model_dump(mode="json"),
                "why": [],
            }
            for entry in entries
        ),
    )


@receipts.on(ReceiptDenied)
def denied(entries: Sequence[Entry]) -> None:
    run(
        _ANSWERED,
        (
            common(entry)
            | {"node": str(entry.journal), "given": None, "why": list(cast("ReceiptDenied", entry.fact).why)}
            for entry in entries
        ),
    )


@recalls.on(RecallRaised)
def raised(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("RecallRaised", entry.fact)) for entry in entries]
    known = set(Recall.objects.filter(subject__in=[e.subject for e in entries]).values_list("subject", flat=True))
    insert(
        Recall(
            subject=entry.subject,
            presentation=fact.presentation,
            post=fact.post,
            refusal=fact.refusal,
            raised=entry.happened,
        )
        for entry, fact in facts
        if entry.subject not in known
    )
