"""Posts and closed shifts from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.facts.posts import PostDescribed, ShiftClosed
from panah.border.models import Post, Shift
from panah.border.registers import posts as register
from panah.journal.entries import Entry
from panah.journal.rows import insert

_DESCRIBED = (
    "name",
    "country",
    "neighbour",
    "way",
    "timezone",
    "lanes",
    "shift_starts",
    "hold_hours",
    "hold_basis",
    "regime",
)


@register.on(PostDescribed)
def described(entries: Sequence[Entry]) -> None:
    insert(
        (
            Post(subject=entry.subject, **entry.fact.model_dump(mode="json", include=set(_DESCRIBED)))
            for entry in entries
        ),
        replace=True,
    )


@register.on(ShiftClosed)
def shift_closed(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("ShiftClosed", entry.fact)) for entry in entries]
    insert(
        (
            Shift(
                subject=entry.subject,
                post=fact.post,
                started=fact.started,
                ended=fact.ended,
                closed=entry.happened,
                commander=entry.actor,
                without_outcome=[str(presentation) for presentation in fact.without_outcome],
                holds=[str(hold) for hold in fact.holds],
                remark=fact.remark,
            )
            for entry, fact in facts
        )
    )
