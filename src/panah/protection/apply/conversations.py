"""Records of conversations, from what the bodies at home here could open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.facts.conversations import ConversationRecorded
from panah.protection.models import Conversation
from panah.protection.registers import conversations


@conversations.on(ConversationRecorded)
def recorded(entries: Sequence[OpenedEntry]) -> None:
    facts = [(entry, cast("ConversationRecorded", entry.fact)) for entry in entries]
    insert(
        Conversation(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            hold=fact.hold,
            presentation=fact.presentation,
            post=fact.post,
            held=entry.happened,
            officer=entry.actor,
            entries=[one.model_dump(mode="json") for one in fact.entries],
            needs=list(fact.needs),
            added=list(fact.added),
            remark=fact.remark,
        )
        for entry, fact in facts
    )
