"""Refusals and withdrawals, from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import common, run
from panah.border.facts.refusals import (
    PresentationRefused,
    PresentationWithdrew,
    RefusalDeclined,
    RefusalMade,
    RefusalProposed,
    RefusalSigned,
)
from panah.border.models import Refusal, RefusalProposal
from panah.border.registers import presentations
from panah.border.registers import refusals as register
from panah.journal.entries import Entry
from panah.journal.rows import write

_ENDED = """
UPDATE border_refusal_proposal AS p SET state = s.state, ended = s.happened, ended_by = s.actor, reason = s.reason
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz, state text, reason text)
WHERE p.subject = s.subject
"""
_SIGNED = """
UPDATE border_refusal_proposal AS p SET second = s.second
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, second jsonb) WHERE p.subject = s.subject
"""
_WITHDREW = """
WITH stated AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS s(
        subject uuid, actor uuid, happened timestamptz, language text, understood text, own_words text)
), moved AS (
    UPDATE border_presentation AS p SET outcome = 'withdrew', outcome_at = s.happened, outcome_by = s.actor
    FROM stated AS s WHERE p.subject = s.subject RETURNING p.subject, p.post
)
INSERT INTO border_withdrawal (subject, post, at, officer, language, understood, own_words)
SELECT m.subject, m.post, s.happened, s.actor, s.language, s.understood, s.own_words
FROM moved AS m JOIN stated AS s ON s.subject = m.subject ON CONFLICT DO NOTHING
"""
_REFUSED = """
UPDATE border_presentation AS p SET outcome = 'refused', outcome_at = s.happened, outcome_by = s.actor
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz) WHERE p.subject = s.subject
"""


@register.on(RefusalProposed)
def proposed(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("RefusalProposed", entry.fact)) for entry in entries]
    write(
        RefusalProposal,
        (
            {
                "subject": entry.subject,
                "presentation": fact.content.presentation,
                "hold": fact.content.hold,
                "post": fact.content.post,
                "content": fact.content.model_dump(mode="json"),
                "signature": fact.signature.model_dump(mode="json"),
                "second": None,
                "proposed": entry.happened,
                "proposed_by": entry.actor,
                "state": "open",
                "ended": None,
                "ended_by": None,
                "reason": "",
            }
            for entry, fact in facts
        ),
    )


@register.on(RefusalSigned)
def signed(entries: Sequence[Entry]) -> None:
    run(
        _SIGNED,
        (
            common(entry) | {"second": entry.fact.model_dump(mode="json", include={"signature", "role"})}
            for entry in entries
        ),
    )


@register.on(RefusalDeclined)
def declined(entries: Sequence[Entry]) -> None:
    run(
        _ENDED,
        (
            common(entry) | {"state": "declined", "reason": cast("RefusalDeclined", entry.fact).reason}
            for entry in entries
        ),
    )


@register.on(RefusalMade)
def made(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("RefusalMade", entry.fact)) for entry in entries]
    write(
        Refusal,
        (
            {
                "subject": entry.subject,
                "presentation": fact.content.presentation,
                "post": fact.content.post,
                "made": entry.happened,
                "ground": fact.content.ground,
                "first_by": fact.first.staff,
                "second_by": fact.second.staff,
                "language": fact.content.language,
                "content": fact.content.model_dump(mode="json"),
                "signatures": [fact.first.model_dump(mode="json"), fact.second.model_dump(mode="json")],
                "receipt": fact.receipt.model_dump(mode="json"),
            }
            for entry, fact in facts
        ),
    )
    run(_ENDED, (common(entry) | {"state": "made", "reason": ""} for entry in entries))


@presentations.on(PresentationRefused)
def refused(entries: Sequence[Entry]) -> None:
    run(_REFUSED, map(common, entries))


@presentations.on(PresentationWithdrew)
def withdrew(entries: Sequence[Entry]) -> None:
    run(
        _WITHDREW,
        (
            common(entry) | entry.fact.model_dump(mode="json", include={"language", "understood", "own_words"})
            for entry in entries
        ),
    )
