"""Searches from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.facts.searches import SearchDone
from panah.border.models import Search
from panah.border.registers import searches as register
from panah.journal.entries import Entry
from panah.journal.rows import insert


@register.on(SearchDone)
def done(entries: Sequence[Entry]) -> None:
    insert(_search(entry, cast("SearchDone", entry.fact)) for entry in entries)


def _search(entry: Entry, fact: SearchDone) -> Search:
    return Search(
        subject=entry.subject,
        happened=entry.happened,
        officer=entry.actor,
        **fact.model_dump(mode="json", exclude={"corrects"}),
    )
