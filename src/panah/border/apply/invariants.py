"""What another node's entries must not break, checked before they are applied (the own desks refuse it anyway)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from panah.border.facts.paper import FormConfirmed, FormKeyed
from panah.border.models import PaperForm
from panah.journal.entries import Entry
from panah.journal.quarantine import invariant

Broken = dict[tuple[UUID, int], str]


@invariant
def two_officers(entries: Sequence[Entry]) -> Broken:
    """A paper form counts only when somebody else than its keying officer confirmed it."""
    ordered = sorted(entries, key=lambda entry: entry.position)
    forms = {entry.subject for entry in ordered if isinstance(entry.fact, FormConfirmed)}
    if not forms:
        return {}
    keyed_by = dict(PaperForm.objects.filter(subject__in=forms).values_list("subject", "keyed_by"))
    broken: Broken = {}
    for entry in ordered:
        if isinstance(entry.fact, FormKeyed):
            keyed_by[entry.subject] = entry.actor
        elif isinstance(entry.fact, FormConfirmed) and keyed_by.get(entry.subject) == entry.actor:
            broken[entry.journal, entry.sequence] = "two_officers"
    return broken
