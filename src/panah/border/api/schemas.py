"""What the API takes and gives. Texts are bounded and without control characters; instants are ISO 8601 with offset."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

from panah.border.rules.text import tidy

Direction = Literal["entry", "exit"]


def _plain(text: str) -> str:
    if tidy(text) != text.strip():
        raise ValueError("control characters, or characters that turn the direction of writing, are not taken")
    return text


Short = Annotated[str, StringConstraints(max_length=80), AfterValidator(_plain)]
Zone = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}$")]
PartialDay = Annotated[str, StringConstraints(pattern=r"^(\d{4}|XXXX)-(\d{2}|XX)-(\d{2}|XX)$")]


class Strict(Schema):
    """A request's body: unknown members are errors, so that a typing error is noticed."""

    model_config = ConfigDict(extra="forbid")


class DocumentIn(Strict):
    """A document without a machine-readable zone, as keyed in at a kiosk."""

    kind: Short
    issuer: Code | Literal[""] = ""
    number: Short = ""
    surname: Short = ""
    given_names: Short = ""
    native_name: Short = ""
    nationality: Code | Literal[""] = ""
    birth_date: PartialDay | Literal[""] = ""
    sex: Literal["M", "F", "X", ""] = ""
    expiry_date: PartialDay | Literal[""] = ""


class PresentationIn(Strict):
    """Somebody stands at the machine: the zone as its reader gave it, or a keyed document."""

    direction: Direction
    mrz: Zone | None = None
    document: DocumentIn | None = None
    arrived: AwareDatetime | None = None


class CrossingIn(Strict):
    """What is noted with the crossing; codes as listed by ``GET /api/v1/kinds``."""

    purpose: Short = "not_asked"
    means: Short = "not_asked"


class InspectionIn(PresentationIn, CrossingIn):
    """A whole inspection in one request: present, and cross or be set aside."""


class FindingOut(Schema):
    """One finding: ``state`` is green, amber, red or unknown; ``text`` is in the language of the request."""

    area: str
    state: str
    code: str
    params: dict[str, str | int | None]
    source: str
    text: str


class AdviceOut(Schema):
    """What the checks say, with what they did not know."""

    findings: list[FindingOut]
    unknown: list[str]
    leave_by: date | None
    days_used: int | None
    days_left: int | None


class PresentationOut(Schema):
    """A presentation: ``outcome`` is empty until there is one (crossed, set_aside, returned, voided)."""

    presentation: UUID
    opened: datetime
    direction: Direction
    outcome: str
    must_set_aside: bool
    advice: AdviceOut


class OutcomeOut(Schema):
    """What became of a presentation. A hold tells nothing but that a colleague comes."""

    presentation: UUID
    outcome: Literal["crossed", "set_aside"]


class InspectionOut(OutcomeOut):
    """The outcome, with the advice that led to it."""

    advice: AdviceOut


class StayIn(Strict):
    """A history to be assessed; nothing of it is stored."""

    regime: Short
    nationality: Code
    crossings: Annotated[list[tuple[date, Direction]], Field(max_length=2000)]
    on: date


class ReasonOut(Schema):
    """One step of the arithmetic."""

    code: str
    params: dict[str, str | int | None]
    text: str


class StayOut(Schema):
    """How long a stay may last, and why."""

    days_used: int | None
    days_left: int | None
    leave_by: date | None
    first_day_back: date | None
    overstay_days: int
    irregular_since: date | None
    irregular_step: str | None
    why: list[ReasonOut]
    doubts: list[ReasonOut]


class KindsOut(Schema):
    """Codes that may be sent."""

    purposes: list[str]
    means: list[str]
    documents: list[str]
    regimes: list[str]
