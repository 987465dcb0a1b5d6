"""Placing a hold: the same for whoever sets somebody aside. Its token stays with the second line."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from panah.border.desk import tokens
from panah.border.facts.holds import HoldPlaced
from panah.journal.entries import Source, Statement


def placing(
    presentation: UUID, post: UUID, *, at: datetime, source: Source, hours: int, not_after: datetime | None
) -> tuple[UUID, Statement]:
    """A fresh hold, its token kept with the second line, and the statement that places it (to be recorded with the
    setting aside, in the same transaction). ``not_after`` is the clock of an earlier hold that still runs."""
    hold, token = uuid4(), secrets.token_bytes(32)
    until = at + timedelta(hours=hours)
    if not_after is not None:
        until = min(until, not_after)
    tokens.keep(hold, token)
    fact = HoldPlaced(
        presentation=presentation,
        post=post,
        lock=hashlib.sha256(token).hexdigest(),
        until=until.astimezone(timezone.get_fixed_timezone(0)).isoformat(),
    )
    return hold, Statement(fact, hold, at, source)
