"""The life of a matter: taking a step, or saying why not and which steps lead there."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Any, TypeVar, cast

from panah.safeguards.guard.answers import Reason, Refused, Remedy, because
from panah.safeguards.guard.conditions import Taking
from panah.safeguards.guard.law import Law
from panah.safeguards.guard.law import law as law_in_use
from panah.safeguards.guard.matters import Matter, Stage, Status
from panah.safeguards.guard.steps import Step

A = TypeVar("A", bound=Stage)
B = TypeVar("B", bound=Stage)

OF_THE_PERSON = frozenset({"person", "lawyer", "guardian"})


def take(matter: Matter[A], step: Step[A, B], taking: Taking, law: Law | None = None) -> Matter[B] | Refused:
    """The matter after a step that begins at its stage. A step that doesn't isn't a lawful argument.

    It doesn't type-check.
    """
    return cast("Matter[B] | Refused", attempt(matter, step.code, taking, law))


def attempt(matter: Matter[Stage], code: str, taking: Taking, law: Law | None = None) -> Matter[Stage] | Refused:
    """The matter after a step given by its code, or why not. KeyError for a step or category the law doesn't know."""
    law = law or law_in_use()
    step = law.steps[code]
    category = law.categories[matter.category]
    if matter.status not in step.sources:
        why = (because("not_from_here", status=matter.status, step=code),)
        return Refused(code, why, path(matter.status, step, law))
    reasons = list(_by(step, matter, taking))
    for name in step.requires:
        reasons.extend(law.conditions[name](matter, taking, category))
    if reasons:
        return Refused(code, tuple(reasons), law.remedies_for(tuple(reasons)))
    return _after(matter, step, taking, law)


def _by(step: Step[Any, Stage], matter: Matter[Stage], taking: Taking) -> list[Reason]:
    if "anyone" in step.by or taking.role in step.by:
        return []
    if "person" in step.by and taking.role in OF_THE_PERSON:
        return []
    competent = taking.directory.competent(matter.category, matter.body)
    if "competent" in step.by:
        if taking.role == "body" and competent is not None and taking.body == competent:
            return []
        if competent is None:
            return [because("nobody_competent", category=matter.category)]
        return [because("not_competent", category=matter.category, body=competent)]
    return [because("step_not_yours", role=taking.role, by=", ".join(sorted(step.by)))]


def _after(matter: Matter[Stage], step: Step[Any, Stage], taking: Taking, law: Law) -> Matter[Stage]:
    after = replace(matter, status=step.target)
    if step.code == "reject":
        return replace(after, appeal_until=taking.now + law.clocks.appeal)
    if step.code == "dismiss_appeal":
        return replace(after, appeal_until=taking.now)
    if step.code == "transfer":
        return replace(after, body=taking.receiver)
    if step.code == "reasonable_grounds":
        return replace(after, reflection_until=matter.reflection_until or taking.now + law.clocks.reflection)
    if step.code == "end_reflection" and matter.reflection_until is not None:
        return replace(after, reflection_until=min(matter.reflection_until, taking.now))
    if step.code == "remit":
        return replace(after, appeal_until=None)
    if step.code == "reopen":
        return replace(after, outcome="", appeal_until=None)
    if step.target is Status.CLOSED:
        return replace(after, outcome=step.outcome or str(matter.status))
    return after


def path(status: Status, wanted: Step[Any, Stage], law: Law) -> tuple[Remedy, ...]:
    """The shortest way of steps from a stage to one where the wanted step begins; empty where there is none."""
    waiting: deque[tuple[Status, tuple[str, ...]]] = deque([(status, ())])
    seen = {status}
    while waiting:
        at, steps = waiting.popleft()
        if at in wanted.sources:
            return tuple(Remedy(code) for code in steps)
        for step in law.steps.values():
            if at in step.sources and step.target not in seen and step.target is not Status.CLOSED:
                seen.add(step.target)
                waiting.append((step.target, (*steps, step.code)))
    return ()
