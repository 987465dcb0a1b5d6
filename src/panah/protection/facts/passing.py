"""What a body handed over to another itself, sealed to itself. Subject: the referral, as the other body knows it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact
from panah.protection.facts.referrals import ConsentPart

Short = Annotated[str, Field(max_length=200)]


class ReferralPassedOn(Fact, kind="protection:referral:passed_on", retention="sealed", sealed=True):
    """This body asked another to help, or passed a claim on. What was said stands in the other's referral alone; here
    are the names of its fields, so that a consent taken back can reach them."""

    to: UUID
    sort: Short
    purpose: Short
    needs: tuple[Short, ...]
    urgent: bool
    reference: Short
    fields: tuple[Short, ...]
    consents: tuple[ConsentPart, ...] = ()
