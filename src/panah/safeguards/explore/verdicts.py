"""Every verdict of the guard about acts, in every state it can be asked in, held against the safeguards."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import product

from panah.safeguards.explore.deeds import NOW, Deed, variants
from panah.safeguards.explore.faces import ADULT, AGES, STANDINGS, faces, marked, never_held, person, truth, with_family
from panah.safeguards.explore.found import Found
from panah.safeguards.explore.lawful import FOR_FLIGHT, PENALTIES, Truth, broken, owed
from panah.safeguards.explore.steps import CLASSES, NOT_AGAINST, SPARED_AFTERWARDS
from panah.safeguards.guard.context import Context
from panah.safeguards.guard.judging import judge
from panah.safeguards.guard.law import Law
from panah.safeguards.guard.living import spared_by
from panah.safeguards.guard.matters import Matter, Stage
from panah.safeguards.guard.people import Person

LAWFUL = "lawful"
"""Not a safeguard: what no safeguard forbids is allowed, or the guard is in the way of work that is lawful."""


class Verdicts:
    """Asks the guard and remembers. A verdict depends on nothing but what is asked, so each question is put once."""

    def __init__(self, law: Law, found: Found) -> None:
        self._law, self._found = law, found
        self._known: dict[tuple[int, int, str, int], frozenset[str]] = {}
        self._bodies: dict[tuple[int, int, tuple[Matter[Stage], ...]], None] = {}
        self.asked = 0

    @cached_property
    def _deeds(self) -> dict[str, tuple[tuple[Deed, Context], ...]]:
        return {
            code: tuple((deed, deed.context()) for deed in _telling(variants(code, receipt="receipt" in act.needs)))
            for code, act in self._law.acts.items()
        }

    def allowed(self, standing: int, age: int, wait: str, opened: int) -> frozenset[str]:
        """The acts that the guard allows in some way, in a state where the acting node knows of so many open holds."""
        key = (standing, age, wait, opened)
        if key not in self._known:
            allowed: set[str] = set()
            for face, known in faces(standing, age, wait, opened):
                for act in self._deeds:
                    if self._act(face, known, act):
                        allowed.add(act)
            self._known[key] = frozenset(allowed)
        return self._known[key]

    def _act(self, face: Person, known: Truth, act: str) -> bool:
        deeds = self._deeds[act]
        some = [self._one(face, known, *deed) for deed in deeds]
        good, context = deeds[0]
        for other, about in with_family(face, known):
            some.append(self._one(other, about, good, context))
        if act in PENALTIES:
            unheld = never_held(face, known)
            some += [self._one(*unheld, *deed) for deed in deeds if deed[0].reason in FOR_FLIGHT]
        plain = judge(face, act, context, self._law)
        for safeguard, same in marked(face):
            self.asked += 1
            if judge(same, act, context, self._law) != plain:
                self._found.add(safeguard, f"{act}: a mark changes the verdict", str(known))
        return any(some)

    def _one(self, face: Person, known: Truth, deed: Deed, context: Context) -> bool:
        self.asked += 1
        allowed = judge(face, deed.act, context, self._law).allowed
        wrong = tuple(broken(known, deed))
        if allowed:
            for safeguard in wrong:
                self._found.add(safeguard, str(deed), str(known))
        elif not wrong:
            self._found.add(owed(known, deed) or LAWFUL, f"forbidden: {deed}", str(known))
        return allowed

    def as_bodies_see(self, standing: int, age: int, matters: tuple[Matter[Stage], ...], opened: int) -> None:
        """The same question where the matters themselves are known, each act done as it should be."""
        key = (standing, age, matters)
        if key in self._bodies:
            return
        self._bodies[key] = None
        one, years = STANDINGS[standing][0], AGES[age][-1]
        whole = replace(person(one, years, "held"), matters=matters)
        told = truth(one, years, "held", opened)
        for deeds in self._deeds.values():
            deed, context = deeds[0]
            self._one(whole, told, deed, context)
        if age == ADULT:
            self._afterwards(whole, told)

    def _afterwards(self, whole: Person, told: Truth) -> None:
        """Penalties, however the matters that are closed were closed: that changes nothing else, and no move."""
        closed = [matter for matter in whole.matters if not matter.open and matter.outcome != "died"]
        for ends in product(_ENDS, repeat=len(closed)) if closed else ():
            for category in range(len(CLASSES["claim"])):
                kept = (matter for matter in whole.matters if matter not in closed)
                ended = [_ended(matter, category, *end) for matter, end in zip(closed, ends, strict=True)]
                matters = (*kept, *ended)
                person = replace(whole, matters=matters, spared=spared_by(matters, self._law))
                spared = any(
                    one.category in SPARED_AFTERWARDS and end in NOT_AGAINST
                    for one, end in zip(ended, ends, strict=True)
                )
                for act in PENALTIES:
                    for deed, context in self._deeds[act]:
                        if deed.reason in FOR_FLIGHT and deed.court:
                            self._one(person, replace(told, spared=spared), deed, context)


_ENDS = (("granted", False), ("rejected", True), ("withdrawn", False), ("withdrawn", True))


def _ended(matter: Matter[Stage], category: int, end: str, against: bool) -> Matter[Stage]:
    """The matter closed in that way, of that category of its class."""
    row = next(row for row in CLASSES.values() if matter.category in row)
    return replace(matter, category=row[category], outcome=end, appeal_until=NOW if against else None)


def _telling(deeds: tuple[Deed, ...]) -> tuple[Deed, ...]:
    """The deeds that some safeguard tells from the one done as it should be.

    About the others none has anything to say.
    """
    good, *others = deeds

    def said(deed: Deed) -> list[tuple[tuple[str, ...], str | None]]:
        return [(tuple(broken(known, deed)), owed(known, deed)) for known in _SEVERAL]

    plain = said(good)
    return (good, *(deed for deed in others if said(deed) != plain))


_SEVERAL = tuple(
    truth(standing, years, wait, opened)
    for standing in ("foreigner", "national")
    for years in (AGES[0][0], AGES[1][0], AGES[2][0])
    for wait in ("line", "held", "over")
    for opened in (0, 1)
)
