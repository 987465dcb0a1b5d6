"""What becomes of a row that stands for one referral, on either side of it: answers, words of consent, confirmations.

Both sides keep the same clocks, so that whoever asked and whoever was asked never tell different times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry, SealedRegister
from panah.journal.envelopes.rows import SealedRow
from panah.protection.facts.referrals import ConsentAcknowledged, ConsentSaid, ReferralAnswered
from panah.protection.models.referrals import Handover

# Of each answer the first time counts for the clocks. Whoever accepts after declining has accepted.
_ANSWERED = """
UPDATE {table} AS r SET
  acknowledged = coalesce(r.acknowledged, s.happened),
  accepted = CASE WHEN s.answer = 'accepted' THEN coalesce(r.accepted, s.happened) ELSE r.accepted END,
  declined = CASE WHEN s.answer = 'declined' THEN s.happened WHEN s.answer = 'accepted' THEN NULL ELSE r.declined END,
  reason = CASE WHEN s.answer = 'declined' THEN s.reason ELSE r.reason END,
  {own}
FROM jsonb_to_recordset(%s::jsonb)
  AS s(id uuid, happened timestamptz, answer text, reason text, text text, said jsonb)
WHERE r.id = s.id
"""
ASKED_BACK = "asked = CASE WHEN s.answer = 'asked' THEN coalesce(r.asked, s.happened) ELSE r.asked END"
"""Of rows that keep when the body first asked something back."""
_ADDED = """
UPDATE {table} AS r SET {column} = r.{column} || s.added
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, added jsonb) WHERE r.id = s.id
"""


def answered(rows_of: type[SealedRow], own: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write answers into rows. ``own`` is what else these rows keep of an answer, as SQL over the row ``r`` and the
    answer ``s``; ``rows`` are as ``answer`` gives them, perhaps with ``said``."""
    run(_ANSWERED.format(table=rows_of._meta.db_table, own=own), rows)


def answer(entry: OpenedEntry) -> dict[str, Any]:
    """An answer, as ``answered`` takes it."""
    fact = cast("ReferralAnswered", entry.fact)
    return {
        "id": str(entry.row),
        "happened": entry.happened.isoformat(),
        "answer": fact.answer,
        "reason": fact.reason,
        "text": fact.text,
    }


def add(rows_of: type[Handover], column: str, entries: Iterable[tuple[OpenedEntry, Mapping[str, Any]]]) -> None:
    """Put one more to a column that is a list."""
    statement = _ADDED.format(table=rows_of._meta.db_table, column=column)
    run(statement, ({"id": str(entry.row), "added": [added]} for entry, added in entries))


def keeps_consent(register: SealedRegister, rows_of: type[Handover]) -> None:
    """Has a register keep what the person said to consent since, and what the body confirmed not to use any more."""

    @register.on(ConsentSaid)
    def consent_said(entries: Sequence[OpenedEntry]) -> None:
        words = ((one, cast("ConsentSaid", one.fact).consent.model_dump(mode="json")) for one in entries)
        add(rows_of, "consents", words)

    @register.on(ConsentAcknowledged)
    def consent_acknowledged(entries: Sequence[OpenedEntry]) -> None:
        add(rows_of, "acknowledgements", ((entry, _acknowledgement(entry)) for entry in entries))


def _acknowledgement(entry: OpenedEntry) -> dict[str, Any]:
    fact = cast("ConsentAcknowledged", entry.fact)
    return {"purpose": fact.purpose, "fields": list(fact.fields), "at": int(entry.happened.timestamp())}
