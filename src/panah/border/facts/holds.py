"""Holds: questions that keep an outcome open. Subject: the hold's own random handle."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.border.facts.parts import Part
from panah.journal.facts import Fact


class HoldPlaced(Fact, kind="border:hold:placed", retention="movement"):
    """A person waits for an answer. What kind of question it is, isn't visible here, and never will be.

    ``lock`` is the SHA-256 (hex) of a 32-byte token: releasing means revealing the token. ``until`` is the lawful
    maximum (ISO, UTC), counted from the moment of setting aside; rescans and shift changes don't move it.
    """

    presentation: UUID
    post: UUID
    lock: str
    until: str


class HoldTaken(Fact, kind="border:hold:taken", retention="movement"):
    """A second-line officer (the actor) takes the person over from the queue."""


class HoldNoted(Fact, kind="border:hold:noted", retention="movement"):
    """A doubt was looked at: which finding (code), what came out, in the officer's words."""

    finding: str
    resolution: Literal["settled", "stands", "unclear"]
    remark: str = ""


class HoldPassedOn(Fact, kind="border:hold:passed_on", retention="movement"):
    """Kept on hold for a colleague; the clock runs on."""

    remark: str = ""


class HoldReleased(Fact, kind="border:hold:released", retention="movement"):
    """The hold ends: the token that opens its lock, hex. The outcome itself is a crossing of the presentation."""

    token: str


class HoldMoved(Fact, kind="border:hold:moved", retention="movement"):
    """The hold was begun under the wrong person's file (``was``) and is ``presentation``'s. Clock and lock stay.

    ``proposed_by`` is another officer than the actor; ``correction`` their proposal. What was said at the hold, talks
    and matters, goes with it. Whoever it was begun under waits on under a hold of their own, recorded with this one.
    """

    presentation: UUID
    was: UUID
    correction: UUID
    proposed_by: UUID


class RollEntryPart(Part):
    """How one held person is, at shift change."""

    hold: UUID
    food: bool
    water: bool = False
    doctor: Literal["not_needed", "seen", "called"] = "not_needed"
    call: Literal["made", "offered", "declined"] = "offered"
    remark: str = ""


class RollSigned(Fact, kind="border:roll:signed", retention="movement"):
    """The roll of the persons held, signed at shift change. Subject: the roll."""

    post: UUID
    entries: tuple[RollEntryPart, ...]
