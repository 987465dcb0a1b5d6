"""A machine that reads a person's file again: the reason first, and the look is written down (S8)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from panah.border.desk.history import file_of
from panah.border.desk.presentations import PresentationView
from panah.people.api_looks import look, parameters
from panah.people.devices import Device
from panah.people.look_times import look_times

# The reasons a machine can have: it corrects nothing and oversees nobody.
REASONS = ("inspection", "hold", "court", "other")

PARAMETERS = parameters(
    REASONS,
    "Why the file is read again: needed unless this machine opened the presentation within the last 30 minutes.",
    required=False,
)
"""How the description of the API names the headers."""


def look_first(request: HttpRequest, device: Device, view: PresentationView) -> None:
    """Record the look at this presentation before it is answered; the machine's own fresh inspection is none.
    ProblemError as ``look`` raises it."""
    if view.row.officer == device.id and timezone.now() - view.row.opened <= look_times().machine:
        return
    look(request, device, file_of(view.row), REASONS, "api:presentation")
