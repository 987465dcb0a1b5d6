"""Referrals, from what the bodies at home here could open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.apply import answers
from panah.protection.facts.referrals import ReferralAnswered, ReferralExplained, ReferralRegistered, ReferralSent
from panah.protection.models import Referral
from panah.protection.registers import referrals

_SAID = f"{answers.ASKED_BACK}, said = r.said || s.said"
_REGISTERED = """
UPDATE protection_referral AS r SET claim = s.claim FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, claim uuid)
WHERE r.id = s.id
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
    answers.answered(Referral, _SAID, map(_answer, entries))


@referrals.on(ReferralRegistered)
def registered(entries: Sequence[OpenedEntry]) -> None:
    facts = ((entry.row, cast("ReferralRegistered", entry.fact).claim) for entry in entries)
    run(_REGISTERED, ({"id": str(row), "claim": str(claim)} for row, claim in facts))


@referrals.on(ReferralExplained)
def explained(entries: Sequence[OpenedEntry]) -> None:
    lines = ((one, _line(one, "explained", cast("ReferralExplained", one.fact).text)) for one in entries)
    answers.add(Referral, "said", lines)


answers.keeps_consent(referrals, Referral)


def _answer(entry: OpenedEntry) -> dict[str, Any]:
    fact = cast("ReferralAnswered", entry.fact)
    return answers.answer(entry) | {"said": [_line(entry, fact.answer, fact.text, fact.reason)]}


def _line(entry: OpenedEntry, what: str, text: str, reason: str = "") -> dict[str, str]:
    return {
        "at": entry.happened.isoformat(), "by": str(entry.actor), "what": what, "text": text, "reason": reason
    }  # fmt: skip
