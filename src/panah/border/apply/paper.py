"""Printed forms, times on paper, keyed forms and late questions, from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import common, run
from panah.border.facts.paper import (
    FormConfirmed,
    FormKeyed,
    FormRejected,
    FormsPrinted,
    FormVoided,
    PaperEnded,
    PaperStarted,
    QuestionAnswered,
    QuestionRaised,
)
from panah.border.models import FormBatch, PaperPeriod, Question
from panah.border.registers import paper as register
from panah.journal.entries import Entry
from panah.journal.rows import insert

_ENDED = """
UPDATE border_paper_period AS p SET ended = s.happened, forms_used = s.forms_used
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, happened timestamptz, forms_used jsonb)
WHERE p.subject = s.subject
"""

# A rejected form is keyed again under the same subject: the newest keying is what waits for a second officer.
_KEYED = """
INSERT INTO border_paper_form (
    subject, post, number, happened, keyed, keyed_by, content, status, decided, decided_by, presentation, reason)
SELECT s.subject, s.post, s.number, s.happened, s.recorded, s.actor, s.content, 'keyed', NULL, NULL, NULL, ''
FROM jsonb_to_recordset(%s::jsonb) AS s(
    subject uuid, post uuid, number text, happened timestamptz, recorded timestamptz, actor uuid, content jsonb)
ON CONFLICT (subject) DO UPDATE SET
    post = excluded.post, number = excluded.number, happened = excluded.happened, keyed = excluded.keyed,
    keyed_by = excluded.keyed_by, content = excluded.content, status = 'keyed', decided = NULL, decided_by = NULL,
    reason = ''
WHERE border_paper_form.status <> 'confirmed'
"""

_DECIDED = """
UPDATE border_paper_form AS f SET
    status = s.status, decided = s.recorded, decided_by = s.actor,
    presentation = coalesce(s.presentation, f.presentation), reason = s.reason
FROM jsonb_to_recordset(%s::jsonb) AS s(
    subject uuid, status text, recorded timestamptz, actor uuid, presentation uuid, reason text)
WHERE f.subject = s.subject AND f.status = 'keyed'
"""

_VOIDED = """
INSERT INTO border_paper_form (
    subject, post, number, keyed, keyed_by, content, status, decided, decided_by, reason)
SELECT s.subject, s.post, s.number, s.recorded, s.actor, '{}'::jsonb, 'voided', s.recorded, s.actor, s.reason
FROM jsonb_to_recordset(%s::jsonb) AS s(
    subject uuid, post uuid, number text, recorded timestamptz, actor uuid, reason text)
ON CONFLICT (subject) DO UPDATE SET
    status = 'voided', decided = excluded.decided, decided_by = excluded.decided_by, reason = excluded.reason
WHERE border_paper_form.status <> 'confirmed'
"""

_ANSWERED = """
UPDATE border_question AS q
SET answered = s.happened, answered_by = s.actor, answer = s.answer, remark = s.remark
FROM jsonb_to_recordset(%s::jsonb) AS s(
    subject uuid, happened timestamptz, actor uuid, answer text, remark text) WHERE q.subject = s.subject
"""


@register.on(FormsPrinted)
def printed(entries: Sequence[Entry]) -> None:
    insert(
        [
            FormBatch(
                subject=entry.subject,
                printed=entry.happened,
                printed_by=entry.actor,
                **entry.fact.model_dump(mode="python", exclude={"corrects"}),
            )
            for entry in entries
        ]
    )


@register.on(PaperStarted)
def started(entries: Sequence[Entry]) -> None:
    insert(
        [
            PaperPeriod(
                subject=entry.subject,
                started=entry.happened,
                started_by=entry.actor,
                **entry.fact.model_dump(mode="python", exclude={"corrects"}),
            )
            for entry in entries
        ]
    )


@register.on(PaperEnded)
def ended(entries: Sequence[Entry]) -> None:
    run(_ENDED, (common(entry) | entry.fact.model_dump(mode="json", include={"forms_used"}) for entry in entries))


@register.on(FormKeyed)
def keyed(entries: Sequence[Entry]) -> None:
    run(_KEYED, (_form(entry) for entry in entries))


def _form(entry: Entry) -> dict[str, object]:
    fact = cast("FormKeyed", entry.fact)
    content = fact.model_dump(mode="json", exclude={"corrects", "post", "number"})
    return common(entry) | {
        "recorded": entry.recorded.isoformat(),
        "post": str(fact.post),
        "number": fact.number,
        "content": content,
    }


@register.on(FormConfirmed)
def confirmed(entries: Sequence[Entry]) -> None:
    run(
        _DECIDED,
        (_decision(entry, "confirmed", str(cast("FormConfirmed", entry.fact).presentation)) for entry in entries),
    )


@register.on(FormRejected)
def rejected(entries: Sequence[Entry]) -> None:
    run(
        _DECIDED,
        (_decision(entry, "rejected", None, cast("FormRejected", entry.fact).reason) for entry in entries),
    )


def _decision(entry: Entry, status: str, presentation: str | None, reason: str = "") -> dict[str, object]:
    return common(entry) | {
        "recorded": entry.recorded.isoformat(),
        "status": status,
        "presentation": presentation,
        "reason": reason,
    }


@register.on(FormVoided)
def voided(entries: Sequence[Entry]) -> None:
    run(
        _VOIDED,
        (
            common(entry)
            | {"recorded": entry.recorded.isoformat()}
            | entry.fact.model_dump(mode="json", exclude={"corrects"})
            for entry in entries
        ),
    )


@register.on(QuestionRaised)
def raised(entries: Sequence[Entry]) -> None:
    insert(
        [
            Question(
                subject=entry.subject,
                raised=entry.recorded,
                **entry.fact.model_dump(mode="json", exclude={"corrects"}),
            )
            for entry in entries
        ]
    )


@register.on(QuestionAnswered)
def answered(entries: Sequence[Entry]) -> None:
    run(_ANSWERED, (common(entry) | entry.fact.model_dump(mode="json", exclude={"corrects"}) for entry in entries))
