"""A machine that opens a person's file: the reason first, and the look is written down before the answer (S8)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from panah.people.api_looks import look, parameters
from panah.protection.desk.machines import Machine

REASONS = ("case", "request_of_person", "correction", "court", "other")

PARAMETERS = parameters(REASONS, "Why the file is opened.", required=True)
"""How the description of the API names the headers."""


def look_first(request: HttpRequest, machine: Machine, referral: UUID) -> None:
    """Record the look. ProblemError as ``look`` raises it."""
    look(request, machine, referral, REASONS, "api:referral")
