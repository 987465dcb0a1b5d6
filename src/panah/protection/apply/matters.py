"""Matters, from what the bodies at home here could open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.facts.matters import MatterLetGo, MatterSuspected, ShareEntrusted
from panah.protection.models import Matter, Share
from panah.protection.registers import matters

_LET_GO = """
UPDATE protection_matter AS m SET let_go = s.happened, let_go_by = s.actor, why = s.why
FROM jsonb_to_recordset(%s::jsonb) AS s(id uuid, actor uuid, happened timestamptz, why text)
WHERE m.id = s.id AND m.let_go IS NULL
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
        )
        for entry, fact in facts
    )


@matters.on(ShareEntrusted)
def entrusted(entries: Sequence[OpenedEntry]) -> None:
    facts = [(entry, cast("ShareEntrusted", entry.fact)) for entry in entries]
    insert(
        Share(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            hold=fact.hold,
            share=fact.share,
            reply_to=fact.reply_to,
        )
        for entry, fact in facts
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
                "why": cast("MatterLetGo", entry.fact).why,
            }
            for entry in entries
        ),
    )
