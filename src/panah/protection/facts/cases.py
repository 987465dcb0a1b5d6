"""Case files of a body, sealed to itself. Subject: the case, a random id of the body's own; entries have their own ids.

Days are ISO dates in text, as the people at the desk write them. An entry said again under its id stands in the place
of the first.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from panah.journal.facts import Body, Fact, upcast

Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=8000)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
MaybeDay = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
Media = Literal["application/pdf", "image/jpeg", "image/png", "text/plain"]


class CaseOpened(Fact, kind="protection:case:opened", retention="sealed", sealed=True):
    """A body keeps a file from now on, about a referral it accepted, a claim it registered, or a matter it was told of.

    ``procedure`` is a code of ``safeguards.procedures``, ``post`` where it arose: a post, or the body itself. ``due``
    and ``due_step`` are what has to happen first.
    """

    number: Short
    procedure: Short
    referral: UUID | None = None
    matter: UUID | None = None
    hold: UUID | None = None
    claim: UUID | None = None
    post: UUID
    reference: Short = ""
    urgent: bool = False
    needs: tuple[Short, ...] = ()
    name: Short = ""
    birth_date: Short = ""
    language: Short = ""
    sex: Short = ""
    due: MaybeDay = ""
    due_step: Short = ""


class CaseDescribed(Fact, kind="protection:case:described", retention="sealed", sealed=True):
    """What the body knows by now of who the case is about."""

    name: Short = ""
    birth_date: Short = ""
    language: Short = ""
    sex: Short = ""


class CaseMatterLinked(Fact, kind="protection:case:matter_linked", retention="sealed", sealed=True):
    """Somebody of the body found that this matter is about the same person: from now on the case decides about it."""

    matter: UUID
    hold: UUID


class CaseMatterUnlinked(Fact, kind="protection:case:matter_unlinked", retention="sealed", sealed=True):
    """The case isn't about this matter after all, and why: it decides about it no more. Nobody lets go by this."""

    matter: UUID
    why: Text


class CaseClaimLinked(Fact, kind="protection:case:claim_linked", retention="sealed", sealed=True):
    """A claim was registered for what the case is about: its steps are taken there."""

    claim: UUID


class CaseAssigned(Fact, kind="protection:case:assigned", retention="sealed", sealed=True):
    """Who works on it; None: nobody yet."""

    worker: UUID | None


class CaseStepRecorded(Fact, kind="protection:case:step_recorded", retention="sealed", sealed=True):
    """A step of the procedure was taken. ``values`` are what the step asks for, in text; ``due`` what comes next."""

    step: Short
    on: Day
    values: dict[str, Text] = Field(default_factory=dict)
    why: Text = ""
    due: MaybeDay = ""
    due_step: Short = ""


class CaseClosed(Fact, kind="protection:case:closed", retention="sealed", sealed=True):
    """The body keeps nothing more about it for now. ``reason`` is a code."""

    reason: Short
    why: Text = ""


class CaseReopened(Fact, kind="protection:case:reopened", retention="sealed", sealed=True):
    """Something new came up."""

    why: Text
    due: MaybeDay = ""
    due_step: Short = ""


class CaseNoted(Fact, kind="protection:case:noted", retention="sealed", sealed=True):
    """A note in somebody's words."""

    note: UUID
    text: Text


class DocumentFiled(Fact, kind="protection:case:document_filed", retention="sealed", sealed=True):
    """A document lies with the case. Its bytes are in ``parts`` statements of their own, whose subject is
    ``document``; ``digest`` is the SHA-256 (hex) of them all, ``media`` what they are by their content."""

    document: UUID
    title: Short
    media: Media
    size: Annotated[int, Field(ge=1)]
    parts: Annotated[int, Field(ge=1)]
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class DocumentPart(Fact, kind="protection:case:document_part", retention="sealed", sealed=True):
    """One piece of a document in base64, numbered from 0. Subject: the document."""

    case: UUID
    number: Annotated[int, Field(ge=0)]
    content: Annotated[str, Field(max_length=250_000)]


class PersonDescribed(Fact, kind="protection:case:person_described", retention="sealed", sealed=True):
    """Somebody who belongs to the case. ``other`` is another case of this body, about the same person or this relative.

    ``together``: what they said, asked alone, to staying with them: "", "yes", "no".
    """

    person: UUID
    relation: Short
    name: Short = ""
    birth_date: Short = ""
    other: UUID | None = None
    asked_alone: bool = False
    together: Literal["", "yes", "no"] = ""
    remark: Text = ""


class TreatmentPart(BaseModel):
    """A treatment that must not break off. Doses are counted; places are posts, towns or clinics in words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regimen: Short
    started: MaybeDay = ""
    taken: Annotated[int, Field(ge=0, le=5000)] = 0
    planned: Annotated[int, Field(ge=0, le=5000)] = 0
    next_due: MaybeDay = ""
    from_place: Short = ""
    to_place: Short = ""


class ServiceGiven(Fact, kind="protection:case:service_given", retention="sealed", sealed=True):
    """What was done for the person, when and by whom (in words: it may be somebody else)."""

    service: UUID
    sort: Short
    on: Day
    by: Short = ""
    remark: Text = ""
    treatment: TreatmentPart | None = None


class AppointmentMade(Fact, kind="protection:case:appointment_made", retention="sealed", sealed=True):
    """When and where the person is expected. ``at`` is the time of day there, "09:30", or nothing."""

    appointment: UUID
    on: Day
    at: Annotated[str, Field(pattern=r"^(\d{2}:\d{2})?$")] = ""
    place: Short = ""
    about: Short = ""
    worker: UUID | None = None


class AppointmentEnded(Fact, kind="protection:case:appointment_ended", retention="sealed", sealed=True):
    """What became of it."""

    appointment: UUID
    outcome: Literal["kept", "missed", "cancelled"]
    remark: Text = ""


class TaskSet(Fact, kind="protection:case:task_set", retention="sealed", sealed=True):
    """Somebody has to do something until a day."""

    task: UUID
    what: Short
    worker: UUID
    until: Day


class TaskDone(Fact, kind="protection:case:task_done", retention="sealed", sealed=True):
    """It is done."""

    task: UUID
    remark: Text = ""


class TransferAsked(Fact, kind="protection:case:transfer_asked", version=2, retention="sealed", sealed=True):
    """Another body was asked to take the case on. Subject: the referral it was sent, so that its answers come here.

    ``fields`` is what it was told; ``matter``: whether it was told of the open matter, and ``told_of`` of which. Our
    share in the hold's token follows once it has accepted.
    """

    case: UUID
    to_body: UUID
    purpose: Short
    fields: tuple[Short, ...]
    why: Text
    matter: bool = False
    told_of: UUID | None = None


@upcast(TransferAsked.kind, version=1)
def _asked_since_two(body: Body) -> Body:
    """Version 1 meant the matter that the case was linked to then."""
    return body


class ShareHandedOver(Fact, kind="protection:case:share_handed_over", retention="sealed", sealed=True):
    """The body that was asked has accepted: it was given our share in the token of the hold, and lets go from now on.
    Subject: the referral it was sent."""
