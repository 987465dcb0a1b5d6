"""A machine that opens a person's file says why in headers, for addresses are kept in logs; the look is written down
before the answer (S8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from panah.people.looks import Looking, record_look
from panah.people.problems import PeopleProblemError
from panah.people.words import LOOK_REASONS
from panah.web.problems import ProblemError

REASON, WORDS = "Look-Reason", "Look-Words"


def parameters(reasons: Sequence[str], why: str, *, required: bool) -> list[dict[str, Any]]:
    """How the description of the API names the headers; ``why`` says when a reason is needed."""
    return [
        {
            "in": "header",
            "name": REASON,
            "required": required,
            "description": f"{why} The look is written down with the machine's name.",
            "schema": {"type": "string", "enum": list(reasons)},
        },
        {
            "in": "header",
            "name": WORDS,
            "required": False,
            "description": "In a few words: needed for `court` (its number) and `other`. ASCII.",
            "schema": {"type": "string", "maxLength": 500, "pattern": "^[ -~]*$"},
        },
    ]


def look(request: HttpRequest, machine: Looking, file: UUID, reasons: Sequence[str], screen: str) -> None:
    """Record the look at this file. ProblemError 428 where no reason is given, 422 where it is none of ``reasons`` or
    lacks its words."""
    reason, words = request.headers.get(REASON, ""), request.headers.get(WORDS, "")
    if not reason:
        raise ProblemError(
            428,
            "look_reason",
            "Say why this file is read",
            f"Send the header {REASON} with one of {', '.join(reasons)}. The look is written down.",
        )
    if reason not in reasons or not (words.isascii() and words.isprintable()):
        raise ProblemError(422, "look_reason", "No such reason", f"One of {', '.join(reasons)}; words in ASCII.")
    try:
        record_look(machine, file, reason, screen, text=words)
    except PeopleProblemError:
        raise ProblemError(
            422, "look_words", f"The reason “{LOOK_REASONS[reason]}” needs words", f"Send the header {WORDS}, in ASCII."
        ) from None
