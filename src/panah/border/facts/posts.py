"""Posts and their shifts. Subject: the post, or the shift."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.border.facts.parts import Part
from panah.journal.facts import Fact


class LanePart(Part):
    """A lane: where one officer, kiosk or gate stands. ``local`` is the one-key lane for listed local residents."""

    code: str
    label: str
    kind: Literal["booth", "handheld", "kiosk", "gate", "local"] = "booth"


class PostDescribed(Fact, kind="border:post:described", retention="establishment"):
    """A post as it is from now on; the newest description counts. Shift starts are local times ``HH:MM``."""

    name: str
    country: str
    neighbour: str
    way: Literal["road", "rail", "air", "river"]
    timezone: str
    lanes: tuple[LanePart, ...]
    shift_starts: tuple[str, ...] = ("08:00", "20:00")
    hold_hours: int = 3
    hold_basis: str = ""
    regime: str


class ShiftClosed(Fact, kind="border:shift:closed", retention="movement"):
    """A commander closes a shift: what was without outcome then, and the holds that go over to the next one."""

    post: UUID
    started: str
    ended: str
    without_outcome: tuple[UUID, ...]
    holds: tuple[UUID, ...]
    remark: str = ""
