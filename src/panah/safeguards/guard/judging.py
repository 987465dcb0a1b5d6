"""The question everything here is for: may this be done with this person, now, in this way?"""

from __future__ import annotations

from panah.safeguards.guard.answers import ALLOWED, Reason, Verdict
from panah.safeguards.guard.context import Context
from panah.safeguards.guard.law import Law
from panah.safeguards.guard.law import law as law_in_use
from panah.safeguards.guard.people import Person


def judge(person: Person, act: str, context: Context, law: Law | None = None) -> Verdict:
    """Whether an act of `data/guard_acts.toml` is allowed. KeyError for an act the law doesn't know."""
    law = law or law_in_use()
    rules = law.acts[act]
    why: list[Reason] = []
    for name in rules.bars:
        why.extend(law.bars[name](person, context))
    for name in rules.needs:
        why.extend(law.needs[name](person, context, rules.asked))
    return _verdict(why, law)


def judge_person(person: Person, act: str, context: Context, law: Law | None = None) -> Verdict:
    """The part of the question that the person alone answers: what headquarters looks at before it gives a receipt."""
    law = law or law_in_use()
    why: list[Reason] = []
    for name in law.acts[act].bars:
        why.extend(law.bars[name](person, context))
    return _verdict(why, law)


def _verdict(why: list[Reason], law: Law) -> Verdict:
    if not why:
        return ALLOWED
    reasons = tuple(why)
    return Verdict(False, reasons, law.remedies_for(reasons))
