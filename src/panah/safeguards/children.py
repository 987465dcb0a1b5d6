"""Safeguard S6 at the line: a child alone, or with an adult whose authority isn't shown, is set aside, in and out.

Pure: values in, one code out. It never refuses anybody: "set aside" means that a trained colleague speaks with them.
Sources: Convention on the Rights of the Child art. 1, 3, 11, 35; Committee on the Rights of the Child, General
Comment 6 (2005) paragraph 31 (benefit of the doubt about age); Frontex VEGA handbook for children at borders.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

ADULT_AT = 18

Relation = Literal["parent", "guardian", "relative", "teacher", "leader", "escort", "other"]
RELATIONS: tuple[str, ...] = ("parent", "guardian", "relative", "teacher", "leader", "escort", "other")

# How the adult's authority over this journey was shown to the officer.
AUTHORITIES: tuple[str, ...] = (
    "same_document", "birth_certificate", "both_parents", "consent", "court", "body", "list"
)  # fmt: skip
NOT_SHOWN = "not_shown"

# Only papers that name the child carry somebody who is not a parent; a parent may also show that they are one.
_PARENTS = frozenset({"parent", "guardian"})
_OF_A_PARENT = frozenset({"same_document", "birth_certificate", "both_parents", "consent", "court", "body"})
_OF_OTHERS = frozenset({"consent", "court", "body", "list"})


@dataclass(frozen=True, slots=True)
class Age:
    """What a birth date, perhaps with unknown parts, says on a day: the youngest and oldest the holder can be.

    None where nothing is known. Years completed; negative for a birth after the day.
    """

    youngest: int | None
    oldest: int | None

    @property
    def may_be_child(self) -> bool:
        """Doubt means child: true unless even the youngest reading is of age."""
        return self.youngest is None or self.youngest < ADULT_AT

    @property
    def surely_child(self) -> bool:
        """Even the oldest reading is under age."""
        return self.oldest is not None and self.oldest < ADULT_AT

    @property
    def unknown(self) -> bool:
        """Nothing is known, not even the year."""
        return self.youngest is None


@dataclass(frozen=True, slots=True)
class Company:
    """With whom a child travels, as the officer noted it. `adult_may_be_child`: the companion isn't surely of age.
    `adult_crosses`: false where the companion was seen at the line and isn't crossing here, the same way, now.
    """

    relation: str = ""
    authority: str = NOT_SHOWN
    adult_named: bool = False
    adult_may_be_child: bool = False
    adult_crosses: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A child on a checked list of pupils or of a group: it crosses the short way between two days, both included.

    `adult_needed`: the list names an adult who must be there.
    """

    valid_from: dt.date
    valid_to: dt.date
    adult_needed: bool = False

    def holds_on(self, day: dt.date) -> bool:
        """Whether the listing runs on that day."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class ChildDecision:
    """`set_aside` or not, and the code that says why; `child` whether the rule took the person for a child."""

    code: str
    set_aside: bool
    child: bool
    doubtful: bool = False


def age_on(birth_date: str, day: dt.date) -> Age:
    """Age from an ISO date whose unknown parts are `XX` (`1974-XX-XX`); from anything unreadable: unknown."""
    parts = birth_date.split("-")
    if len(parts) != 3 or not (len(parts[0]) == 4 and parts[0].isdecimal() and parts[0].isascii()):
        return Age(None, None)
    year = int(parts[0])
    month = int(parts[1]) if parts[1].isdecimal() and 1 <= int(parts[1]) <= 12 else None
    date = int(parts[2]) if month and parts[2].isdecimal() and 1 <= int(parts[2]) <= 31 else None
    latest = (month or 12, date or 31)
    earliest = (month or 1, date or 1)
    return Age(_years(year, latest, day), _years(year, earliest, day))


def _years(year: int, born: tuple[int, int], day: dt.date) -> int:
    return day.year - year - ((day.month, day.day) < born)


def decide(
    *,
    birth_date: str,
    day: dt.date,
    company: Company | None = None,
    listing: Listing | None = None,
    plainly_adult: bool = False,
) -> ChildDecision:
    """Whether this traveller may be admitted at the first line as far as S6 goes. The same on entry and on exit.

    `plainly_adult` is the officer's word that somebody without any known birth date is beyond doubt of age; it counts
    for nothing against a birth date.
    """
    age = age_on(birth_date, day)
    if not age.may_be_child:
        return ChildDecision("adult", set_aside=False, child=False)
    if age.unknown and plainly_adult:
        return ChildDecision("adult_by_appearance", set_aside=False, child=False, doubtful=True)
    doubtful = not age.surely_child
    if listing is not None and listing.holds_on(day) and (_there(company) or not listing.adult_needed):
        return ChildDecision("child_listed", set_aside=False, child=True, doubtful=doubtful)
    if company is None or not company.relation or not company.adult_named:
        return ChildDecision("child_alone", set_aside=True, child=True, doubtful=doubtful)
    return ChildDecision(*_company(company), child=True, doubtful=doubtful)


def _there(company: Company | None) -> bool:
    return company is not None and bool(company.relation) and company.adult_named and company.adult_crosses


def _company(company: Company) -> tuple[str, bool]:
    if company.adult_may_be_child:
        return "child_with_child", True
    if not company.adult_crosses:
        return "child_adult_not_crossing", True
    if company.relation not in RELATIONS:
        return "child_relation_unknown", True
    if company.authority not in enough_for(company.relation):
        return "child_authority_not_shown", True
    return "child_accompanied", False


def enough_for(relation: str) -> frozenset[str]:
    """What shows an adult's authority over a child's journey, by how they belong together; codes of AUTHORITIES."""
    return _OF_A_PARENT if relation in _PARENTS else _OF_OTHERS


CODES: tuple[str, ...] = (
    "adult",
    "adult_by_appearance",
    "child_listed",
    "child_alone",
    "child_with_child",
    "child_adult_not_crossing",
    "child_relation_unknown",
    "child_authority_not_shown",
    "child_accompanied",
)
"""Every code `decide` can give, for those who put them into words."""
