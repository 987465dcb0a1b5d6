"""The answer: how long, since when irregular, what follows, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from panah.stays.reasons import AppliedRule, Ban, Duty, PastOverstay, Reason
from panah.stays.regime import Regime
from panah.stays.wording import sentence

Step = Literal["overstayed", "conditions_broken", "work_without_permit"]


@dataclass(frozen=True)
class Assessment:
    """What the rules say about one person on the day `on`. The law decides, not this: show `warning` with it.

    A person who left on that very day is still judged by that stay; one who is outside as if entering on that day.

    - `days_used`: days counted, `on` included if present, towards the limit that adds up over stays and has the least
      left; where no limit does, the days of this stay.
    - `days_left`: days after those already counted that an unbroken stay may last; None when nothing limits it.
    - `leave_by`: the last lawful day of that stay; None when nothing limits it (`days_left` None) or when there is
      no lawful day (`days_left` 0). After an overstay, the day by which the person should have left.
    - `first_day_back`: the first day on which a stay of at least a day is possible: for a person inside, after leaving
      on `leave_by` (or on `on`, if that has passed). None where there is no limit, or no such day can be told.
    - `overstay_days`: days present beyond the limit in the present stay, or in the last one of a person outside.
    - `irregular_since`, `irregular_step`: the first irregular day of that stay and how it came about.
    - `doubts`: what is not known or only assumed; an answer with doubts is no ground for a decision by itself.
    """

    on: dt.date
    nationality: str
    inside: bool
    days_used: int
    days_left: int | None
    leave_by: dt.date | None
    first_day_back: dt.date | None
    overstay_days: int
    irregular_since: dt.date | None
    irregular_step: Step | None
    ban: Ban | None
    duties: tuple[Duty, ...]
    past_overstays: tuple[PastOverstay, ...]
    doubts: tuple[Reason, ...]
    regime: Regime = field(repr=False, compare=False)
    explain: Callable[[Assessment], tuple[Reason, ...]] = field(repr=False, compare=False)

    @cached_property
    def why(self) -> tuple[Reason, ...]:
        """The arithmetic, step by step."""
        return self.explain(self)

    @cached_property
    def rules(self) -> tuple[AppliedRule, ...]:
        """The rules this answer rests on, each with source and date, in the order they are used."""
        heads = self.regime.heads
        names = [reason.rule for reason in (*self.why, *self.doubts)] + [duty.rule for duty in self.duties]
        return tuple(AppliedRule.of(heads[name]) for name in dict.fromkeys(names) if name in heads)

    @property
    def warning(self) -> str:
        """The regime's plain warning that the law decides."""
        return self.regime.warning

    def as_dict(self) -> dict[str, Any]:
        """For JSON, exactly: days_used, days_left, leave_by, overstay_days, irregular_since, why.

        `why` holds reasons and then doubts (`"doubt": true`), each with code, params, rule and an English sentence.
        """
        return {
            "days_used": self.days_used,
            "days_left": self.days_left,
            "leave_by": _iso(self.leave_by),
            "overstay_days": self.overstay_days,
            "irregular_since": _iso(self.irregular_since),
            "why": [_reason(reason, False) for reason in self.why] + [_reason(doubt, True) for doubt in self.doubts],
        }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _reason(reason: Reason, doubt: bool) -> dict[str, Any]:
    params = {key: _iso(value) if isinstance(value, dt.date) else value for key, value in reason.params.items()}
    return {
        "code": reason.code,
        "params": params,
        "rule": reason.rule or None,
        "doubt": doubt,
        "text": sentence(reason.code, params),
    }
