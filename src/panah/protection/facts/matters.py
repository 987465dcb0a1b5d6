"""Matters, under seal. Subject: the matter, a random id that nobody outside knows."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Body, Fact, upcast

Text = Annotated[str, Field(max_length=8000)]
NaturalKey = Annotated[str, Field(pattern="^([0-9a-f]{32})?$")]


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


class MatterLetGo(Fact, kind="protection:matter:let_go", version=2, retention="sealed", sealed=True):
    """The competent body no longer holds the person for this matter, and why; ``shares`` went back, by their digests
    (SHA-256, hex). Sealed to itself. Without a share a body has nothing to let go of, and this changes nothing."""

    why: Text
    shares: tuple[str, ...] = ()


@upcast(MatterLetGo.kind, version=1)
def _let_go_since_two(body: Body) -> Body:
    """Version 1 knew of one share for a matter, and didn't name it."""
    return body


class MatterOpenAgain(Fact, kind="protection:matter:open_again", retention="sealed", sealed=True):
    """What the body had let go of is open again. Sealed to itself, and to the post's node, which gives a share in the
    next hold of whoever this ``presentation`` is of (or in one that is open) to the key ``reply_to``.

    The post tells its headquarters, with the keys (hex) of the person's ``document`` and ``holder``: no post gets a
    receipt about them until it is settled.
    """

    presentation: UUID
    reply_to: Annotated[str, Field(max_length=80)]
    document: NaturalKey = ""
    holder: NaturalKey = ""


class MatterSettled(Fact, kind="protection:matter:settled", retention="sealed", sealed=True):
    """What was open again isn't any more. Sealed by the post to its headquarters."""
