"""Matters, under seal. Subject: the matter, a random id that nobody outside knows."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact

Text = Annotated[str, Field(max_length=8000)]


class MatterSuspected(Fact, kind="protection:matter:suspected", retention="sealed", sealed=True):
    """Somebody may need protection. ``category`` is one of the guard's; ``said`` are the person's own words, if any."""

    hold: UUID
    presentation: UUID
    post: UUID
    category: str
    competent: UUID
    said: Text = ""
    noticed: tuple[str, ...] = ()


class ShareEntrusted(Fact, kind="protection:share:entrusted", retention="sealed", sealed=True):
    """A share (hex) of the token of the hold's lock, without which nobody opens it. It goes back to ``reply_to``, the
    key of the post's node, once nothing of this matter stands in the way any more."""

    hold: UUID
    share: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    reply_to: str


class ShareReturned(Fact, kind="protection:share:returned", retention="sealed", sealed=True):
    """Sealed to the post's node alone: this share of the hold's token. The post keeps no row of it."""

    hold: UUID
    share: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class MatterLetGo(Fact, kind="protection:matter:let_go", retention="sealed", sealed=True):
    """The competent body no longer holds the person for this matter, and why. Sealed to itself."""

    why: Text
