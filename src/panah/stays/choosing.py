"""Which rules of a regime are for one person, and which of them is in force on which day of a stay."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol, TypeVar

from panah.stays.ledger import FAR
from panah.stays.regime import DutyRule, People, Regime, RuleHead, StayRule
from panah.stays.values import Circumstances

MAX_REMEMBERED = 4096
SPANS = {"year": 366, "half_year": 184}
TWO_YEARS = 2 * 366
"""The longest unbroken presence a limit by calendar year can bear."""


class ForPeople(Protocol):
    """A rule that names the people it is for."""

    @property
    def head(self) -> RuleHead: ...

    @property
    def people(self) -> People: ...


Rule = TypeVar("Rule", bound=ForPeople)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stay rule with its dates as day numbers."""

    rule: StayRule
    start: int
    end: int
    everyone_inside: bool

    def holds(self, entered: int, day: int) -> bool:
        """Whether the rule governs this day of a stay that began on `entered`."""
        if self.everyone_inside:
            return self.start <= day and entered <= self.end
        return self.start <= entered <= self.end


class Plan:
    """The stay rules for one person, strongest first.

    No limit of any of them is below `least` days in any `span` days, or below `least_per_entry` days for one entry.
    """

    __slots__ = ("_whole", "candidates", "least", "least_per_entry", "reach", "span", "turns")

    def __init__(self, candidates: tuple[Candidate, ...]) -> None:
        self.candidates = candidates
        turns = {candidate.start for candidate in candidates if candidate.everyone_inside}
        turns |= {candidate.end + 1 for candidate in candidates if candidate.everyone_inside and candidate.end < FAR}
        self.turns = sorted(turn for turn in turns if 0 < turn < FAR)
        limits = [limit for candidate in candidates for limit in candidate.rule.limits]
        self.reach = max((limit.window + limit.days for limit in limits), default=0) + TWO_YEARS
        self.span = max((SPANS.get(limit.per, limit.window) for limit in limits), default=0)
        self.least = min((limit.days for limit in limits if limit.per != "entry"), default=FAR)
        self.least_per_entry = min((limit.days for limit in limits if limit.per == "entry"), default=FAR)
        only = candidates[0] if candidates else None
        self._whole = only if only is not None and only.start == 0 and only.end == FAR else None

    def rule_on(self, entered: int, day: int) -> StayRule | None:
        """The rule for one day of a stay that began on `entered`."""
        if self._whole is not None:
            return self._whole.rule
        for candidate in self.candidates:
            if candidate.holds(entered, day):
                return candidate.rule
        return None

    def pieces(self, entered: int, first: int, last: int) -> list[tuple[int, int, StayRule | None]]:
        """The rules over the days first..last of a stay that began on `entered`: (first day, last day, rule)."""
        if self._whole is not None:
            return [(first, last, self._whole.rule)]
        edges = [first, *(turn for turn in self.turns if first < turn <= last), last + 1]
        return [(start, after - 1, self.rule_on(entered, start)) for start, after in pairwise(edges)]


def plan_for(
    regime: Regime, nationality: str, circumstances: Circumstances, border_resident: bool | None = None
) -> Plan:
    """The plan for a person; remembered by the regime, since few different ones exist."""
    if border_resident is not None and border_resident != circumstances.border_resident:
        circumstances = replace(circumstances, border_resident=border_resident)
    key = traits(nationality, circumstances)
    found = regime.memory.get(key)
    if isinstance(found, Plan):
        return found
    rules = [rule for rule in regime.stays if meets(rule.people, nationality, circumstances)]
    plan = Plan(tuple(_candidate(rule) for rule in sorted(rules, key=strength, reverse=True)))
    remember(regime, key, plan)
    return plan


def traits(nationality: str, circumstances: Circumstances) -> tuple[Hashable, ...]:
    """What `meets` looks at."""
    return (
        nationality,
        circumstances.document,
        circumstances.purpose,
        circumstances.border_resident,
        circumstances.age,
    )


def remember(regime: Regime, key: Hashable, value: object) -> None:
    """Keep what was worked out from rules alone; bounded, since traits come from outside."""
    if len(regime.memory) >= MAX_REMEMBERED:
        regime.memory.clear()
    regime.memory[key] = value


def strength(rule: StayRule | DutyRule) -> tuple[bool, int, int]:
    """Bilateral before general, narrow before wide, newer before older."""
    start = rule.head.valid_from.toordinal() if rule.head.valid_from else 0
    return rule.rank == "bilateral", rule.people.specificity, start


def meets(people: People, nationality: str, circumstances: Circumstances) -> bool:
    """Whether a rule is for this person."""
    return (
        people.names(nationality)
        and (not people.documents or circumstances.document in people.documents)
        and (not people.purposes or circumstances.purpose in people.purposes)
        and (not people.border_residents or circumstances.border_resident)
        and (people.age_from is None or (circumstances.age is not None and circumstances.age >= people.age_from))
    )


def for_person(rules: Iterable[Rule], nationality: str, circumstances: Circumstances) -> list[Rule]:
    """The rules of one kind that are for this person, narrowest first."""
    found = [rule for rule in rules if meets(rule.people, nationality, circumstances)]
    return sorted(found, key=lambda rule: rule.people.specificity, reverse=True)


def _candidate(rule: StayRule) -> Candidate:
    head = rule.head
    return Candidate(
        rule,
        head.valid_from.toordinal() if head.valid_from else 0,
        head.valid_to.toordinal() if head.valid_to else FAR,
        rule.applies_to == "everyone_inside",
    )
