"""Bodies and changes of competence, from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import common, run
from panah.journal.entries import Entry
from panah.journal.rows import insert
from panah.protection.facts.bodies import BodyDescribed, ChangeDeclined, ChangeProposed, ChangeSigned
from panah.protection.models import Body, CompetenceChange
from panah.protection.registers import bodies, competences
from panah.protection.rules import digest_of

# Two different people under the same content; whoever signs later, or something else, changes nothing.
_SIGNED = """
UPDATE protection_competence_change AS c
SET signed = s.happened, signed_by = s.actor, second_signature = s.signature, clock = s.clock
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz, clock bigint, signature jsonb)
WHERE c.subject = s.subject AND c.signed IS NULL AND c.declined IS NULL AND c.proposed_by <> s.actor
  AND s.signature ->> 'digest' = c.digest AND c.signature ->> 'digest' = c.digest
  AND (s.signature ->> 'staff')::uuid = s.actor AND (c.signature ->> 'staff')::uuid = c.proposed_by
"""
_DECLINED = """
UPDATE protection_competence_change AS c SET declined = s.happened, declined_by = s.actor, why_not = s.reason
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz, reason text)
WHERE c.subject = s.subject AND c.signed IS NULL AND c.declined IS NULL
"""


@bodies.on(BodyDescribed)
def described(entries: Sequence[Entry]) -> None:
    insert(
        (
            Body(
                subject=entry.subject,
                described=entry.happened,
                described_by=entry.actor,
                **cast("BodyDescribed", entry.fact).model_dump(mode="json", exclude={"corrects"}),
            )
            for entry in entries
        ),
        replace=True,
    )


@competences.on(ChangeProposed)
def proposed(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("ChangeProposed", entry.fact)) for entry in entries]
    insert(
        CompetenceChange(
            subject=entry.subject,
            body=fact.content.body,
            act=fact.content.act,
            content=fact.content.model_dump(mode="json"),
            digest=digest_of(fact.content),
            proposed=entry.happened,
            proposed_by=entry.actor,
            signature=fact.signature.model_dump(mode="json"),
        )
        for entry, fact in facts
    )


@competences.on(ChangeSigned)
def signed(entries: Sequence[Entry]) -> None:
    run(
        _SIGNED,
        (
            common(entry) | {"signature": cast("ChangeSigned", entry.fact).signature.model_dump(mode="json")}
            for entry in entries
        ),
    )


@competences.on(ChangeDeclined)
def declined(entries: Sequence[Entry]) -> None:
    run(_DECLINED, (common(entry) | {"reason": cast("ChangeDeclined", entry.fact).reason} for entry in entries))
