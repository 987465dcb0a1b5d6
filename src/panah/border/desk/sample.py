"""The small random sample that is set aside by the system, so that being set aside says nothing about anybody."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from panah.border.rules.sampling import sampled
from panah.border.rules.thresholds import thresholds
from panah.journal.keys import natural_key


@cache
def _sample_secret() -> bytes:
    return natural_key("secret of the random sample")


def is_sampled(presentation: UUID) -> bool:
    """Whether the random sample draws this presentation."""
    return sampled(presentation, _sample_secret(), thresholds().sample_share)
