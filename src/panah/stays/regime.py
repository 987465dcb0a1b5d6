"""A regime: the dated rules of one country (or area) on how long whom may stay. Read from TOML by `loading`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol

Confidence = Literal["official", "reported", "memory"]
Per = Literal["entry", "rolling", "year", "half_year"]
Rank = Literal["general", "bilateral"]
Transition = Literal["entries_from", "everyone_inside"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is written or who reported it."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class RuleHead:
    """What every rule carries: a name, its source, when it was last read there, and how sure that reading is."""

    id: str
    title: str
    source: Source
    as_of: dt.date
    confidence: Confidence
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def in_force(self, day: dt.date) -> bool:
        """Whether the rule is in force on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Rule(Protocol):
    """Anything with the head of a rule."""

    @property
    def head(self) -> RuleHead: ...


@dataclass(frozen=True, slots=True)
class People:
    """Whom a rule is for. Nationalities are expanded from groups; empty `documents` and `purposes` mean any."""

    nationalities: frozenset[str]
    everyone: bool = False
    excepted: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    border_residents: bool = False
    age_from: int | None = None

    def names(self, nationality: str) -> bool:
        """Whether the rule is for people of this nationality."""
        return (self.everyone or nationality in self.nationalities) and nationality not in self.excepted

    @property
    def conditions(self) -> tuple[frozenset[str], frozenset[str], bool, int | None]:
        """The conditions beside nationality; the more of them, the more specific the rule."""
        return self.documents, self.purposes, self.border_residents, self.age_from

    @property
    def specificity(self) -> int:
        """How narrow the rule is: named nationalities before everyone, then each condition."""
        return sum((not self.everyone, *(bool(condition) for condition in self.conditions)))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `days` days of presence per entry, in any `window` days, or in a calendar year or half-year."""

    days: int
    per: Per
    window: int = 0


@dataclass(frozen=True, slots=True)
class StayRule:
    """How long these people may stay without a visa; `needs_visa` where they may not, `no_limit` where days are free.

    `counts_from`: presence before that day isn't counted. `applies_to` says what happens to people who are inside on
    `valid_from`: `entries_from` leaves them under the old rule until they leave, `everyone_inside` moves them at once.
    """

    head: RuleHead
    people: People
    limits: tuple[Limit, ...] = ()
    rank: Rank = "general"
    needs_visa: bool = False
    no_limit: bool = False
    applies_to: Transition = "entries_from"
    counts_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StatusRule:
    """Statuses under which a stay has no limit of days here."""

    head: RuleHead
    statuses: frozenset[str]


@dataclass(frozen=True, slots=True)
class VisaRule:
    """How a visa limits a stay. `limits_hold_too`: the visa-free limits hold beside the sticker's own."""

    head: RuleHead
    limits_hold_too: bool = False
    long_stay_counts: bool = False


@dataclass(frozen=True, slots=True)
class PermitRule:
    """How permits of some kinds carry a stay.

    `days_count`: whether days under the permit use up the visa-free days. `grace_days` run after the end, after every
    end or only after an early one (`grace_if_ended_early`), and only when the permit ended more than `grace_after_days`
    after entry.
    """

    head: RuleHead
    people: People
    kinds: frozenset[str]
    days_count: bool = True
    grace_days: int = 0
    grace_if_ended_early: bool = False
    grace_after_days: int = 0


@dataclass(frozen=True, slots=True)
class DutyRule:
    """A duty beside the stay: what, by when. Never shortens the stay; a breach counts only where `breach_breaks_stay`.

    `within` days of `unit`; with `clock` "next_day" the day after entry is day 1, with "entry_day" the day of entry is.
    `free_days`: the duty falls away for stays no longer than that; it is then due on the last free day.
    `on` is who must act: the traveller or the host.
    """

    head: RuleHead
    people: People
    duty: str
    within: int
    unit: Literal["working", "calendar"]
    clock: Literal["entry_day", "next_day"]
    rank: Rank = "general"
    free_days: int = 0
    on: Literal["traveller", "host"] = "traveller"
    breach_breaks_stay: bool = False
    statuses_excepted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WorkRule:
    """Which permits let these people work; none needed when `permits` is empty."""

    head: RuleHead
    people: People
    permits: frozenset[str]


@dataclass(frozen=True, slots=True)
class BanRule:
    """How long re-entry is closed after an overstay of at least `overstay_from` days (to `overstay_to`, if set)."""

    head: RuleHead
    people: People
    overstay_from: int
    overstay_to: int | None
    years: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class PauseRule:
    """Reasons for which the clock of a stay stands still."""

    head: RuleHead
    reasons: frozenset[str]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days that are not working days. `known_until`: movable holidays after that day aren't in the data.

    `source` says where the days are from; none where a file has no days of its own.
    """

    weekend: frozenset[int]
    fixed: frozenset[tuple[int, int]]
    dated: frozenset[dt.date]
    known_until: dt.date | None
    source: Source | None = None

    def is_working(self, day: dt.date) -> bool:
        """Whether offices work on that day."""
        return day.weekday() not in self.weekend and (day.month, day.day) not in self.fixed and day not in self.dated


@dataclass(frozen=True)
class Regime:
    """All rules of one country or area. `warning` says plainly that the law decides, not this data."""

    name: str
    country: str
    title: str
    warning: str
    as_of: dt.date
    nationals: frozenset[str]
    stays: tuple[StayRule, ...]
    statuses: tuple[StatusRule, ...]
    visas: tuple[VisaRule, ...]
    permits: tuple[PermitRule, ...]
    duties: tuple[DutyRule, ...]
    works: tuple[WorkRule, ...]
    bans: tuple[BanRule, ...]
    pauses: tuple[PauseRule, ...]
    calendar: WorkCalendar
    memory: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False, hash=False)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every kind."""
        kinds: tuple[tuple[Rule, ...], ...] = (
            self.stays,
            self.statuses,
            self.visas,
            self.permits,
            self.duties,
            self.works,
            self.bans,
            self.pauses,
        )
        return tuple(rule for kind in kinds for rule in kind)

    @cached_property
    def heads(self) -> dict[str, RuleHead]:
        """Every rule's head by its id."""
        return {rule.head.id: rule.head for rule in self.rules}
