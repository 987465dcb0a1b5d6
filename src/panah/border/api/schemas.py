"""What the API takes and gives. Texts are bounded and without control characters; instants are ISO 8601 with offset."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from panah.border.rules.text import tidy

Direction = Literal["entry", "exit"]

# The specimen of ICAO Doc 9303 part 4.
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def _plain(text: str) -> str:
    if tidy(text) != text.strip():
        raise ValueError("control characters, or characters that turn the direction of writing, are not taken")
    return text


def _of_our_times(day: date) -> date:
    if not 1900 <= day.year <= 2199:
        raise ValueError("the year must be from 1900 to 2199")
    return day


def _written(pattern: str, like: str) -> BeforeValidator:
    """A date or an instant as it is written: a number in its place is somebody's mistake, and nobody's date."""
    form = re.compile(pattern)

    def check(value: object) -> object:
        if not isinstance(value, str) or not form.match(value):
            raise ValueError(f"must be written like {like}")
        return value

    return BeforeValidator(check)


Short = Annotated[str, StringConstraints(max_length=80), AfterValidator(_plain)]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_plain)]
Zone = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}$")]
PartialDay = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}|XXXX)-([0-9]{2}|XX)-([0-9]{2}|XX)$")]
Day = Annotated[date, _written(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", "2026-01-05"), AfterValidator(_of_our_times)]
Instant = Annotated[AwareDatetime, _written(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]", "2026-01-05T10:00:00Z")]


def _examples(*samples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": list(samples)})


class Strict(BaseModel):
    """A request's body: unknown members are errors, so that a typing error is noticed."""

    model_config = ConfigDict(extra="forbid")


class DocumentIn(Strict):
    """A document without a machine-readable zone, as keyed in at a kiosk. Unknown parts of dates are ``XX``."""

    model_config = _examples({"kind": "birth_certificate", "issuer": "KGZ", "birth_date": "2015-XX-XX"})

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


class HostIn(Strict):
    """Who invites somebody (a person or a company) and where they will stay, as they said it; for those who come in.
    Nobody has to be asked."""

    sponsor: Line = ""
    address: Line = ""


class PresentationIn(Strict):
    """Somebody stands at the machine: the zone as its reader gave it (lines separated by a line feed), or a keyed
    document; exactly one of the two. Where nothing can be read, send the document ``{"kind": "none"}``. ``arrived``:
    when they came to the machine; ignored if it lies more than a day back or in the future."""

    model_config = _examples({"direction": "entry", "mrz": SPECIMEN})

    direction: Direction
    mrz: Zone | None = None
    document: DocumentIn | None = None
    arrived: Instant | None = None
    host: HostIn | None = None


class CrossingIn(Strict):
    """What is noted with the crossing; codes as listed by ``GET /api/v1/kinds``. An empty object will do. ``host``
    replaces the one that was sent with the presentation."""

    model_config = _examples({"purpose": "family", "means": "car"})

    purpose: Short = "not_asked"
    means: Short = "not_asked"
    host: HostIn | None = None


class InspectionIn(PresentationIn, CrossingIn):
    """A whole inspection in one request: present, and cross or be set aside."""

    model_config = _examples({"direction": "entry", "mrz": SPECIMEN, "purpose": "transit"})


class FindingOut(BaseModel):
    """One finding: ``state`` is green, amber, red or unknown; ``text`` is in the language of the request."""

    area: str
    state: str
    code: str
    params: dict[str, str | int | None]
    source: str
    text: str


class AdviceOut(BaseModel):
    """What the checks say, with what they did not know. The days are there only right after the scan."""

    findings: list[FindingOut]
    unknown: list[str]
    leave_by: date | None
    days_used: int | None
    days_left: int | None


class ReceiptOut(BaseModel):
    """The node's word that it recorded this: the head of its journal with an Ed25519 signature, all in hexadecimal.

    ``sequence`` is the last entry that the request caused. The signature is over ``panah journal head 1``, a zero byte,
    the journal's 16 bytes, sequence and clock as 8 bytes each in network byte order, and the 32 bytes of the chain.
    """

    journal: UUID
    sequence: int
    clock: int
    chain: str
    key: str
    signature: str


class Recorded(BaseModel):
    """An answer to something that was recorded."""

    receipt: ReceiptOut | None = None


class PresentationOut(BaseModel):
    """A presentation: ``outcome`` is empty until there is one (crossed, set_aside, returned, voided)."""

    presentation: UUID
    opened: datetime
    direction: Direction
    outcome: str
    must_set_aside: bool
    advice: AdviceOut


class OpenedOut(PresentationOut, Recorded):
    """A presentation that was just opened, with the receipt."""


class OutcomeOut(Recorded):
    """What became of a presentation. A hold tells nothing but that a colleague comes."""

    presentation: UUID
    outcome: Literal["crossed", "set_aside"]


class InspectionOut(OutcomeOut):
    """The outcome, with the advice that led to it."""

    advice: AdviceOut


class StayIn(Strict):
    """A history to be assessed; nothing of it is stored."""

    model_config = _examples(
        {
            "regime": "schengen",
            "nationality": "UZB",
            "crossings": [["2026-01-05", "entry"], ["2026-02-03", "exit"]],
            "on": "2026-03-01",
        }
    )

    regime: Short
    nationality: Code
    crossings: Annotated[list[tuple[Day, Direction]], Field(max_length=2000)]
    on: Day


class ReasonOut(BaseModel):
    """One step of the arithmetic."""

    code: str
    params: dict[str, str | int | None]
    text: str


class StayOut(BaseModel):
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


class KindsOut(BaseModel):
    """Codes that may be sent."""

    purposes: list[str]
    means: list[str]
    documents: list[str]
    regimes: list[str]


class TimeOut(BaseModel):
    """The node's clock."""

    now: datetime
