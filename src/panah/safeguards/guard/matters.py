"""A matter: one open question of protection about one person, and the stages of its life.

The stage is part of the type: `Matter[Heard]` can be given to the steps that begin at `Heard` and to no others, so a
step that isn't lawful from a stage doesn't type-check. `life.attempt` says the same at run time, for what comes from
files and other nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar


class Status(StrEnum):
    """The stages as they are written down."""

    SUSPECTED = "suspected"
    HEARD = "heard"
    CLAIMED = "claimed"
    REFERRED = "referred"
    ACCEPTED = "accepted"
    DECIDING = "under_decision"
    GRANTED = "granted"
    REJECTED = "rejected"
    APPEALED = "under_appeal"
    CLOSED = "closed"


class Stage:
    """A stage as a type. These classes have no instances."""


class Suspected(Stage):
    """Somebody, or the system, noticed a sign."""


class Heard(Stage):
    """A trained officer spoke with the person."""


class Claimed(Stage):
    """The person asked for protection, in whatever words, or an officer or a body identified the need."""


class Referred(Stage):
    """Handed to a body."""


class Accepted(Stage):
    """The competent body has taken it."""


class Deciding(Stage):
    """The competent body is deciding."""


class Granted(Stage):
    """Decided for the person."""


class Rejected(Stage):
    """Decided against the person; the time for an appeal runs, or has run."""


class Appealed(Stage):
    """Before the court."""


class Closed(Stage):
    """Closed by the body competent for it."""


S = TypeVar("S", bound=Stage, covariant=True)


@dataclass(frozen=True, slots=True)
class Matter(Generic[S]):
    """One matter. Times are seconds since 1970 (UTC).

    `body` is the kind of body it was handed to; empty while the category alone says who is competent. `appeal_until`
    ends the time for an appeal (none: nothing was decided against the person, or it doesn't stand), `reflection_until`
    recovery and reflection. `outcome` says how it was closed: granted, rejected, withdrawn, died.
    """

    id: str
    category: str
    status: Status
    opened: int = 0
    body: str = ""
    appeal_until: int | None = None
    reflection_until: int | None = None
    outcome: str = ""

    @property
    def open(self) -> bool:
        """Whether it still stands in the way. Decided isn't closed: an appeal may come."""
        return self.status is not Status.CLOSED


def suspect(handle: str, category: str, at: int) -> Matter[Suspected]:
    """A new matter, on a sign that somebody or the system noticed."""
    return Matter(handle, category, Status.SUSPECTED, opened=at)


def claim(handle: str, category: str, at: int) -> Matter[Claimed]:
    """A new matter, because the person asked, in any words, of anybody (S3)."""
    return Matter(handle, category, Status.CLAIMED, opened=at)
