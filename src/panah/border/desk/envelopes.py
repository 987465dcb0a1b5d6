"""The envelope that every act on a hold leaves (ADR 8): one size, and nobody but its reader can tell whether it says
anything."""

from __future__ import annotations

from collections.abc import Sequence

from panah.journal.entries import Statement
from panah.journal.envelopes.sealing import STEPS, cover, keep

WITH_HOLD = STEPS[2]
"""The size of these envelopes: what is said at once about a person has to fit."""


PASSING = 8
"""So many are left when somebody is passed on, whoever is told anything then, and by how many letters."""


def leave_when_passing(letters: Sequence[Statement]) -> None:
    """Record the envelopes of passing on: these, and empty ones up to PASSING."""
    keep([*letters, *(cover(at_least=WITH_HOLD) for _ in range(PASSING - len(letters)))])


def leave(envelope: Statement | None) -> None:
    """Record the envelope of an act, or one with nothing in it; after the act itself, in its transaction."""
    keep([envelope or cover(at_least=WITH_HOLD)])
