"""Checks a regime as a whole: no id twice, and never two rules equally entitled to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from panah.stays.errors import RegimeError
from panah.stays.regime import DutyRule, People, Regime, RuleHead, StayRule
from panah.stays.values import LAST_DAY


def check_coherence(file: str, regime: Regime) -> None:
    """Raise `RegimeError` where a regime would leave an answer to chance."""
    _no_double_ids(file, regime)
    _no_ambiguity(file, regime.stays, "stay")
    _no_ambiguity(file, regime.duties, "duty")


def _no_double_ids(file: str, regime: Regime) -> None:
    seen: set[str] = set()
    for rule in regime.rules:
        if rule.head.id in seen:
            raise RegimeError(file, rule.head.id, "id", "is used twice")
        seen.add(rule.head.id)


def _no_ambiguity(file: str, rules: Sequence[StayRule | DutyRule], table: str) -> None:
    """Two rules equally strong for the same people on the same day would leave the answer to chance."""
    for index, rule in enumerate(rules):
        for other in rules[index + 1 :]:
            if (
                rule.rank == other.rank
                and rule.people.conditions == other.people.conditions
                and rule.people.everyone == other.people.everyone
                and _same_subject(rule, other)
                and _shared(rule.people, other.people)
                and _overlap(rule.head, other.head)
            ):
                raise RegimeError(
                    file, f"{table} {other.head.id}", "nationalities", f"also governed by {rule.head.id} at that time"
                )


def _same_subject(rule: StayRule | DutyRule, other: StayRule | DutyRule) -> bool:
    if isinstance(rule, DutyRule) and isinstance(other, DutyRule):
        return rule.duty == other.duty
    return True


def _shared(one: People, other: People) -> bool:
    if one.everyone:
        return True
    return bool((one.nationalities - one.excepted) & (other.nationalities - other.excepted))


def _overlap(one: RuleHead, other: RuleHead) -> bool:
    first = (one.valid_from or dt.date.min, one.valid_to or dt.date.fromordinal(LAST_DAY))
    second = (other.valid_from or dt.date.min, other.valid_to or dt.date.fromordinal(LAST_DAY))
    return first[0] <= second[1] and second[0] <= first[1]
