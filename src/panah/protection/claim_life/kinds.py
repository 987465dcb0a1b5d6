"""A claim as it stands, and what it can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

STATES = (
    "registered", "called", "deciding", "rejected", "served", "leave", "appeal", "granted", "closed", "withdrawn",
    "died", "transferred",
)  # fmt: skip
"""``deciding``: heard. ``rejected``: not served yet. ``served``: the time to appeal runs, or is over. ``leave``: a late
appeal waits for leave. ``closed``: rejected for good, or a national now."""

OPEN = frozenset(STATES) - {"granted", "closed", "withdrawn", "died", "transferred"}
UNDECIDED = frozenset({"registered", "called", "deciding"})
ENDED = frozenset({"granted", "closed", "withdrawn", "died"})
"""Nothing stands in the way any more, as far as this claim goes."""


class ClaimRuleError(ValueError):
    """A fact can't be said of a claim as it is; ``code`` is one of protection's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Life:
    """A claim as it stands. Days in ISO form, "" for none.

    ``since``: the day the present state began; ``feared_on``: when fear was first said to any authority; ``asked_on``:
    the day from which on a decision is owed. ``child``: no, yes or doubtful, which means child.
    ``calls``, ``links``, ``same``: as the facts said them, the newest last. ``before``: of somebody who died, the claim
    as it stood until then.
    """

    state: str = "registered"
    since: str = ""
    feared_on: str = ""
    asked_on: str = ""
    child: str = "no"
    guardian: str = ""
    best_interests_on: str = ""
    outcome: str = ""
    why: str = ""
    level: int = 0
    interviewed_on: str = ""
    served_on: str = ""
    appeal_until: str = ""
    missing_since: str = ""
    search_until: str = ""
    died_on: str = ""
    issued_on: str = ""
    valid_until: str = ""
    issue: int = 1
    status_document: str = ""
    status_from: str = ""
    status_until: str = ""
    travel_document: str = ""
    region: str = ""
    transferred_to: str = ""
    reopened: int = 0
    calls: tuple[Mapping[str, Any], ...] = ()
    links: tuple[Mapping[str, Any], ...] = ()
    same: tuple[str, ...] = ()
    before: Life | None = None

    @property
    def open(self) -> bool:
        """Whether this claim still stands in the way of sending the person back."""
        return self.state in OPEN

    @property
    def on_certificate(self) -> bool:
        """Whether the certificate is the person's paper: while the claim is open, and until a status that was given has
        a document of its own."""
        return self.open or (self.state == "granted" and not self.status_until)

    @property
    def call(self) -> Mapping[str, Any] | None:
        """The call that stands, if one does."""
        last = self.calls[-1] if self.calls else None
        return last if last is not None and last["state"] == "called" else None

    @property
    def cared_for(self) -> bool:
        """Whether a decision may be made: an adult, or a child with a guardian and a best-interests record."""
        return self.child == "no" or bool(self.guardian and self.best_interests_on)

    def over(self, on: dt.date) -> bool:
        """Whether a served rejection can't be appealed in time any more."""
        return self.state == "served" and self.appeal_until < on.isoformat()
