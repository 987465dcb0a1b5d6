"""What a body's own system sends and gets. Texts are bounded and without control characters; instants ISO 8601."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from panah.border.api.schemas import Code, Instant, PartialDay, Recorded, Strict
from panah.protection.facts.referrals import Answer
from panah.safeguards.indicators import indicators, need_kinds
from panah.safeguards.routes import field_titles

State = Literal["new", "acknowledged", "asked", "accepted", "declined"]
Purpose = Literal["claim", "services", "sharing", "tracing", "statistics"]
ConsentPurpose = Literal["services", "sharing", "tracing", "statistics"]
How = Literal["asked_alone", "with_interpreter", "with_cards", "guardian"]
DeclineReason = Literal[
    "no_room", "not_our_mandate", "not_our_place", "not_reachable", "language", "unsafe_here", "other"
]
Event = Literal[
    "referral.sent",
    "referral.explained",
    "referral.answered",
    "referral.reminded",
    "referral.escalated",
    "consent.said",
    "consent.confirmed",
    "consent.ended",
]


def _words(text: str) -> str:
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co") and character not in "\n\t":
            raise ValueError("control characters are not taken")
    return text


def _need(code: str) -> str:
    if code not in need_kinds():
        raise ValueError("there is no such need")
    return code


def _sign(code: str) -> str:
    if code not in indicators():
        raise ValueError("there is no such indicator; see panah indicators --json")
    return code


def _field(name: str) -> str:
    if name not in field_titles():
        raise ValueError("there is no such field")
    return name


Words = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_words)]
Short = Annotated[str, StringConstraints(max_length=200), AfterValidator(_words)]
Need = Annotated[str, StringConstraints(max_length=40), AfterValidator(_need)]
Sign = Annotated[str, StringConstraints(max_length=80), AfterValidator(_sign)]
FieldName = Annotated[str, StringConstraints(max_length=40), AfterValidator(_field)]
Language = Annotated[str, StringConstraints(min_length=2, max_length=40), AfterValidator(_words)]
Without = Annotated[list[FieldName], Field(max_length=30)]
Reference = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{4}-[0-9A-Z]{4}$")]


def _examples(*samples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": list(samples)})


class AnswerIn(Strict):
    """An answer to the post. ``declined`` wants a ``reason``, and ``other`` its words; ``asked`` wants a ``text``.
    Say nothing about the person in a text: the post reads it."""

    model_config = _examples({"answer": "acknowledged"})

    answer: Answer
    reason: DeclineReason | Literal[""] = ""
    text: Words = ""


class ConsentIn(Strict):
    """What the person said to one purpose, when, how they were asked and in which language (a code or a name).
    ``without`` are fields they except; ``until`` is when it ends. A no counts everywhere, a yes for one body."""

    model_config = _examples(
        {
            "purpose": "services",
            "agreed": False,
            "at": "2026-01-15T08:30:00Z",
            "how": "asked_alone",
            "language": "fa-af",
        }
    )

    purpose: ConsentPurpose
    agreed: StrictBool
    at: Instant
    how: How
    language: Language
    without: Without = []
    until: Instant | None = None


class NarrowIn(Strict):
    """The person wants less of them told or kept by everybody who received anything: without these fields, or no longer
    than ``until``, or both. It takes away and never gives: what was excepted stays so, an earlier end stays the end."""

    model_config = _examples({"without": ["phone"], "how": "asked_alone", "language": "fa-af"})

    how: How
    language: Language
    without: Without = []
    until: Instant | None = None


class ValuesIn(Strict):
    """What is told of the person. Only fields that the other body needs for the purpose, and that consent covers; any
    other is answered with 422 and its name. ``surname`` is the part of ``name`` that is one. ``signs`` are
    indicators as of ``panah indicators``."""

    language: Short | None = None
    interpreter: Literal["yes", "no", "unknown"] | None = None
    place: Short | None = None
    age_group: Literal["child", "adult"] | None = None
    sex: Literal["F", "M"] | None = None
    name: Short | None = None
    surname: Short | None = None
    birth_date: PartialDay | None = None
    citizenship_told: Code | None = None
    own_words: Words | None = None
    signs: Annotated[list[Sign], Field(max_length=100)] | None = None
    health_told: Words | None = None
    family_here: Words | None = None
    family_missing: Words | None = None
    documents_seen: Words | None = None
    safe_contact: Words | None = None
    phone: Short | None = None
    wishes: Words | None = None


class HandOverIn(Strict):
    """Somebody is handed over to another body: a referral for help, or (``claim``) a notice to the body competent for
    a claim, which hangs on no consent. ``reference``: the number on the person's card, if they have one."""

    model_config = _examples(
        {
            "to": "00000000-0000-4000-8000-000000000000",
            "purpose": "services",
            "needs": ["trafficking"],
            "urgent": True,
            "values": {"language": "Dari", "age_group": "adult", "wishes": "A bed for tonight"},
            "consents": [
                {
                    "purpose": "services",
                    "agreed": True,
                    "at": "2026-01-15T08:30:00Z",
                    "how": "with_interpreter",
                    "language": "fa-af",
                }
            ],
        }
    )

    to: UUID
    purpose: Purpose
    needs: Annotated[list[Need], Field(min_length=1, max_length=20)]
    urgent: StrictBool = False
    values: ValuesIn = ValuesIn()
    consents: Annotated[list[ConsentIn], Field(max_length=20)] = []
    reference: Reference | Literal[""] = ""
    why: Words = ""


class ExplainIn(Strict):
    """The answer to what the other body asked."""

    model_config = _examples({"text": "With her son"})

    text: Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_words)]


class ReferralLine(BaseModel):
    """A referral without anything told of the person. ``answer_by`` is when the next answer is due; ``to_confirm`` are
    the fields whose consent was taken back; ``changed`` is the number of its newest event."""

    referral: UUID
    reference: str
    purpose: Purpose
    needs: list[str]
    urgent: bool
    state: State
    late: bool
    sent: datetime
    answer_by: datetime
    to_confirm: list[str]
    changed: int


class ReferralsOut(BaseModel):
    """Referrals with something new behind ``after``, each once. Ask again with ``cursor`` while there is ``more``."""

    referrals: list[ReferralLine]
    cursor: int
    more: bool


class EventOut(BaseModel):
    """Something happened to a referral; the same that a webhook is told."""

    id: UUID
    event: Event
    referral: UUID
    at: datetime
    sequence: int


class EventsOut(BaseModel):
    """Events behind ``after``, in order. Ask again with ``cursor`` while there is ``more``."""

    events: list[EventOut]
    cursor: int
    more: bool


class ConsentOut(BaseModel):
    """A word of consent: ``recipient`` is the body it is about, none for everybody. ``how`` is ``vital`` where the
    person couldn't be asked and a commander decided, to protect their life: that ends at ``until``."""

    purpose: str
    agreed: bool
    at: datetime
    recipient: UUID | None
    without: list[str]
    until: datetime | None
    how: str
    language: str


class SaidOut(BaseModel):
    """A question or answer; ``what`` is acknowledged, asked, accepted, declined or explained."""

    at: datetime
    what: str
    reason: str
    text: str


class ReferralOut(ReferralLine):
    """A whole referral: what was told of the person, what they consented to, and what was said since."""

    values: dict[str, str]
    why: str
    consents: list[ConsentOut]
    said: list[SaidOut]


class AnsweredOut(Recorded):
    """A referral after something was recorded about it."""

    referral: UUID
    state: State
    to_confirm: list[str]


class HandedOverOut(Recorded):
    """A referral that this body sent: what the other body answered, and what it asks. ``to_confirm`` are the fields
    that it hasn't confirmed yet not to use any more."""

    referral: UUID
    to: UUID
    reference: str
    purpose: Purpose
    needs: list[str]
    urgent: bool
    sent: datetime
    state: State
    reason: str
    question: str
    to_confirm: list[str]


class HandedOverListOut(BaseModel):
    """All referrals that this body sent, the newest first."""

    referrals: list[HandedOverOut]
    more: bool


class BodyOut(BaseModel):
    """A body that can be asked: what it is there for, and the fields it needs for each purpose."""

    body: UUID
    name: str
    kind: str
    needs: list[str]
    languages: list[str]
    fields: dict[str, list[str]]


class BodiesOut(BaseModel):
    """The directory, as far as a body may ask others."""

    bodies: list[BodyOut]
