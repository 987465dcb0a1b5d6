"""Findings as a register keeps them, in words for a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from panah.border.facts.parts import FindingPart
from panah.border.rules.findings import Finding
from panah.border.views.stage import AREA_NAMES, Line, line


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding to show: what it says, about which area, from where."""

    line: Line
    area: str
    source: str


def lines(findings: Iterable[Mapping[str, Any]]) -> list[FindingLine]:
    """The findings of a presentation's register row, the gravest first."""
    weight = {"red": 0, "amber": 1, "unknown": 2, "green": 3}
    parts = sorted((FindingPart.model_validate(part) for part in findings), key=lambda part: weight[part.state])
    return [FindingLine(line(Finding.of(part)), str(AREA_NAMES.get(part.area, "")), part.source) for part in parts]
