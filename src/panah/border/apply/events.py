"""Births, deaths and illness from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.facts.events import EventRecorded
from panah.border.models import Event
from panah.border.registers import events as register
from panah.journal.entries import Entry
from panah.journal.rows import insert


@register.on(EventRecorded)
def recorded(entries: Sequence[Entry]) -> None:
    insert([_event(entry) for entry in entries])


def _event(entry: Entry) -> Event:
    fact = cast("EventRecorded", entry.fact)
    return Event(
        subject=entry.subject,
        happened=entry.happened,
        recorded_by=entry.actor,
        direction=fact.direction or "",
        **fact.model_dump(mode="python", exclude={"corrects", "direction"}),
    )
