"""The envelope that every act on a hold leaves (ADR 8): one size, and nobody but its reader can tell whether it says
anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from panah.border.desk import tokens
from panah.border.models import Hold
from panah.journal.entries import Statement
from panah.journal.envelopes.sealing import STEPS, cover, keep

WITH_HOLD = STEPS[2]
"""The size of these envelopes: what is said at once about a person has to fit."""


PASSING = 8
"""So many are left when somebody is passed on, whoever is told anything then, and by how many letters."""


when_taken: list[Callable[[Hold], Statement | None]] = []
"""A port: what higher areas say, under seal, at the moment when an officer takes somebody over; None for nothing. The
first that says something has the one envelope of this act."""


resealed: list[Callable[[], object]] = []
"""A port: rows that change with an act which may change them, whether it does or not, so that nothing shows when."""


def leave_when_taken(hold: Hold) -> None:
    """Record the envelope of taking somebody over."""
    _reseal()
    leave(next((said for say in when_taken if (said := say(hold)) is not None), None))


def leave_when_passing(letters: Sequence[Statement]) -> None:
    """Record the envelopes of passing on: these, and empty ones up to PASSING."""
    _reseal()
    keep([*letters, *(cover(at_least=WITH_HOLD) for _ in range(PASSING - len(letters)))])


def leave(envelope: Statement | None) -> None:
    """Record the envelope of an act, or one with nothing in it; after the act itself, in its transaction."""
    keep([envelope or cover(at_least=WITH_HOLD)])


def _reseal() -> None:
    tokens.renew()
    for again in resealed:
        again()
