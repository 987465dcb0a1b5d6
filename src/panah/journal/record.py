"""Recording: the one way by which something new gets into this node's journal and registers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.journal import incarnations
from panah.journal.entries import Entry, Statement
from panah.journal.facts import Fact
from panah.journal.reading import holds
from panah.journal.timekeeping import watch
from panah.journal.trips import joined
from panah.journal.writing import write


class CorrectsNothingError(ValueError):
    """A fact corrects an entry that isn't here or is about another subject."""


def record(statements: Iterable[Statement], *, actor: UUID) -> list[Entry]:
    """Appends the statements to this node's journal and applies them to the registers, all or nothing.

    Opens a transaction unless one is open; with the outermost one's commit the entries are on stable storage.
    Order of statements is order of entries. The journal's head stays locked until that commit, so record last in a
    transaction; one that locks register rows before calls ``store.take_pen()`` first.
    Raises CorrectsNothingError; whatever a handler raises passes through and undoes everything.
    """
    chosen = list(statements)
    if not chosen:
        return []
    with joined(), transaction.atomic(savepoint=False):
        incarnations.ensure()
        _check_corrections(chosen)
        entries = write(chosen, actor)
    watch.saw(entries[-1].clock)
    return entries


def say(fact: Fact, *, actor: UUID, about: UUID | None = None, at: datetime | None = None) -> None:
    """Records one fact: of now, unless ``at`` is given; without a subject of its own it gets an id that nothing else
    has. Otherwise as ``record``."""
    record([Statement(fact, about or uuid4(), at or timezone.now())], actor=actor)


def _check_corrections(statements: Sequence[Statement]) -> None:
    for statement in statements:
        old = statement.fact.corrects
        if old is not None and not holds(old.journal, old.sequence, statement.subject):
            raise CorrectsNothingError(
                f"{statement.fact.kind} corrects {old.journal}/{old.sequence}, which isn't there"
            )
