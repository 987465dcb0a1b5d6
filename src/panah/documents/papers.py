"""Documents keyed in by hand, and having none: a person without a readable document is never a dead end.

The kinds and what each needs as a minimum are in `papers.toml`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from panah.documents.codes import is_known
from panah.documents.dates import NoSuchDateError, NotADateError, PartialDate
from panah.documents.problems import Problem, problem
from panah.documents.solar_hijri import written_date

LONGEST_TEXT = 200
LONGEST_DESCRIPTION = 2000
OLDEST_YEARS = 130
FURTHEST_EXPIRY_YEARS = 50

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_DATES = ("birth_date", "issue_date", "expiry_date")


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: code, English name, the fields it needs, whether it is made for crossing frontiers, whether
    papers follow after admission."""

    code: str
    name: str
    requires: tuple[str, ...]
    travel: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as keyed in. Every field is text, "" for what isn't there; nothing is changed but to Unicode NFC.

    `kind` is a code from `paper_kinds()`; `issuer` and `nationality` are three-letter codes as in a zone; `native_name`
    is the name in its own script; dates are as written, Gregorian or Solar Hijri (see `written_date`); `sex` is `M`,
    `F`, `X` or ""; `authority` is who gave the paper where that is no state's code; `description` is free text.
    """

    kind: str
    issuer: str = ""
    number: str = ""
    surname: str = ""
    given_names: str = ""
    native_name: str = ""
    nationality: str = ""
    birth_date: str = ""
    sex: str = ""
    issue_date: str = ""
    expiry_date: str = ""
    authority: str = ""
    description: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, unicodedata.normalize("NFC", getattr(self, field.name)))

    def date(self, field: str) -> PartialDate | None:
        """A date in the Gregorian calendar, as far as it is certain; None where there is none that can be read."""
        try:
            return written_date(getattr(self, field)).gregorian
        except NoSuchDateError:
            return None


@cache
def paper_kinds() -> Mapping[str, PaperKind]:
    """Every kind of paper, by code, in the order to offer them."""
    data = tomllib.loads(files(__package__).joinpath("papers.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            code: PaperKind(
                code, entry["name"], tuple(entry["requires"]), entry.get("travel", False), entry.get("later", False)
            )
            for code, entry in data.items()
            if isinstance(entry, dict)
        }
    )


def check(paper: Paper, today: date) -> tuple[Problem, ...]:
    """What is wrong with a keyed-in paper, each problem at its field; empty when there is nothing.

    Problems of severity `note` (an expired paper) leave it usable.
    """
    problems = [found for field in fields(paper) if (found := _text(field.name, getattr(paper, field.name)))]
    spoiled = {found.field for found in problems}
    problems += [found for found in _missing(paper) if found.field not in spoiled]
    for name in ("issuer", "nationality"):
        value = getattr(paper, name)
        if value and name not in spoiled and not is_known(value):
            problems.append(problem(name, "code_unknown"))
    if paper.sex not in ("", "M", "F", "X"):
        problems.append(problem("sex", "sex"))
    problems += _dates(paper, spoiled, today)
    order = [field.name for field in fields(paper)]
    return tuple(sorted(problems, key=lambda found: order.index(found.field)))


def _text(field: str, value: str) -> Problem | None:
    limit = LONGEST_DESCRIPTION if field == "description" else LONGEST_TEXT
    if len(value) > limit:
        return problem(field, "text_too_long", length=len(value), limit=limit)
    allowed = "\n\r\t" if field == "description" else ""
    for character in value:
        control = unicodedata.category(character) in ("Cc", "Cs") and character not in allowed
        if control or character in _BIDI:
            return problem(field, "text_control", character=f"U+{ord(character):04X}")
    return None


def _missing(paper: Paper) -> list[Problem]:
    kind = paper_kinds().get(paper.kind)
    if kind is None:
        return [problem("kind", "kind_unknown")]
    missing = [name for name in kind.requires if name != "name" and not getattr(paper, name).strip()]
    if "name" in kind.requires and not (paper.surname + paper.given_names + paper.native_name).strip():
        missing.append("surname")
    return [problem(name, "required") for name in missing]


def _dates(paper: Paper, spoiled: set[str], today: date) -> list[Problem]:
    problems = []
    read: dict[str, PartialDate] = {}
    for name in _DATES:
        value = getattr(paper, name)
        if not value.strip() or name in spoiled:
            continue
        try:
            read[name] = written_date(value).gregorian
        except NotADateError:
            problems.append(problem(name, "date_unreadable"))
        except NoSuchDateError:
            problems.append(problem(name, "date_impossible"))
    return problems + plausibility(read.get("birth_date"), read.get("issue_date"), read.get("expiry_date"), today=today)


def plausibility(
    birth: PartialDate | None, issue: PartialDate | None, expiry: PartialDate | None, *, today: date
) -> list[Problem]:
    """What can't be about the dates of one document, where it is certain despite unknown parts.

    A date found impossible isn't compared with the others, so that one slip is one problem.
    """
    problems = []
    if birth is not None and birth.earliest() > today:
        problems.append(problem("birth_date", "born_in_future"))
        birth = None
    elif birth is not None and birth.year is not None and birth.year < today.year - OLDEST_YEARS:
        problems.append(problem("birth_date", "born_too_long_ago", years=OLDEST_YEARS))
    if issue is not None and issue.earliest() > today:
        problems.append(problem("issue_date", "issued_in_future"))
        issue = None
    elif issue is not None and birth is not None and issue.before(birth):
        problems.append(problem("issue_date", "issued_before_birth"))
    if expiry is not None:
        problems += _expiry(birth, issue, expiry, today)
    return problems


def _expiry(birth: PartialDate | None, issue: PartialDate | None, expiry: PartialDate, today: date) -> list[Problem]:
    if expiry.year is not None and expiry.year > today.year + FURTHEST_EXPIRY_YEARS:
        return [problem("expiry_date", "expiry_too_far", years=FURTHEST_EXPIRY_YEARS)]
    if issue is not None and expiry.before(issue):
        return [problem("expiry_date", "expires_before_issue")]
    if birth is not None and expiry.before(birth):
        return [problem("expiry_date", "expires_before_birth")]
    if expiry.before(today):
        return [problem("expiry_date", "expired")]
    return [problem("expiry_date", "expires_today")] if expiry.exact() == today else []
