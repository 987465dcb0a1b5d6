"""Values that several facts carry."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Direction = Literal["entry", "exit"]
State = Literal["green", "amber", "red", "unknown"]
Area = Literal["document", "stay", "history", "traveller", "watchlist"]


class Part(BaseModel):
    """A value inside a fact: frozen, and strict about names it doesn't know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentPart(Part):
    """A travel document as it was read or keyed. Dates are ISO, with ``XX`` for unknown parts; names as written."""

    kind: str
    source: Literal["mrz", "keyed", "paper", "none"]
    document_code: str = ""
    issuer: str = ""
    number: str = ""
    surname: str = ""
    given_names: str = ""
    native_name: str = ""
    nationality: str = ""
    birth_date: str = ""
    birth_as_written: str = ""
    sex: str = ""
    expiry_date: str = ""
    optional: str = ""
    mrz: str = ""
    description: str = ""


class IdentityPart(Part):
    """What a document says that finds it and its holder again: the words that natural keys are reckoned from."""

    issuer: str = ""
    number: str = ""
    nationality: str = ""
    birth_date: str = ""
    surname: str = ""
    given_names: str = ""


class FindingPart(Part):
    """One thing the checks say: a code with parameters, where it comes from, and how grave it is."""

    area: Area
    state: State
    code: str
    params: dict[str, str | int | None] = {}
    source: str = ""


class StayPart(Part):
    """How long the person was told they may stay: the rule that said so and the last lawful day (None: no limit)."""

    regime: str
    rule: str = ""
    leave_by: str | None = None


class AccompanimentPart(Part):
    """With whom a child travels, in what relation, and by whose consent (safeguard S6)."""

    relation: str
    authority: str
    adult: UUID | None = None
    adult_name: str = ""
    paper: str = ""


class HostPart(Part):
    """Who invites somebody (a person or a company) and where they will stay, as they said it; either may be empty."""

    sponsor: str = ""
    address: str = ""


class VehiclePart(Part):
    """A vehicle as seen: registration plate as written and the state it is registered in."""

    plate: str
    country: str = ""
    kind: str = ""
