"""The lives of single matters: every step tried by everybody in every way, and where it leads.

A matter is collapsed to what its steps depend on: the class of its category by competence, its stage, and whether
recovery and reflection or the time for an appeal runs. Each collapsed matter is tried with every category of its class.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from panah.safeguards.explore.deeds import NOW
from panah.safeguards.explore.faces import AGES, person
from panah.safeguards.explore.found import Found
from panah.safeguards.explore.steps import BODIES, CLASSES, COMPETENT, Try, broken, owed
from panah.safeguards.guard.answers import Refused
from panah.safeguards.guard.competence import Directory
from panah.safeguards.guard.conditions import LEAVE_OF_COURT, WORDS_GIVEN, Taking
from panah.safeguards.guard.law import Law
from panah.safeguards.guard.life import attempt
from panah.safeguards.guard.living import standing_after
from panah.safeguards.guard.matters import Matter, Stage, Status
from panah.safeguards.guard.people import Person, Standing

ROLES = ("first_line", "second_line", "commander", "headquarters", "person", "lawyer", "guardian", "monitor", "system")
EVERYTHING = frozenset({*WORDS_GIVEN, LEAVE_OF_COURT})
NOTHING: frozenset[str] = frozenset()
TAKERS = (*((role, "") for role in (*ROLES, "court")), *(("body", body) for body in (*BODIES, "headquarters")))
ONCE = Try("body", "unhcr", EVERYTHING, "all", handed="unhcr")
ENDED = frozenset({Standing.STATUS_ENDED})


class Life(NamedTuple):
    """A collapsed matter. `stage` is a status, or `died`; `reflects`.

    Recovery and reflection runs; `final`: no appeal any more.
    """

    kind: str
    stage: str
    reflects: bool = False
    final: bool = False

    @property
    def open(self) -> bool:
        """Whether it isn't closed."""
        return self.stage not in ("closed", "died")

    def matter(self, category: str, body: str = "") -> Matter[Stage]:
        """A matter that this one stands for."""
        died = self.stage == "died"
        return Matter(
            id="matter",
            category=category,
            status=Status.CLOSED if died else Status(self.stage),
            opened=1,
            body=body,
            appeal_until=(NOW if self.final else NOW + 50) if self.stage == "rejected" else None,
            reflection_until=NOW + 50 if self.reflects else None,
            outcome="died" if died else "",
        )


def collapsed(kind: str, matter: Matter[Stage]) -> Life:
    """What a matter collapses to."""
    stage = "died" if matter.outcome == "died" else str(matter.status)
    reflects = matter.reflection_until is not None and matter.reflection_until > NOW and stage not in ("closed", "died")
    final = stage == "rejected" and matter.appeal_until is not None and matter.appeal_until <= NOW
    return Life(kind, stage, reflects, final)


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a matter can go: by hands that are at the post, by those that aren't, by the clock.

    `recognises`: those that make the person a recognised refugee; `settles`: those that settle the risks after a
    status.
    """

    here: frozenset[Life]
    elsewhere: frozenset[Life]
    clock: frozenset[Life]
    recognises: frozenset[Life]
    settles: frozenset[Life]


class Lives:
    """Tries steps and remembers where they lead."""

    def __init__(self, law: Law, found: Found) -> None:
        self._law, self._found = law, found
        self._known: dict[tuple[Life, int], Ways] = {}
        self._tried: set[Life] = set()
        self._directories: dict[tuple[str, str], Directory] = {}
        self.asked = 0

    def ways(self, life: Life, age: int) -> Ways:
        """Where this matter of a person of that age can go, by any step the guard lets anybody take."""
        if life not in self._tried:
            self._tried.add(life)
            self._try_everything(life)
        key = (life, age)
        if key not in self._known:
            self._known[key] = self._ways(life, age)
        return self._known[key]

    def _ways(self, life: Life, age: int) -> Ways:
        here: set[Life] = set()
        elsewhere: set[Life] = set()
        recognises: set[Life] = set()
        settles: set[Life] = set()
        for category, code in self._steps(life):
            if not self._begins(life, code):
                continue
            for years in AGES[age]:
                about = person("foreigner", years, "line")
                for role, body in TAKERS:
                    after = self._attempt(life, category, code, Try(role, body, EVERYTHING, "all"), about)
                    if after is None:
                        continue
                    to = collapsed(life.kind, after)
                    (elsewhere if role in ("body", "court") else here).add(to)
                    standing = standing_after(ENDED, after, self._law.categories[category])
                    if Standing.RECOGNISED_REFUGEE in standing:
                        recognises.add(to)
                    elif standing != ENDED:
                        settles.add(to)
        clock = set()
        if life.reflects:
            clock.add(life._replace(reflects=False))
        if life.stage == "rejected" and not life.final:
            clock.add(life._replace(final=True))
        return Ways(*map(frozenset, (here, elsewhere, clock, recognises, settles)))

    def _steps(self, life: Life) -> Iterator[tuple[str, str]]:
        for category in CLASSES[life.kind]:
            for code in self._law.steps:
                yield category, code

    def _begins(self, life: Life, code: str) -> bool:
        return (Status.CLOSED if life.stage == "died" else Status(life.stage)) in self._law.steps[code].sources

    def _try_everything(self, life: Life) -> None:
        """Each step by everybody, with everything given, nothing, all but one; whoever is competent, revoked, or
        nobody at all.
        """
        adult = person("foreigner", AGES[0][0], "line")
        for category, code in self._steps(life):
            if not self._begins(life, code):
                # Tried all the same, so that a guard that forgets to look at the stage is seen.
                self._check(life, category, code, ONCE, adult)
                continue
            for level in ("all", "next", "nobody"):
                for role, body in TAKERS:
                    self._check(life, category, code, Try(role, body, EVERYTHING, level), adult)
                    self._check(life, category, code, Try(role, body, NOTHING, level), adult)
                    self._check(life, category, code, Try(role, body, EVERYTHING, level, handed="unhcr"), adult)
            for body in (*COMPETENT[category], ""):
                for word in sorted(EVERYTHING):
                    role = "body" if body else "court"
                    self._check(life, category, code, Try(role, body, EVERYTHING - {word}, "all"), adult)
                for receiver in ("", "headquarters", "health_provider", "child_protection"):
                    role = "body" if body else "court"
                    self._check(life, category, code, Try(role, body, EVERYTHING, "all", receiver=receiver), adult)
                for ages in AGES[1:]:
                    for years in ages:
                        about = person("foreigner", years, "line")
                        self._check(life, category, code, Try("body", body, EVERYTHING, "all"), about)
            for word in sorted(EVERYTHING):
                self._check(life, category, code, Try("second_line", "", EVERYTHING - {word}, "all"), adult)
                self._check(life, category, code, Try("person", "", EVERYTHING - {word}, "all"), adult)

    def _check(self, life: Life, category: str, code: str, tried: Try, about: Person) -> None:
        after = self._attempt(life, category, code, tried, about)
        cared = not about.child or about.cared_for
        told = (category, life.stage, life.reflects, life.final, cared)
        if after is not None:
            for safeguard in broken(*told, tried, after, NOW):
                self._found.add(safeguard, f"{code} by {tried.role} {tried.body} ({tried.level})", str(life))
        elif (due := owed(*told, tried, code)) is not None:
            self._found.add(due, f"{code} refused to {tried.role} {tried.body} ({tried.level})", str(life))

    def _attempt(self, life: Life, category: str, code: str, tried: Try, about: Person) -> Matter[Stage] | None:
        self.asked += 1
        taking = Taking(
            now=NOW,
            role=tried.role,
            directory=self._directory(category, tried.level),
            person=about,
            body=tried.body,
            given=tried.given,
            receiver=tried.receiver if tried.receiver is not None else "unhcr",
        )
        after = attempt(life.matter(category, tried.handed), code, taking, self._law)
        return None if isinstance(after, Refused) else after

    def _directory(self, category: str, level: str) -> Directory:
        """Everybody there; the first of the category revoked; or all of them."""
        key = (category, level)
        if key not in self._directories:
            row = COMPETENT[category]
            revoked = {"all": (), "next": row[:1], "nobody": row}[level]
            self._directories[key] = replace(self._law.directory(), revoked=frozenset(revoked))
        return self._directories[key]
