"""Referrals, under seal. Subject: the referral, a random id that the post and the receiving body know."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from panah.journal.facts import Fact

Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=4000)]
Answer = Literal["acknowledged", "accepted", "asked", "declined"]


class ConsentPart(BaseModel):
    """What the person said to one purpose. ``at`` and ``until`` in seconds since 1970 (UTC); ``recipient`` is a body's
    id in text, empty for everybody; ``without`` are the fields they except."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: Short
    agreed: bool
    at: int
    recipient: Short = ""
    without: tuple[Short, ...] = ()
    until: int | None = None
    how: Short = ""
    language: Short = ""


class ReferralSent(Fact, kind="protection:referral:sent", retention="sealed", sealed=True):
    """A body is asked to help, with the least it needs and no more.

    ``values`` are the fields of ``safeguards.routes`` in text, codes where there are codes. ``hold`` is told only to
    whoever decides about it. Answers go to ``reply_to``, the key of the post's node.
    """

    sort: Short
    purpose: Short
    needs: tuple[Short, ...]
    urgent: bool
    reference: Short
    values: dict[str, Text]
    consents: tuple[ConsentPart, ...] = ()
    post: UUID
    hold: UUID | None = None
    why: Text = ""
    reply_to: Short


class ReferralAnswered(Fact, kind="protection:referral:answered", retention="sealed", sealed=True):
    """The body has it, takes it, asks something back, or declines with a reason. Sealed to itself and to the post."""

    answer: Answer
    reason: Short = ""
    text: Text = ""


class ReferralRegistered(Fact, kind="protection:referral:registered", retention="sealed", sealed=True):
    """The authority registered the claim that this referral told it of; it says so to itself."""

    claim: UUID


class ReferralExplained(Fact, kind="protection:referral:explained", retention="sealed", sealed=True):
    """The post answers what a body asked."""

    text: Text


class ConsentSaid(Fact, kind="protection:referral:consent_said", retention="sealed", sealed=True):
    """The person said something else to a purpose: at the post, which tells everybody who received anything, or at a
    body, which tells the post."""

    consent: ConsentPart


class ConsentAcknowledged(Fact, kind="protection:referral:consent_acknowledged", retention="sealed", sealed=True):
    """The body no longer uses these fields. Sealed to itself and to the post."""

    purpose: Short
    fields: tuple[Short, ...]
