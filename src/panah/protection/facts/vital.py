"""Consent overridden for somebody's vital interests, under seal to the body that was told and to the monitors.

Subject: the referral.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from panah.journal.facts import Fact
from panah.people.act_signature import ActSignature

Text = Annotated[str, Field(max_length=1000)]
Ground = Literal["unconscious", "does_not_understand", "child_without_guardian", "danger_to_life"]


class OverridePart(BaseModel):
    """What the commander signs. Ids in text, so that what is signed is the same everywhere; it names no person."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: UUID
    post: UUID
    to: UUID
    need: str
    ground: Ground
    reason: Text
    asked_by: UUID


class ConsentOverridden(Fact, kind="protection:consent:overridden", retention="sealed", sealed=True):
    """A body was told without the person's consent, because they can't be asked and their life or limb hangs on it.

    ``until`` (seconds since 1970, UTC) is how long it may use what it was told; ``supervisor`` is the commander.
    """

    content: OverridePart
    supervisor: UUID
    until: int
    signature: ActSignature
