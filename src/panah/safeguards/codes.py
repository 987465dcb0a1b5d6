"""Every code these rules give, for those who put them into words: rules know no language."""

from __future__ import annotations

from panah.safeguards.conversation import MARKS, ON_ITS_FACE, REMINDERS, STATES, VERDICTS
from panah.safeguards.indicators import CATEGORIES, DIMENSIONS, RESULTS, RULES, STRENGTHS
from panah.safeguards.noticing import kinds
from panah.safeguards.routes import AGAINST, CONSENT_PURPOSES, CONSENT_STATES, FOR, STEPS

ERRORS = (
    "talk:mark_unknown",
    "talk:presence_unknown",
    "talk:interpreter_source_unknown",
    "talk:answer_unknown",
    "consent:purpose_unknown",
    "consent:field_unknown",
    "consent:override_unsigned",
)


def codes() -> tuple[str, ...]:
    """Every code, in the form in which the wording of the screens looks it up, without doubles."""
    prefixed = {
        "conversation": STATES,
        "mark": MARKS,
        "category": CATEGORIES,
        "strength": STRENGTHS,
        "dimension": DIMENSIONS,
        "result": RESULTS,
        "purpose_of_consent": CONSENT_PURPOSES,
        "consent": CONSENT_STATES,
        "step": STEPS,
        "notice": tuple(kinds()),
    }
    plain = (
        *RULES,
        *VERDICTS,
        *REMINDERS,
        *ON_ITS_FACE,
        *AGAINST,
        *FOR,
        *ERRORS,
        "profile:preliminary",
        "profile:not_for_credibility",
        "gap:ask_unhcr",
        "gap:commander_and_monitor",
        "clock:declined",
        "clock:not_acknowledged",
        "clock:not_accepted",
    )
    return tuple(dict.fromkeys([*plain, *(f"{name}:{one}" for name, group in prefixed.items() for one in group)]))
