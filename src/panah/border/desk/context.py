"""Who does something, and where; and how a desk says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from panah.border.facts.presentations import Channel


@dataclass(frozen=True, slots=True)
class Place:
    """Where an officer, a kiosk or a gate stands."""

    post: UUID
    lane: str
    channel: Channel = "booth"


class Acting(Protocol):
    """Whoever does something: ``request.staff`` is one, an ``Actor`` another."""

    @property
    def id(self) -> UUID:
        """Their id in facts."""

    @property
    def roles(self) -> frozenset[str]:
        """Their roles where they work now."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A staff member or a device, where no request stands behind it."""

    id: UUID
    roles: frozenset[str] = frozenset()
    name: str = ""


@dataclass
class DeskError(Exception):
    """A rule says no. Views and API put ``code`` and ``params`` into words; it is never a fault of the program."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code


CODES = (
    "post_unknown",
    "lane_unknown",
    "timezone_unknown",
    "regime_unknown",
    "country_unknown",
    "shift_start_unreadable",
    "no_lanes",
    "presentation_unknown",
    "has_outcome",
    "set_aside_required",
    "nothing_to_take_back",
    "take_back_not_yours",
    "not_crossed",
    "only_an_exit_returns",
    "repeats_needed",
    "repeats_itself",
    "purpose_unknown",
    "means_unknown",
    "capacity_unknown",
    "hold_unknown",
    "hold_released",
    "hold_not_taken",
    "hold_taken_by_other",
    "hold_not_here",
    "child_needs_company",
    "shift_closed",
    "roll_incomplete",
    "roll_unknown",
    "roll_foreign",
    "text_too_long",
    "document_problems",
    "not_at_a_post",
    "reason_needed",
    "hits_unanswered",
    "call_unknown",
    "call_answered",
    "refusal_unknown",
    "refusal_ended",
    "refusal_waits",
    "refusal_same_officer",
    "refusal_not_allowed",
    "refusal_not_heard",
    "conversation_open",
    "signature_wrong",
    "ground_unknown",
    "facts_needed",
    "advisory_unheard",
    "same_presentation",
    "joined_already",
    "reason_missing",
    "correction_unknown",
    "correction_ended",
    "correction_waits",
    "correction_same_officer",
    "same_document",
    "hold_elsewhere",
    "search_of_nothing",
    "search_own_sex",
    "search_reason",
)
"""Every code a desk of this area may raise; each has words in ``border/wording.py``."""
