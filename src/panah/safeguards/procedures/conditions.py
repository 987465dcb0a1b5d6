"""Conditions of procedures: how they are written in the data, and whether they are met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from panah.safeguards.procedures.kinds import Condition, Lack, Need, Taken

Counted = Mapping[str, Sequence[Taken]]
"""What was taken and counts, by step, the oldest first."""

_NOT = "not "


def parse(text: str) -> Condition:
    """``step`` · ``not step`` · ``step.field=a|b`` · ``step.field!=a|b``; raises ValueError."""
    absent = text.startswith(_NOT)
    rest = text.removeprefix(_NOT)
    name, equals, values = rest.partition("=")
    are = not name.endswith("!")
    step, dot, field = name.removesuffix("!").partition(".")
    if bool(dot) != bool(equals) or not step or (dot and (not field or not all(values.split("|")))):
        raise ValueError(f"{text!r} is no condition")
    return Condition(step, field, tuple(values.split("|")) if equals else (), are, absent)


def met(condition: Condition, counted: Counted) -> bool:
    """Whether it is met. Of a step that was taken several times the latest counts."""
    taken = counted.get(condition.step)
    found = bool(taken)
    if taken and condition.field:
        found = (taken[-1].values.get(condition.field, "") in condition.values) is condition.are
    return found is not condition.absent


def unmet(needs: Sequence[Need], counted: Counted) -> tuple[Lack, ...]:
    """What is lacking of these needs. A need that wants a step absent can't be helped: its lack is ``excluded``."""
    lacks = []
    for need in needs:
        if need.when is not None and not met(need.when, counted):
            continue
        if any(met(one, counted) for one in need.any_of):
            continue
        wanted = [one for one in need.any_of if not one.absent]
        if not wanted:
            lacks.append(Lack("excluded", tuple(one.step for one in need.any_of)))
            continue
        first = wanted[0]
        steps = tuple(dict.fromkeys(one.step for one in wanted))
        lacks.append(Lack("needs", steps, first.field, first.values if first.are else ()))
    return tuple(lacks)
