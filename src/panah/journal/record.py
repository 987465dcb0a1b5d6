"""Recording: the one way by which something new gets into this node's journal and registers."""

import secrets
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from panah.journal import incarnations, store
from panah.journal.applying import apply, fold_again
from panah.journal.entries import Entry, Statement
from panah.journal.reading import holds


class CorrectsNothing(ValueError):
    """A fact corrects an entry that isn't here or is about another subject."""


def record(statements: Iterable[Statement], *, actor: UUID) -> list[Entry]:
    """Appends the statements to this node's journal and applies them to the registers, all or nothing.

    Opens a transaction unless one is open; with the outermost one's commit the entries are on stable storage.
    Order of statements is order of entries. The journal's head stays locked until that commit, so record last in a
    transaction; a transaction that locks register rows first calls ``store.take_pen()`` before.
    Raises CorrectsNothing; whatever a handler raises passes through and undoes everything.
    """
    chosen = list(statements)
    if not chosen:
        return []
    with transaction.atomic(savepoint=False):
        incarnations.ensure()
        _check_corrections(chosen)
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
                for statement in chosen
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
            for offset, statement in enumerate(chosen)
        ]
        if taken.late:
            fold_again(entry.subject for entry in entries)
        else:
            apply(entries)
    return entries


def _check_corrections(statements: Sequence[Statement]) -> None:
    for statement in statements:
        old = statement.fact.corrects
        if old is not None and not holds(old.journal, old.sequence, statement.subject):
            raise CorrectsNothing(f"{statement.fact.kind} corrects {old.journal}/{old.sequence}, which isn't there")
