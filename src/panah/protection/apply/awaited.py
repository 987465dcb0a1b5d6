"""Who waits for another body's say in a hold, as told to the monitor at home here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.rows import insert
from panah.protection.facts.matters import ShareAwaited
from panah.protection.models import AwaitedShare
from panah.protection.registers import awaited_shares


@awaited_shares.on(ShareAwaited)
def awaited(entries: Sequence[OpenedEntry]) -> None:
    """What was said last counts."""
    facts = [(entry, cast("ShareAwaited", entry.fact)) for entry in entries]
    insert(
        (
            AwaitedShare(
                id=entry.row, reader=entry.reader, subject=entry.subject, by=fact.by, of=fact.of, since=fact.since,
                over=fact.over,
            )
            for entry, fact in facts
        ),
        replace=True,
    )  # fmt: skip
