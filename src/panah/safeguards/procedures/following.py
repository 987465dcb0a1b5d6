"""Where a case stands: what was taken is folded in the order of its days, whatever the order in which it came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from panah.safeguards.procedures.clocks import ends, of_country, waits_until
from panah.safeguards.procedures.conditions import met, unmet
from panah.safeguards.procedures.kinds import (
    Clock,
    Course,
    Due,
    GuardStep,
    Lack,
    Procedure,
    Running,
    Step,
    Taken,
    Waiting,
    Way,
)
from panah.safeguards.procedures.loading import lengths


@dataclass(slots=True)
class _Case:
    """What counts by now. `order` says when in the fold each of `counted` was taken."""

    procedure: Procedure
    lengths: Mapping[str, Clock]
    counted: dict[str, list[Taken]] = field(default_factory=dict)
    order: dict[str, list[int]] = field(default_factory=dict)
    history: list[tuple[Taken, tuple[GuardStep, ...]]] = field(default_factory=list)
    ended: str = ""

    def take(self, step: Step, taken: Taken) -> None:
        for code in step.anew:
            self.counted.pop(code, None)
            self.order.pop(code, None)
            if code == self.ended:
                self.ended = ""
        if not step.guard:
            # What is taken back without a step of the matter's own never was one: a wrong death closed nothing.
            self.history = [(one, () if one.step in step.anew else life) for one, life in self.history]
        self.counted.setdefault(step.code, []).append(taken)
        self.order.setdefault(step.code, []).append(len(self.history))
        if step.ends:
            self.ended = step.code
        life = tuple(one for one in step.guard if one.when is None or met(one.when, self.counted))
        self.history.append((taken, life))

    def latest(self, codes: Sequence[str]) -> tuple[int, Taken] | None:
        """When the latest of these steps was taken, and it."""
        found = [(self.order[code][-1], self.counted[code][-1]) for code in codes if code in self.counted]
        return max(found, key=lambda one: one[0]) if found else None

    def running(self, on: dt.date) -> Iterator[tuple[Waiting, dt.date]]:
        for waiting in self.procedure.waitings:
            clock = of_country(waiting.clock, self.lengths, waiting.code)
            since = self.latest(clock.since)
            if since is None or (clock.when is not None and not met(clock.when, self.counted)):
                continue
            stopped = self.latest(waiting.ended_by)
            until = max(waits_until(clock, self.counted[code][-1]) for code in clock.since if code in self.counted)
            if (stopped is None or stopped[0] < since[0]) and on <= until:
                yield waiting, until

    def lacks(self, step: Step, on: dt.date) -> tuple[Lack, ...]:
        """Why a step can't be taken on a day; empty where it can."""
        if self.ended and self.ended not in step.anew:
            return (Lack("ended", tuple(one.code for one in self.procedure.steps if self.ended in one.anew)),)
        found = []
        if step.code in self.counted and not step.repeats:
            found.append(Lack("taken", (step.code,)))
        found += [Lack("excluded", (one.step,)) for one in step.excludes if met(one, self.counted)]
        found += unmet(step.requires, self.counted)
        if step.waits:
            found += [
                Lack("waits", waiting.ended_by, until=until, waiting=waiting.code)
                for waiting, until in self.running(on)
                if waiting.code in step.waits
            ]
        return tuple(found)

    def due(self, step: Step, today: dt.date) -> Due | None:
        """When a step has to be taken, if its clock runs."""
        if step.clock is None:
            return None
        clock = of_country(step.clock, self.lengths, step.code)
        since = self.latest(clock.since)
        if since is None or (clock.when is not None and not met(clock.when, self.counted)):
            return None
        own = self.latest((step.code, *step.clock.met_by))
        if own is not None and own[0] > since[0]:
            return None
        if any(one.code in ("ended", "taken", "excluded") for one in self.lacks(step, today)):
            return None
        by = ends(clock, since[1])
        return Due(by, step.code, today > by)

    def first(self, opened: dt.date | None, lacks: Mapping[str, object], today: dt.date) -> Iterator[Due]:
        """The step to begin with, while nothing was taken that counts."""
        if opened is not None and not self.counted:
            possible = (one.code for one in self.procedure.steps if one.code not in lacks and not one.rare)
            yield from (Due(opened, code, today > opened) for code in islice(possible, 1))


def course(
    procedure: Procedure,
    taken: Sequence[Taken],
    today: dt.date,
    country: str = "",
    begun: dt.date | None = None,
    opened: dt.date | None = None,
) -> Course:
    """Where a case stands. The order of `taken` means nothing but among steps of one day with the same `place`.

    `country`: alpha-3, whose law sets the clocks; without one, or with one that has none, the defaults count. `begun`:
    the day on which its matter was opened; before it no waiting time began. `opened`: the day on which the case was, by
    the end of which its first step has to be taken: clocks begin with steps, and a case without any would wait unseen.
    A step that isn't of this procedure, lies in the future, before the matter, or before what it requires stays in the
    history and doesn't count.
    """
    case, done, aside = _follow(procedure, taken, today, country, begun)
    lacks = {step.code: found for step in procedure.steps if (found := case.lacks(step, today))}
    clocks = (case.due(step, today) for step in procedure.steps)
    due = sorted([*filter(None, clocks), *case.first(opened, lacks, today)])
    running = tuple(sorted(Running(until, waiting.code) for waiting, until in case.running(today)))
    way, why = _letting_go(procedure, case, running, today)
    return Course(
        due=tuple(due),
        done=tuple(done),
        aside=tuple(aside),
        allowed=tuple(step.code for step in procedure.steps if step.code not in lacks),
        later=_later(procedure, lacks),
        missing=MappingProxyType({code: _helping(found) for code, found in lacks.items()}),
        lacks=MappingProxyType(lacks),
        running=running,
        may_let_go=bool(way),
        why=why,
        way=way,
        ended=case.ended,
    )


def life(
    procedure: Procedure, taken: Sequence[Taken], today: dt.date, country: str = "", begun: dt.date | None = None
) -> tuple[tuple[Taken, tuple[GuardStep, ...]], ...]:
    """What counts of a case, oldest first, each with what it is in the life of the matter that the guard knows."""
    return tuple(_follow(procedure, taken, today, country, begun)[0].history)


def _follow(
    procedure: Procedure, taken: Sequence[Taken], today: dt.date, country: str, begun: dt.date | None
) -> tuple[_Case, list[Taken], list[Taken]]:
    """The case after all that was taken; all of it in order; and what doesn't count.

    Within a day whatever becomes possible through another step of that day is tried again.
    """
    rank = {step.code: number for number, step in enumerate(procedure.steps)}
    steps = {step.code: step for step in procedure.steps}
    case = _Case(procedure, lengths(country, procedure.code))

    def order(one: Taken) -> tuple[dt.date, int, int, str, tuple[tuple[str, str], ...], str]:
        return one.on, one.place, rank.get(one.step, len(rank)), one.step, tuple(sorted(one.values.items())), one.id

    done = sorted(taken, key=order)
    waiting: list[Taken] = []
    aside: list[Taken] = []
    for number, one in enumerate(done):
        waiting.append(one)
        if number + 1 < len(done) and done[number + 1].on == one.on:
            continue
        aside += _day(case, steps, waiting, begun or dt.date.min, today)
        waiting = []
    return case, done, aside


def _day(case: _Case, steps: Mapping[str, Step], waiting: list[Taken], begun: dt.date, today: dt.date) -> list[Taken]:
    left = [one for one in waiting if one.step in steps and begun <= one.on <= today]
    never = [one for one in waiting if one.step not in steps or not begun <= one.on <= today]
    while True:
        for one in left:
            if not case.lacks(steps[one.step], one.on):
                case.take(steps[one.step], one)
                left.remove(one)
                break
        else:
            return never + left


def _letting_go(
    procedure: Procedure, case: _Case, running: Sequence[Running], today: dt.date
) -> tuple[str, tuple[str, ...]]:
    """The way in which the matter may be let go, or the codes that say what is lacking on the nearest one."""
    waits = tuple(f"waits:{one.code}" for one in running)
    lacking = [(way, unmet(way.requires, case.counted)) for way in procedure.ways]
    for way, lacks in lacking:
        if not lacks and not waits:
            return way.code, ()

    def far(one: tuple[Way, tuple[Lack, ...]]) -> tuple[bool, bool, int]:
        """A way that what was taken has shut is the farthest; then one over what is rare; then what lacks most."""
        shut = any(_shut(procedure, case, lack, today) for lack in one[1])
        rare = any(procedure.step(code).rare for lack in one[1] if lack.code != "excluded" for code in lack.steps)
        return shut, rare, len(one[1])

    _way, lacks = min(lacking, key=far)
    needs = (f"{'unsettled' if lack.code == 'excluded' else 'needs'}:{lack.steps[0]}" for lack in lacks)
    return "", tuple(dict.fromkeys([*needs, *waits]))


def _shut(procedure: Procedure, case: _Case, lack: Lack, today: dt.date) -> bool:
    """Whether no step that would help can come any more: taken already with other values, excluded, or at an end. What
    must not have been taken is undone only by a step that is there for just that: whoever disappeared is found."""
    never = {"excluded", "ended", "taken"}
    steps = lack.steps
    if lack.code == "excluded":
        steps = tuple(one.code for one in procedure.steps if one.anew and set(one.anew) <= set(lack.steps))
    return all(never & {one.code for one in case.lacks(procedure.step(code), today)} for code in steps)


def _later(procedure: Procedure, lacks: Mapping[str, tuple[Lack, ...]]) -> tuple[str, ...]:
    """Steps that aren't allowed yet and can be, once others were taken or a time has run out."""
    possible = {step.code for step in procedure.steps if step.code not in lacks}
    while True:
        more = {
            code
            for code, found in lacks.items()
            if code not in possible
            and all(
                one.code == "waits" or (one.code == "needs" and not possible.isdisjoint(one.steps)) for one in found
            )
        }
        if not more:
            return tuple(step.code for step in procedure.steps if step.code in possible and step.code in lacks)
        possible |= more


def _helping(lacks: Sequence[Lack]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step for one in lacks if one.code in ("needs", "waits", "ended") for step in one.steps))
