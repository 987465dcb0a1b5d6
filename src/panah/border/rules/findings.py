"""What advice is made of: findings as codes with parameters, grave or not, each with its source. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from panah.border.facts.parts import Area, FindingPart, State

Value = str | int | None
AREAS: tuple[Area, ...] = ("document", "stay", "history", "traveller", "watchlist")

_WEIGHT: Mapping[str, int] = {"unknown": 0, "green": 1, "amber": 2, "red": 3}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the checks say. Dates in ``params`` are ISO text; ``source`` says where it comes from."""

    area: Area
    state: State
    code: str
    params: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""

    @classmethod
    def of(cls, part: FindingPart) -> Finding:
        """From a fact."""
        return cls(part.area, part.state, part.code, MappingProxyType(dict(part.params)), part.source)

    def part(self) -> FindingPart:
        """For a fact."""
        return FindingPart(
            area=self.area, state=self.state, code=self.code, params=dict(self.params), source=self.source
        )


def finding(area: Area, state: State, code: str, source: str = "", **params: Value | dt.date) -> Finding:
    """A finding with its dates as ISO text."""
    plain = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in params.items()}
    return Finding(area, state, code, MappingProxyType(plain), source)


def worst(findings: Iterable[Finding], area: Area) -> State:
    """The gravest state of an area: unknown only where nothing is known, green where nothing was found."""
    states = [one.state for one in findings if one.area == area]
    known = [state for state in states if state != "unknown"] or states
    grave: State = max(known, key=lambda state: _WEIGHT[state], default="green")
    return grave


def decisive(findings: Iterable[Finding], area: Area) -> Finding | None:
    """The finding an officer reads first: of the gravest, the first; something not known never hides what is."""
    own = [one for one in findings if one.area == area]
    if not own:
        return None
    known = [one for one in own if one.state != "unknown"] or own
    return max(known, key=lambda one: _WEIGHT[one.state])
