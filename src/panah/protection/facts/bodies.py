"""Bodies: what they are like, said by headquarters alone; and what they are competent for, which takes the monitor too.
So does who is headquarters: whose receipts a post needs before it refuses anybody.

Subject: the body, which is also the organisation its staff belongs to; of a change: the change's own random id.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from panah.journal.facts import Fact
from panah.people.act_signature import ActSignature

Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=1000)]
Ages = Literal["any", "child", "adult"]
Sex = Literal["F", "M", "X"]
Act = Literal["competence", "revoke", "key", "headquarters", "aside"]


class HoursPart(BaseModel):
    """Open on a weekday (0 is Monday) from one minute of the day to another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekday: int = Field(ge=0, le=6)
    opens: int = Field(ge=0, le=1440)
    closes: int = Field(ge=0, le=1440)


class BodyDescribed(Fact, kind="protection:body:described", retention="establishment"):
    """A body as it is from now on. What it is competent for isn't said here.

    ``sort``: a kind of body of ``safeguards.routes``; ``state``: whose consulate it is (alpha-3). Empty ``places``
    (posts), ``sexes`` and ``hours`` mean no limit. ``room``: places left, none if not counted.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)]
    sort: str
    state: str = ""
    languages: tuple[str, ...] = ()
    places: tuple[UUID, ...] = ()
    sexes: tuple[Sex, ...] = ()
    ages: Ages = "any"
    hours: tuple[HoursPart, ...] = ()
    room: int | None = Field(default=None, ge=0, le=100_000)
    phone: Short = ""
    address: Text = ""
    remark: Text = ""


class ChangePart(BaseModel):
    """A change of competence, as two people sign it.

    ``competence``: from now on the body is there for ``needs``, and for no others. ``revoke``: for nothing any more.
    ``key``: what is meant for it is sealed to ``key`` (``age1…``), and it writes the journal ``journal`` (none: it has
    no node of its own). ``headquarters``: ``body`` is a post, which from now on needs the guard receipts of the node
    that writes ``journal`` (none: it is its own headquarters). ``aside``: ``body`` is a node's journal, and people are
    refused there again although it can't hear the letter at entry ``key`` of ``journal``. Ids in text, so that what is
    signed is the same everywhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    body: UUID
    act: Act
    needs: tuple[str, ...] = ()
    key: str = ""
    journal: UUID | None = None
    reason: Text = ""


class ChangeProposed(Fact, kind="protection:competence:proposed", retention="establishment"):
    """Headquarters wants a change of competence. It has no effect yet."""

    content: ChangePart
    signature: ActSignature


class ChangeSigned(Fact, kind="protection:competence:signed", retention="establishment"):
    """The monitor signs it too, and it holds."""

    signature: ActSignature


class ChangeDeclined(Fact, kind="protection:competence:declined", retention="establishment"):
    """The monitor doesn't sign, or headquarters takes it back."""

    reason: Text
