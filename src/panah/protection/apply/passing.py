"""What bodies handed over themselves, from what they said to themselves and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.apply import answers
from panah.protection.facts.passing import ReferralPassedOn
from panah.protection.facts.referrals import ReferralAnswered, ReferralExplained
from panah.protection.models.passing import PassedOn
from panah.protection.passing_registers import passed_on

# A question stands until it is answered.
_ASKED = f"{answers.ASKED_BACK}, question = CASE WHEN s.answer = 'asked' THEN s.text ELSE r.question END"
_EXPLAINED = """
UPDATE protection_passed_on AS r SET question = '' FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid) WHERE r.id = s.id
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
    answers.answered(PassedOn, _ASKED, map(answers.answer, entries))


@passed_on.on(ReferralExplained)
def explained(entries: Sequence[OpenedEntry]) -> None:
    run(_EXPLAINED, ({"id": str(entry.row)} for entry in entries))


answers.keeps_consent(passed_on, PassedOn)
