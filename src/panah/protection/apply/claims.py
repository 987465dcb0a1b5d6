"""Claims, from what the authority at home here said to itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.facts.claims import ClaimDecided, ClaimRegistered
from panah.protection.models import Claim
from panah.protection.registers import claims

_DECIDED = """
UPDATE protection_claim AS c
SET outcome = s.outcome, why = s.why, appeal_until = s.appeal_until, decided = s.happened, decided_by = s.actor
FROM jsonb_to_recordset(%s::jsonb)
  AS s(id uuid, outcome text, why text, appeal_until text, happened timestamptz, actor uuid)
WHERE c.id = s.id
"""


@claims.on(ClaimRegistered)
def registered(entries: Sequence[OpenedEntry]) -> None:
    facts = [(entry, cast("ClaimRegistered", entry.fact)) for entry in entries]
    insert(
        Claim(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            number=fact.number,
            referral=fact.referral,
            matter=fact.matter,
            hold=fact.hold,
            name=fact.name,
            birth_date=fact.birth_date,
            language=fact.language,
            registered_on=fact.registered_on,
            valid_until=fact.valid_until,
            registered=entry.happened,
            registered_by=entry.actor,
        )
        for entry, fact in facts
    )


@claims.on(ClaimDecided)
def decided(entries: Sequence[OpenedEntry]) -> None:
    rows = []
    for entry in entries:
        fact = cast("ClaimDecided", entry.fact)
        rows.append(
            {
                "id": str(entry.row),
                "outcome": fact.outcome,
                "why": fact.why,
                "appeal_until": fact.appeal_until,
                "happened": entry.happened.isoformat(),
                "actor": str(entry.actor),
            }
        )
    run(_DECIDED, rows)
