"""What goes into an assessment: crossings, and the circumstances that change the rules for one person.

All dates are local dates of the place crossed; a `datetime` is taken at its own calendar day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from panah.stays.errors import StayInputError

FIRST_YEAR, LAST_YEAR = 1900, 2200
FIRST_DAY = dt.date(FIRST_YEAR, 1, 1).toordinal()
LAST_DAY = dt.date(LAST_YEAR, 12, 31).toordinal()

MAX_PAPERS = 200
"""More permits or pauses than anyone has."""

BORDER_ZONE = "border_zone"
"""The kind of a permit for local border traffic."""

Direction = Literal["entry", "exit"]


def day_number(day: dt.date, what: str = "date") -> int:
    """The proleptic ordinal of a day; refuses what is no date or lies outside 1900–2200."""
    if not isinstance(day, dt.date):
        raise StayInputError(f"{what} is not a date")
    number = day.toordinal()
    if not FIRST_DAY <= number <= LAST_DAY:
        raise StayInputError(f"{what} {day:%Y-%m-%d} is outside {FIRST_YEAR}–{LAST_YEAR}")
    return number


@dataclass(frozen=True, slots=True)
class Crossing:
    """One entry or exit. `date` is the local date (or local date and time) at the post."""

    date: dt.date
    direction: Direction

    def __post_init__(self) -> None:
        if not isinstance(self.date, dt.date):
            raise StayInputError("date is not a date")
        if self.direction not in ("entry", "exit"):
            raise StayInputError(f"direction must be entry or exit, not {str(self.direction)[:20]!r}")


@dataclass(frozen=True, slots=True)
class Visa:
    """A visa as printed on its sticker. `days` is the duration of stay, None where the sticker has none."""

    valid_from: dt.date
    valid_to: dt.date
    entries: Literal["single", "double", "multiple"] = "multiple"
    days: int | None = None
    long_stay: bool = False

    def __post_init__(self) -> None:
        day_number(self.valid_from, "visa valid_from")
        if day_number(self.valid_to, "visa valid_to") < self.valid_from.toordinal():
            raise StayInputError("the visa ends before it begins")
        if self.entries not in ("single", "double", "multiple"):
            raise StayInputError("visa entries must be single, double or multiple")
        if self.days is not None and not 0 < self.days <= 3660:
            raise StayInputError("visa days must be between 1 and 3660")


@dataclass(frozen=True, slots=True)
class Permit:
    """A paper that carries a stay of its own: a residence or work permit, a contract, a patent, a border zone permit.

    `kind` is one of the kinds the regime names. `valid_to` is None where the paper has no end.
    `ended` is the day it ended early (contract terminated, patent lapsed), if it did.
    """

    kind: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    ended: dt.date | None = None

    def __post_init__(self) -> None:
        start = day_number(self.valid_from, "permit valid_from")
        if self.valid_to is not None and day_number(self.valid_to, "permit valid_to") < start:
            raise StayInputError("the permit ends before it begins")
        if self.ended is not None and day_number(self.ended, "permit ended") < start:
            raise StayInputError("the permit was ended before it began")


@dataclass(frozen=True, slots=True)
class Pause:
    """Days, both included, on which the person could not leave; the regime says which reasons stop the clock."""

    start: dt.date
    end: dt.date
    reason: str

    def __post_init__(self) -> None:
        if day_number(self.end, "pause end") < day_number(self.start, "pause start"):
            raise StayInputError("the pause ends before it begins")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known about one person beside nationality and crossings. Everything is optional.

    `document`: passport, identity_card, diplomatic, service, laissez_passer, travel_document, seaman, …
    `purpose`: a purpose code of the regime; empty when it was not asked.
    `registered`: None when nobody knows, False when it is certain that the person did not register.
    `resident`, `refugee`, `asylum_applicant`, `stateless_recognised`, `diplomatic`: statuses in the country entered.
    `border_resident`: lives in the zone for which the regime has a local border rule; a permit of the kind
    `border_zone` says the same for the days of its validity.
    """

    document: str = "passport"
    purpose: str = ""
    age: int | None = None
    visa: Visa | None = None
    permits: tuple[Permit, ...] = ()
    registered_on: dt.date | None = None
    registered: bool | None = None
    pauses: tuple[Pause, ...] = ()
    resident: bool = False
    refugee: bool = False
    asylum_applicant: bool = False
    stateless_recognised: bool = False
    diplomatic: bool = False
    border_resident: bool = False
    working: bool = False
    working_since: dt.date | None = None

    def __post_init__(self) -> None:
        if len(self.permits) > MAX_PAPERS or len(self.pauses) > MAX_PAPERS:
            raise StayInputError(f"more than {MAX_PAPERS} permits or pauses")

    @property
    def border_permit(self) -> Permit | None:
        """The permit for local border traffic, if any."""
        for permit in self.permits:
            if permit.kind == BORDER_ZONE:
                return permit
        return None

    @property
    def statuses(self) -> tuple[str, ...]:
        """Codes of the statuses that are set, strongest first."""
        if not (self.resident or self.refugee or self.asylum_applicant or self.stateless_recognised or self.diplomatic):
            return ()
        held = {
            "refugee": self.refugee,
            "asylum_applicant": self.asylum_applicant,
            "resident": self.resident,
            "stateless_recognised": self.stateless_recognised,
            "diplomatic": self.diplomatic,
        }
        return tuple(code for code, is_held in held.items() if is_held)


NO_CIRCUMSTANCES = Circumstances()
