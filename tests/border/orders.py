"""Entries of several journals, taken by a register in any order and any batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from hypothesis import strategies as st

from panah.journal.applying import apply
from panah.journal.entries import Entry, Source
from panah.journal.facts import Fact
from panah.journal.registers import Register

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
POST = UUID(int=1)
JOURNALS = [UUID(int=number) for number in (11, 12, 13)]


@st.composite
def said(draw: st.DrawFn, facts: list[st.SearchStrategy[Fact]]) -> list[Entry]:
    """Entries of three journals about three subjects, each journal in its own order."""
    entries = []
    sequence: dict[UUID, int] = defaultdict(int)
    for clock in sorted(draw(st.lists(st.integers(1, 9), max_size=14))):
        journal = draw(st.sampled_from(JOURNALS))
        sequence[journal] += 1
        fact = draw(st.one_of(facts))
        moment = NOON + timedelta(minutes=draw(st.integers(0, 5)))
        subject = UUID(int=draw(st.integers(1, 3)))
        entries.append(
            Entry(
                journal,
                sequence[journal],
                clock,
                moment,
                Source.CLOCK,
                moment,
                UUID(int=clock),
                subject,
                fact.kind,
                fact.version,
                fact,
            )
        )
    return entries


def rows(register: Register) -> dict[str, list[str]]:
    found = {}
    with connection.cursor() as cursor:
        for table in register.all_tables:
            cursor.execute(f"SELECT to_jsonb(t) - 'id' FROM {table} AS t")  # noqa: S608 (a register's own table)
            found[table] = sorted(str(row[0]) for row in cursor.fetchall())
    return found


def empty(register: Register) -> None:
    with connection.cursor() as cursor:
        for table in reversed(register.all_tables):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (a register's own table)


def take(register: Register, batches: Sequence[Sequence[Entry]]) -> None:
    """As the journal does it: new entries are applied; subjects with a late one are folded from the start."""
    known: list[Entry] = []
    for batch in batches:
        newest: dict[UUID, Any] = {}
        for entry in known:
            newest[entry.subject] = max(entry.position, newest.get(entry.subject, entry.position))
        late = {entry.subject for entry in batch if entry.subject in newest and entry.position < newest[entry.subject]}
        known += batch
        follow_ups = register.forget(sorted(late)) if late else []
        apply([entry for entry in known if entry.subject in late], [register])
        for follow_up in follow_ups:
            follow_up()
        apply([entry for entry in batch if entry.subject not in late], [register])


def same_in_any_order(register: Register, facts: list[st.SearchStrategy[Fact]], data: st.DataObject) -> None:
    """The rows are those of the entries taken in order, all at once."""
    entries = data.draw(said(facts))
    empty(register)
    take(register, [sorted(entries, key=lambda entry: entry.position)])
    expected = rows(register)
    shuffled = data.draw(st.permutations(entries))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=4)))
    batches = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]
    empty(register)
    take(register, batches)
    assert rows(register) == expected
