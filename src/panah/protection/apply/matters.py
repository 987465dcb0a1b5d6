"""Matters, from what the bodies at home here could open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry, row_id
from panah.journal.rows import insert
from panah.protection.facts.matters import MatterLetGo, MatterOpenAgain, MatterSuspected, ShareEntrusted
from panah.protection.models import Matter, Share
from panah.protection.registers import matters

# Nobody lets go of what they have no share in. What goes back after that is only noted.
_LET_GO = """
UPDATE protection_matter AS m SET
  let_go = coalesce(m.let_go, s.happened),
  let_go_by = coalesce(m.let_go_by, s.actor),
  why = CASE WHEN m.let_go IS NULL THEN s.why ELSE m.why END,
  given_back = m.given_back || s.shares
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, actor uuid, happened timestamptz, why text, shares jsonb)
WHERE m.id = s.id
  AND EXISTS (SELECT FROM protection_share AS h WHERE h.reader = m.reader AND h.subject = m.subject)
"""
_AGAIN = """
UPDATE protection_matter AS m SET
  let_go = NULL, let_go_by = NULL, why = '', again = s.happened
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, happened timestamptz)
WHERE m.id = s.id AND m.let_go IS NOT NULL
"""


@matters.on(MatterSuspected)
def suspected(entries: Sequence[OpenedEntry]) -> None:
    facts = [(entry, cast("MatterSuspected", entry.fact)) for entry in entries]
    insert(
        Matter(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            hold=fact.hold,
            presentation=fact.presentation,
            post=fact.post,
            category=fact.category,
            competent=fact.competent,
            said=fact.said,
            noticed=list(fact.noticed),
            opened=entry.happened,
            opened_by=entry.actor,
            given_back=[],
        )
        for entry, fact in facts
    )


@matters.on(ShareEntrusted)
def entrusted(entries: Sequence[OpenedEntry]) -> None:
    """The first of a hold counts; another comes in its place only once the matter was opened again, as the first went
    back before."""
    rows = [entry.row for entry in entries]
    again = set(Matter.everybodys.filter(id__in=rows, again__isnull=False).values_list("id", flat=True))
    for anew in (False, True):
        insert((_share(entry) for entry in entries if (entry.row in again) is anew), replace=anew)


def _share(entry: OpenedEntry) -> Share:
    fact = cast("ShareEntrusted", entry.fact)
    return Share(
        id=row_id(entry.reader, entry.subject, fact.hold),
        reader=entry.reader,
        subject=entry.subject,
        hold=fact.hold,
        share=fact.share,
        reply_to=fact.reply_to,
    )


@matters.on(MatterLetGo)
def let_go(entries: Sequence[OpenedEntry]) -> None:
    run(
        _LET_GO,
        (
            {
                "id": str(entry.row),
                "actor": str(entry.actor),
                "happened": entry.happened.isoformat(),
                **cast("MatterLetGo", entry.fact).model_dump(mode="json", exclude={"corrects"}),
            }
            for entry in entries
        ),
    )


@matters.on(MatterOpenAgain)
def open_again(entries: Sequence[OpenedEntry]) -> None:
    run(_AGAIN, ({"id": str(entry.row), "happened": entry.happened.isoformat()} for entry in entries))
