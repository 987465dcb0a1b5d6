"""Consent overridden, from what the bodies and monitors at home here could open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.facts.vital import ConsentOverridden
from panah.protection.models.vital import Overridden
from panah.protection.vital_registers import overrides


@overrides.on(ConsentOverridden)
def overridden(entries: Sequence[OpenedEntry]) -> None:
    facts = [(entry, cast("ConsentOverridden", entry.fact)) for entry in entries]
    insert(
        Overridden(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            post=fact.content.post,
            to=fact.content.to,
            need=fact.content.need,
            ground=fact.content.ground,
            reason=fact.content.reason,
            asked_by=fact.content.asked_by,
            supervisor=fact.supervisor,
            at=entry.happened,
            until=datetime.fromtimestamp(fact.until, UTC),
        )
        for entry, fact in facts
    )
