"""Births, deaths, illness at the line. Subject: the event."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.border.facts.parts import Direction
from panah.journal.facts import Fact


class EventRecorded(Fact, kind="border:event:recorded", retention="movement"):
    """A death, a birth or an illness: who, if known, what was done, who was told."""

    post: UUID
    sort: Literal["death", "birth", "illness"]
    direction: Direction | None = None
    presentation: UUID | None = None
    described: str
    done: str = ""
    told: str = ""
