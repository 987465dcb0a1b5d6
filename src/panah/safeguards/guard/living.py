"""What a step of one of their matters means for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from panah.safeguards.guard.answers import Refused, because
from panah.safeguards.guard.conditions import Category, Taking
from panah.safeguards.guard.law import Law
from panah.safeguards.guard.law import law as law_in_use
from panah.safeguards.guard.life import attempt
from panah.safeguards.guard.matters import Matter, Stage, Status
from panah.safeguards.guard.people import Person, Standing


def step(person: Person, handle: str, code: str, taking: Taking, law: Law | None = None) -> Person | Refused:
    """The person after a step of the matter of that handle, or why not.

    `taking.person` is who the conditions look at: the same human being with all that is known under other handles too.
    """
    law = law or law_in_use()
    before = next((matter for matter in person.matters if matter.id == handle), None)
    if before is None:
        return Refused(code, (because("matter_unknown", matter=handle),))
    after = attempt(before, code, taking, law)
    if isinstance(after, Refused):
        return after
    changed = tuple(after if matter is before else matter for matter in person.matters)
    standing = standing_after(person.standing, after, law.categories[after.category])
    return replace(person, matters=changed, standing=standing, spared=spared_by(changed, law))


def standing_after(standing: frozenset[Standing], matter: Matter[Stage], category: Category) -> frozenset[Standing]:
    """What somebody is to the country after a matter took a step.

    Recognition protects from the moment of the decision. The risks that outlive a refugee status are settled when a
    matter about them is closed against the person or withdrawn, and not before.
    """
    if category.protects and matter.status is Status.GRANTED:
        return standing - {Standing.FOREIGNER, Standing.STATUS_ENDED} | {Standing.RECOGNISED_REFUGEE}
    settled = category.settles_ended and matter.status is Status.CLOSED and matter.outcome in ("rejected", "withdrawn")
    if settled and Standing.STATUS_ENDED in standing:
        return standing - {Standing.STATUS_ENDED} | {Standing.FOREIGNER}
    return standing


def spared_by(matters: Iterable[Matter[Stage]], law: Law) -> frozenset[str]:
    """The categories for whose sake somebody isn't penalised although the matter is closed: it was decided for them, or
    withdrawn before anybody decided. What was decided against them spares nobody, withdrawn later or not."""
    return frozenset(
        matter.category for matter in matters if law.categories[matter.category].spares and _not_against(matter)
    )


def _not_against(matter: Matter[Stage]) -> bool:
    undecided = matter.outcome == "withdrawn" and matter.appeal_until is None
    return not matter.open and (undecided or matter.outcome == "granted")
