"""A port: ways that a higher area adds to the page of a hold, beside admitting and going back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from panah.border.desk.holds import HoldView


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What somebody has begun already and not ended: in a sentence, and whether it was the officer who looks."""

    said: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A button on the page of a hold that is with the officer: the name of an address that takes ``hold``.

    ``under_way`` says whether it was begun already; then its button is ``label_under_way`` for whoever began it.

    ``later`` says, in a sentence, whether and why an officer may still go there though the hold isn't theirs any more;
    its button is ``later_label``.
    """

    title: str | Promise
    lead: str | Promise
    label: str | Promise
    address: str
    icon: str
    key: str = ""
    under_way: Callable[[HoldView, UUID], UnderWay | None] = lambda _hold, _officer: None
    label_under_way: str | Promise = ""
    later: Callable[[HoldView, UUID], str] = lambda _hold, _officer: ""
    later_label: str | Promise = ""


ways: list[Way] = []
"""Filled by higher areas when they start."""
