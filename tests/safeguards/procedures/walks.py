"""Cases that hypothesis makes up: steps that are allowed, filled in properly, on days that go on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from panah.safeguards.procedures import Course, Field, Procedure, Step, Taken, course, procedures

FIRST = dt.date(2026, 3, 2)
CODES = tuple(procedures())
MATTERS = tuple(code for code, one in procedures().items() if one.categories)


@dataclass(frozen=True)
class Case:
    """A case that was walked, and the day on which somebody looks at it."""

    procedure: Procedure
    taken: tuple[Taken, ...]
    today: dt.date
    country: str = ""

    def course(self) -> Course:
        return course(self.procedure, self.taken, self.today, self.country)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def towards(goal: str, now: Course) -> str | None:
    """A step that may be taken now and that leads to the goal."""
    seen, waiting = {goal}, [goal]
    while waiting:
        code = waiting.pop(0)
        if code in now.allowed:
            return code
        more = [one for one in now.missing.get(code, ()) if one not in seen]
        seen.update(more)
        waiting += more
    return None


def filled(step: Step, draw: Callable[[Field], str]) -> dict[str, str]:
    """Values that can be recorded with a step."""
    return {one.name: draw(one) for one in step.fields}


@st.composite
def cases(draw: st.DrawFn, codes: tuple[str, ...] = CODES, country: str = "") -> Case:
    procedure = procedures()[draw(st.sampled_from(codes))]
    taken: list[Taken] = []
    on = FIRST

    def value(asked: Field) -> str:
        if asked.kind == "choice":
            return draw(st.sampled_from(sorted(asked.choices)))
        if asked.kind == "choices":
            return " ".join(draw(st.lists(st.sampled_from(sorted(asked.choices)), max_size=2, unique=True)))
        if asked.kind == "confirm":
            return "yes"
        if asked.kind == "flag":
            return draw(st.sampled_from(["yes", "no"]))
        if asked.kind == "date":
            return (on + dt.timedelta(days=draw(st.integers(-5, 60)))).isoformat()
        return "said"

    goal = draw(st.sampled_from([step.code for step in procedure.steps]))
    for number in range(draw(st.integers(0, 24))):
        on += dt.timedelta(days=draw(st.sampled_from([0, 0, 1, 7, 40])))
        now = course(procedure, taken, on, country)
        if goal in {one.step for one in taken}:
            goal = draw(st.sampled_from([step.code for step in procedure.steps]))
        # Most steps lead to the goal; some are anything that may be done. Hardly anybody dies.
        strays = draw(st.integers(0, 7)) == 0
        wanted = None if strays else towards(goal, now)
        step = procedure.step(wanted or draw(st.sampled_from(now.allowed or ("",)))) if now.allowed else None
        if step is None:
            break
        if step.ends == "died" and draw(st.integers(0, 9)):
            continue
        taken.append(Taken(step.code, on, filled(step, value), place=number))
    return Case(procedure, tuple(taken), on + dt.timedelta(days=draw(st.sampled_from([0, 1, 30, 200]))), country)


def straight(procedure: Procedure, *steps: tuple[str, int, dict[str, str]]) -> tuple[Taken, ...]:
    """Steps by code, day and the values that matter; the other fields are filled in with their first choice."""
    return tuple(
        Taken(code, day(days), {**usual(procedure.step(code), days), **values}, place=number)
        for number, (code, days, values) in enumerate(steps)
    )


def usual(step: Step, days: int) -> dict[str, str]:
    """What is filled in where nothing else matters."""
    kinds = {"confirm": "yes", "flag": "yes", "date": day(days).isoformat()}
    return filled(step, lambda asked: next(iter(asked.choices), kinds.get(asked.kind, "said")))
