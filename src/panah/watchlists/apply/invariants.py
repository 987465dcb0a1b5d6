"""What another node's entries must not break, checked before they are applied (the own desks refuse it anyway)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from panah.journal.entries import Entry
from panah.journal.quarantine import invariant
from panah.watchlists.facts.hits import HitAnswered, HitConfirmed
from panah.watchlists.models import Hit

Broken = dict[tuple[UUID, int], str]


@invariant
def second_look(entries: Sequence[Entry]) -> Broken:
    """The second look at "the same" is another officer's than the first."""
    ordered = sorted(entries, key=lambda entry: entry.position)
    looked = {entry.subject for entry in ordered if isinstance(entry.fact, HitConfirmed)}
    if not looked:
        return {}
    first = dict(Hit.objects.filter(subject__in=looked).values_list("subject", "answered_by"))
    broken: Broken = {}
    for entry in ordered:
        if isinstance(entry.fact, HitAnswered):
            first[entry.subject] = entry.actor
        elif isinstance(entry.fact, HitConfirmed) and first.get(entry.subject) == entry.actor:
            broken[entry.journal, entry.sequence] = "second_look"
    return broken
