"""Appending statements to the own journal and applying them, within a transaction."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from panah.journal import store
from panah.journal.applying import apply, fold_again
from panah.journal.entries import Entry, Statement
from panah.journal.facts import Fact


class SealedOnlyError(ValueError):
    """A fact that is said in envelopes only was about to be said openly."""


def write(statements: Sequence[Statement], actor: UUID) -> list[Entry]:
    """Appends and applies; the caller holds the transaction. Raises store.NoJournalError or SealedOnlyError."""
    for statement in statements:
        if statement.fact.sealed:
            raise SealedOnlyError(f"{statement.fact.kind} is said in envelopes only")
    taken = store.append(
        [
            store.Draft(
                happened=statement.happened,
                source=statement.source,
                kind=statement.fact.kind,
                version=statement.fact.version,
                subject=statement.subject,
                salt=secrets.token_bytes(16),
                body=statement.fact.body(),
            )
            for statement in statements
        ],
        actor,
    )
    entries = [
        Entry(
            journal=taken.journal,
            sequence=taken.sequence + offset,
            clock=taken.clock + offset,
            happened=statement.happened,
            source=statement.source,
            recorded=taken.recorded,
            actor=actor,
            subject=statement.subject,
            kind=statement.fact.kind,
            version=statement.fact.version,
            fact=statement.fact,
        )
        for offset, statement in enumerate(statements)
    ]
    if taken.late:
        fold_again(entry.subject for entry in entries)
    else:
        apply(entries)
    return entries


def state(fact: Fact, journal: UUID) -> Entry:
    """Writes what the node says about its own journal."""
    return write([Statement(fact, journal, datetime.now(UTC))], journal)[0]
