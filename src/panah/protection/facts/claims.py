"""Claims at the asylum authority, sealed to itself. Subject: the claim, a random id of the authority's own."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact

Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=4000)]
Outcome = Literal["admitted", "recognised", "other_protection", "rejected", "withdrawn"]


class ClaimRegistered(Fact, kind="protection:claim:registered", retention="sealed", sealed=True):
    """The authority registers a claim that was referred to it. Dates in ISO form; ``valid_until`` is the last day of
    the certificate."""

    number: Short
    referral: UUID
    matter: UUID | None
    hold: UUID
    name: Short
    birth_date: Short = ""
    language: Short = ""
    registered_on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    valid_until: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class ClaimDecided(Fact, kind="protection:claim:decided", retention="sealed", sealed=True):
    """What the authority decided, and until when it can be appealed (ISO, "" for no appeal). ``withdrawn``: by the
    person, here, with counsel offered."""

    outcome: Outcome
    why: Text
    appeal_until: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    counsel_offered: bool = False
