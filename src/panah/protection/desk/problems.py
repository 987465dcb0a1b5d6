"""How a desk of protection says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class ProtectionError(Exception):
    """A rule says no. Screens put ``code`` and ``params`` into words; it is never a fault of the program."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code


CODES = (
    "body_unknown",
    "no_body",
    "sort_unknown",
    "state_unknown",
    "state_needed",
    "place_unknown",
    "need_unknown",
    "needs_needed",
    "never_for_protection",
    "monitor_never",
    "key_unreadable",
    "change_unknown",
    "change_ended",
    "change_same_person",
    "change_waits",
    "reason_needed",
    "signature_wrong",
    "category_unknown",
    "nobody_competent",
    "nobody_reads",
    "matter_unknown",
    "matter_let_go",
    "no_share",
    "talk_unknown",
    "nothing_to_hand_over",
    "referral_unknown",
    "referral_answered",
    "reference_unknown",
    "purpose_needed",
    "consent_not_needed",
    "nothing_owed",
    "claim_unknown",
    "claim_registered",
    "claim_decided",
    "claim_not_final",
    "counsel_needed",
    "claim_missing",
    "claim_transferred",
    "claim_open",
    "claim_itself",
    "claim_name_needed",
    "day_wrong",
    "days_reversed",
    "call_unknown",
    "not_understood",
    "interpreter_not_independent",
    "interview_needed",
    "child_first",
    "withdrawal_incomplete",
    "service_incomplete",
    "nothing_to_serve",
    "nothing_to_appeal",
    "leave_needed",
    "no_appeal",
    "no_status",
    "not_missing",
    "certificate_needed",
    "region_needed",
    "body_not_here",
    "name_needed",
    "scope_needed",
    "machine_unknown",
    "purpose_other",
    "nothing_asked",
)
"""Every code a desk of this area may raise; each has words in ``protection/words/desk.py``."""
