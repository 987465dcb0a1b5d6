"""What an assessment says: reasons as codes with parameters, duties, bans and the rules that were applied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from panah.stays.regime import RuleHead

Param = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the arithmetic, or one doubt. Codes and their parameters are listed in `wording.toml`."""

    code: str
    params: dict[str, Param] = field(default_factory=dict)
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do beside the stay, by a day.

    `state`: open · done · late (done after the day) · missed (known not done) · unknown (past, nobody knows).
    """

    code: str
    by: dt.date
    on: str
    state: str
    rule: str


@dataclass(frozen=True, slots=True)
class Ban:
    """Re-entry is closed through `until`. While the person is inside it is what leaving today would bring."""

    until: dt.date
    overstay_days: int
    left_on: dt.date
    running: bool
    rule: str


@dataclass(frozen=True, slots=True)
class PastOverstay:
    """An earlier stay that lasted longer than it could."""

    entry: dt.date
    exit: dt.date
    since: dt.date
    days: int


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule an answer rests on, with where it is from and how sure that is."""

    id: str
    title: str
    source: str
    url: str
    as_of: dt.date
    confidence: str

    @classmethod
    def of(cls, head: RuleHead) -> AppliedRule:
        """From the head of a rule."""
        return cls(head.id, head.title, head.source.title, head.source.url, head.as_of, head.confidence)
