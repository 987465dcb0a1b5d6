"""Machines of a body's own system, and where it wants to be told that something came.

Said openly: that a body has a machine is no secret, and no fact holds a token, a secret or a whole address. Subject:
the machine; of a webhook: the body.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact

Short = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(max_length=500)]


class BodyMachineRegistered(Fact, kind="protection:machine:registered", retention="access"):
    """A machine of a body's own system may use the API for that body, as far as ``scopes`` reach."""

    of_body: UUID
    name: Annotated[str, Field(min_length=1, max_length=200)]
    scopes: tuple[str, ...]


class BodyMachineRevoked(Fact, kind="protection:machine:revoked", retention="access"):
    """Its token isn't accepted any more."""

    reason: Reason = ""


class WebhookSet(Fact, kind="protection:webhook:set", retention="access"):
    """The body is told at this machine of its own that something came; only the machine's name is kept here."""

    host: Short


class WebhookEnded(Fact, kind="protection:webhook:ended", retention="access"):
    """It is no longer told there: taken away by the body, or given up after failing for long (``failed``)."""

    failed: bool = False
    problem: Short = ""
