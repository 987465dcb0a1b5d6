"""Complaints and requests, past the post to the monitor: that there is one, openly; what it says, under seal.

Subject: the complaint's own random id.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact

Text = Annotated[str, Field(max_length=8000)]
Short = Annotated[str, Field(max_length=300)]
Name = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
Key = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Channel = Literal["page", "post", "paper"]
Outcome = Literal["upheld", "partly", "not_upheld", "withdrawn", "passed_on"]


class ComplaintMade(Fact, kind="protection:complaint:made", retention="complaint"):
    """There is a complaint, about this post or none in particular. ``channel``: the open page, keyed in at a post, or
    from paper. ``receipt``: the HMAC of its number under the country key; ``proof``: the SHA-256 of the key that number
    and secret make, so that whoever has only the number learns nothing."""

    post: UUID | None
    channel: Channel
    receipt: Name
    proof: Key


class ComplaintSaid(Fact, kind="protection:complaint:said", retention="sealed", sealed=True):
    """What it is about, sealed to the monitors. ``key`` (hex) is what answers are locked with, so that only who has
    the receipt opens them; ``contact`` is how to reach the person, if they want to be reached."""

    sort: str
    language: Short
    post: UUID | None
    text: Text
    contact: Short = ""
    key: Key


class ComplaintAnswered(Fact, kind="protection:complaint:answered", retention="complaint"):
    """The monitor answers. ``letter`` (Base64) opens with the receipt alone, and always has one of a few sizes."""

    letter: Annotated[str, Field(max_length=60_000)]


class ComplaintAnswerKept(Fact, kind="protection:complaint:answer_kept", retention="sealed", sealed=True):
    """The same answer, sealed to the monitors."""

    text: Text


class ComplaintReminded(Fact, kind="protection:complaint:reminded", retention="complaint"):
    """The monitor waits for what the commander of the post, or headquarters, has to say, by this day."""

    whom: Literal["post", "headquarters"]
    until: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class ComplaintClosed(Fact, kind="protection:complaint:closed", retention="complaint"):
    """The monitor has done with it."""

    outcome: Outcome
