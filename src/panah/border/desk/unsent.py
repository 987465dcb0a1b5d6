"""A port: conversations in the room behind the booth that aren't ended. A higher area knows.

S3: whoever spoke is not sent back over words that still wait in an officer's notes. So that nobody learns from it
whether there are such words, any conversation stands in the way until whoever holds it hands it over or ends it.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from panah.border.desk.context import DeskError

_known: list[Callable[[UUID], bool]] = []


def ask(whether: Callable[[UUID], bool]) -> None:
    """Ask this of a hold before anybody is sent back. The last one said holds."""
    _known[:] = [whether]


def must_not_wait(hold: UUID) -> None:
    """DeskError ``conversation_open`` where a conversation with the person isn't ended, whatever was said in it."""
    if any(whether(hold) for whether in _known):
        raise DeskError("conversation_open")
