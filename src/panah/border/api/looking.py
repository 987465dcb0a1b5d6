"""A machine that reads a person's file again: the reason first, and the look is written down (S8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from panah.border.desk.history import file_of
from panah.border.desk.presentations import PresentationView
from panah.people.devices import Device
from panah.people.looks import record_look
from panah.people.problems import PeopleProblemError
from panah.people.roles import LOOK_REASONS
from panah.web.problems import ProblemError

REASON, WORDS = "Look-Reason", "Look-Words"
FRESH = timedelta(minutes=30)
"""How long after coming somebody counts as standing at the machine."""

# The reasons a machine can have: it corrects nothing and oversees nobody.
REASONS = ("inspection", "hold", "court", "other")

PARAMETERS: list[dict[str, Any]] = [
    {
        "in": "header",
        "name": REASON,
        "required": False,
        "description": "Why the file is read again: needed unless this machine opened the presentation within the last "
        "30 minutes. The look is written down with the machine's name.",
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


def look_first(request: HttpRequest, device: Device, view: PresentationView) -> None:
    """Record the look at this presentation before it is answered; the machine's own fresh inspection is none.

    ProblemError 428 where no reason is given, 422 where it is none of REASONS or lacks its words. The reason stands in
    a header, for addresses are kept in logs.
    """
    if view.row.officer == device.id and timezone.now() - view.row.opened <= FRESH:
        return
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
    try:
        record_look(device, file_of(view.row), reason, "api:presentation", text=words)
    except PeopleProblemError:
        raise ProblemError(
            422, "look_words", f"The reason “{LOOK_REASONS[reason]}” needs words", f"Send the header {WORDS}."
        ) from None
