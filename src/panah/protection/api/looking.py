"""A machine that opens a person's file: the reason first, and the look is written down before the answer (S8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from panah.border.api.looking import REASON, WORDS
from panah.people.looks import NEEDS_TEXT, record_look
from panah.protection.desk.machines import Machine
from panah.web.problems import ProblemError

REASONS = ("case", "request_of_person", "correction", "court", "other")

PARAMETERS: list[dict[str, Any]] = [
    {
        "in": "header",
        "name": REASON,
        "required": True,
        "description": "Why the file is opened. The look is written down with the machine's name.",
        "schema": {"type": "string", "enum": list(REASONS)},
    },
    {
        "in": "header",
        "name": WORDS,
        "required": False,
        "description": "In a few words: needed for `court` (its number) and `other`. ASCII.",
        "schema": {"type": "string", "maxLength": 500, "pattern": "^[ -~]*$"},
    },
]
"""How the description of the API names the headers."""


def look_first(request: HttpRequest, machine: Machine, referral: UUID) -> None:
    """Record the look. ProblemError 428 where no reason is given, 422 where it is none of REASONS or lacks words."""
    reason, words = request.headers.get(REASON, ""), request.headers.get(WORDS, "")
    if not reason:
        raise ProblemError(
            428,
            "look_reason",
            "Say why this file is read",
            f"Send the header {REASON} with one of {', '.join(REASONS)}. The look is written down.",
        )
    if reason not in REASONS or not (words.isascii() and words.isprintable()):
        raise ProblemError(422, "look_reason", "No such reason", f"One of {', '.join(REASONS)}; words in ASCII.")
    if reason in NEEDS_TEXT and not words.strip():
        raise ProblemError(422, "look_words", f"The reason “{reason}” needs words", f"Send the header {WORDS}.")
    record_look(machine, referral, reason, "api:referral", text=words)
