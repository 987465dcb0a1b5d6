"""The small random sample that is set aside by the system, so that being set aside says nothing about anybody."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from uuid import UUID

from panah.border.desk.posts import post, shift_of
from panah.border.models import Presentation
from panah.border.rules.sampling import Direction, Lots, drawn, lots
from panah.border.rules.thresholds import thresholds
from panah.journal.keys import natural_key


@cache
def _sample_secret() -> bytes:
    return natural_key("secret of the random sample")


def is_sampled(of: Lots) -> bool:
    """Whether the random sample draws one of these lots."""
    return drawn(of, _sample_secret(), thresholds().sample_share)


def lot_of(row: Presentation) -> Lots:
    """The lots of a presentation: as it was when it came to the line."""
    return lot_at(row.subject, row.document_key, row.holder_key, row.direction, row.post, row.opened)  # type: ignore[arg-type]


def lot_at(
    presentation: UUID,
    document_key: bytes | None,
    holder_key: bytes | None,
    direction: Direction,
    post_id: UUID,
    opened: datetime,
) -> Lots:
    """The lots of somebody who came to this post then. Scanned again within the shift they have the same ones."""
    who = holder_key or document_key
    start = shift_of(post(post_id), opened)[0]
    return lots(bytes(who) if who is not None else presentation.bytes, direction, start)
