"""What becomes of a claim when something is said of it: by the rule of that fact, from whichever file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from panah.journal.facts import Fact
from panah.protection.claim_life.kinds import UNDECIDED, ClaimRuleError, Life
from panah.protection.facts import claims as facts

F = TypeVar("F", bound=Fact)
_Rule = Callable[[Life, Any, dt.date], Life]
_rules: dict[type[Fact], _Rule] = {}


def begun(fact: facts.ClaimRegistered) -> Life:
    """A claim that was just registered."""
    day = fact.registered_on
    return Life(
        since=day, feared_on=fact.feared_on, asked_on=day, child=fact.child, issued_on=day, valid_until=fact.valid_until
    )


def after(life: Life, fact: Fact, on: dt.date) -> Life:
    """The claim after something was said of it ``on`` a day. Raises ClaimRuleError; LookupError for a fact that is none
    of a claim's."""
    rule = _rules[type(fact)]
    if life.state == "transferred":
        raise ClaimRuleError("claim_transferred")
    if life.state == "died" and not isinstance(fact, facts.ClaimDeathCorrected):
        raise ClaimRuleError("claim_decided")
    found = rule(life, fact, on)
    if found.state == life.state:
        return found
    # Whoever was taken for dead asked before that: their time goes on.
    asked_anew = found.state in UNDECIDED and life.state not in UNDECIDED and life.state != "died"
    return replace(found, since=on.isoformat(), asked_on=on.isoformat() if asked_anew else found.asked_on)


def on(fact: type[F]) -> Callable[[Callable[[Life, F, dt.date], Life]], Callable[[Life, F, dt.date], Life]]:
    """Keeps the rule of a fact: the claim, what is said of it, and on which day, give the claim that becomes of it."""

    def keep(rule: Callable[[Life, F, dt.date], Life]) -> Callable[[Life, F, dt.date], Life]:
        _rules[fact] = rule
        return rule

    return keep


def must(holds: bool, code: str) -> None:
    """Raises ClaimRuleError where a rule doesn't hold."""
    if not holds:
        raise ClaimRuleError(code)
