"""What was filled in for a step, held against what the step asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from panah.safeguards.procedures.clocks import day
from panah.safeguards.procedures.kinds import NO, YES, Field, Step

LONGEST = {"line": 200, "text": 4000, "date": 10, "choice": 60, "choices": 2000, "flag": 3, "confirm": 3}


@dataclass(frozen=True, slots=True)
class Problem:
    """A field can't be taken as it is: ``missing``, ``not_confirmed``, ``no_date``, ``no_choice``, ``too_long``, or
    ``unknown`` where the step doesn't ask for it."""

    field: str
    code: str


def problems(step: Step, values: Mapping[str, str]) -> tuple[Problem, ...]:
    """All problems of the values for a step; empty where it can be recorded with them."""
    found = [Problem(one.name, code) for one in step.fields if (code := _problem(one, values.get(one.name, "")))]
    asked = {one.name for one in step.fields}
    return (*found, *(Problem(name, "unknown") for name in values if name not in asked))


def _problem(asked: Field, value: str) -> str:
    if not value.strip():
        if asked.kind == "confirm" and asked.required:
            return "not_confirmed"
        return "missing" if asked.required else ""
    if len(value) > LONGEST[asked.kind]:
        return "too_long"
    if asked.kind == "date" and day(value) is None:
        return "no_date"
    if asked.kind == "choice" and value not in asked.choices:
        return "no_choice"
    if asked.kind == "choices" and not set(value.split()) <= set(asked.choices):
        return "no_choice"
    if asked.kind == "flag" and value not in (YES, NO):
        return "no_choice"
    if asked.kind == "confirm" and value != YES:
        return "not_confirmed"
    return ""
