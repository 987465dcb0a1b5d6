"""Declared groups, from what headquarters and bodies said."""

from __future__ import annotations

from collections.abc import Sequence

from panah.border.apply.rows import common, run
from panah.journal.entries import Entry
from panah.journal.rows import insert
from panah.protection.facts.groups import GroupConfirmed, GroupDeclared, GroupEnded
from panah.protection.group_registers import groups
from panah.protection.models.groups import DeclaredGroup

_CONFIRMED = """
UPDATE protection_declared_group AS g SET confirmed = s.happened, confirmed_by = s.actor, body = s.body
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz, body uuid)
WHERE g.subject = s.subject AND g.confirmed IS NULL AND g.declared_by <> s.actor
"""
_ENDED = """
UPDATE protection_declared_group AS g SET ended = s.happened, why_ended = s.why
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, happened timestamptz, why text)
WHERE g.subject = s.subject AND g.ended IS NULL
"""


@groups.on(GroupDeclared)
def declared(entries: Sequence[Entry]) -> None:
    insert(
        DeclaredGroup(
            subject=entry.subject,
            name=entry.fact.name,
            who=entry.fact.who,
            source=entry.fact.source,
            since=entry.fact.since,
            declared=entry.happened,
            declared_by=entry.actor,
        )
        for entry in entries
    )


@groups.on(GroupConfirmed)
def confirmed(entries: Sequence[Entry]) -> None:
    run(_CONFIRMED, (common(entry) | {"body": str(entry.fact.of)} for entry in entries))


@groups.on(GroupEnded)
def ended(entries: Sequence[Entry]) -> None:
    run(_ENDED, (common(entry) | {"why": entry.fact.why} for entry in entries))
