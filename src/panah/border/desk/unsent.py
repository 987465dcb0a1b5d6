"""A port: conversations in the room behind the booth that aren't ended. A higher area knows.

S3: whoever spoke is not sent back over words that still wait in an officer's notes. So that nobody learns from it
whether there are such words, any conversation stands in the way until whoever holds it hands it over or ends it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from panah.border.desk.context import Acting, DeskError

_known: list[Callable[[UUID], bool]] = []
_heard: list[Callable[[UUID, str, Acting], None]] = []
_counted: list[Callable[[UUID], tuple[int, datetime | None]]] = []


def ask(whether: Callable[[UUID], bool]) -> None:
    """Ask this of a hold before anybody is sent back. The last one said holds."""
    _known[:] = [whether]


def hear(how: Callable[[UUID, str, Acting], None]) -> None:
    """Do this where somebody who was asked says that they are afraid. The last one said holds."""
    _heard[:] = [how]


def fear_was_said(hold: UUID, words: str, *, actor: Acting) -> None:
    """Whoever was asked before a way back said that they are afraid: that begins a conversation, or goes on with it, so
    that no second press of a button unsays it."""
    for how in _heard:
        how(hold, words, actor)


def count(how_many: Callable[[UUID], tuple[int, datetime | None]]) -> None:
    """Ask this of a post's board: how many aren't ended, and since when the first. The last one said holds."""
    _counted[:] = [how_many]


def waiting(post: UUID) -> tuple[int, datetime | None]:
    """How many conversations at a post aren't ended, whatever was said in them, and since when the first."""
    return _counted[0](post) if _counted else (0, None)


def must_not_wait(hold: UUID) -> None:
    """DeskError ``conversation_open`` where a conversation with the person isn't ended, whatever was said in it."""
    if any(whether(hold) for whether in _known):
        raise DeskError("conversation_open")
