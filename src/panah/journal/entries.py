"""Statements, which become entries when a journal takes them."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any
from uuid import UUID

from panah.journal.facts import EntryRef, Fact
from panah.journal.places import Place

Position = tuple[int, UUID, int]


class Source(IntEnum):
    """Where the time something happened comes from: a running clock, a paper form, or an estimate."""

    CLOCK = 0
    PAPER = 1
    ESTIMATE = 2


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact about a subject (a random id), with the time it happened; not in any journal yet."""

    fact: Fact
    subject: UUID
    happened: datetime
    source: Source = Source.CLOCK

    def __post_init__(self) -> None:
        if not self.fact.kind:
            raise ValueError(f"{type(self.fact).__name__} has no kind and can't be stated")
        if self.happened.tzinfo is None:
            raise ValueError("the time it happened needs a time zone")


@dataclass(frozen=True, slots=True)
class Header:
    """What stays of an entry when its body is erased. Times are aware; ``clock`` is a hybrid logical clock."""

    journal: UUID
    sequence: int
    clock: int
    happened: datetime
    source: Source
    recorded: datetime
    actor: UUID
    subject: UUID
    kind: str
    version: int

    @property
    def place(self) -> Place:
        """Where it stands, whatever is known of the time."""
        return (self.journal, self.sequence)

    @property
    def position(self) -> Position:
        """Entries are folded in the order of this."""
        return (self.clock, self.journal, self.sequence)

    @property
    def ref(self) -> EntryRef:
        """How another fact names this entry."""
        return EntryRef(journal=self.journal, sequence=self.sequence)


@dataclass(frozen=True, slots=True)
class Entry(Header):
    """An entry with its fact, in the present version of its kind; ``version`` is the one it was written in.

    ``fact`` is a ``Fact``; which one follows from ``kind``, so that a handler needs no check of its own.
    """

    fact: Any
