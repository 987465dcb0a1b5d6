"""What is known of a person besides the name, and what it says beside the name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from panah.names.evidence import Evidence
from panah.names.scoring import model

ESTIMATED = 2
"""Years by which a year of birth may be off that somebody estimated."""


class DateLike(Protocol):
    """A Gregorian date of which parts may be unknown: `panah.documents.PartialDate`, `datetime.date`."""

    @property
    def year(self) -> int | None: ...

    @property
    def month(self) -> int | None: ...

    @property
    def day(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Identity:
    """Evidence besides the name; what isn't known is left out.

    `sex` is M, F or X; `nationalities` are three-letter codes; `documents` are pairs of issuer and number.
    """

    birth: DateLike | None = None
    sex: str = ""
    nationalities: frozenset[str] = field(default_factory=frozenset)
    documents: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def of_identities(left: Identity, right: Identity) -> list[Evidence]:
    """Birth, sex, nationality, documents; silence on either side is no evidence."""
    w = model().identity
    why: list[Evidence] = []
    if left.birth is not None and right.birth is not None:
        code = _birth(left.birth, right.birth)
        if code:
            why.append(Evidence(code, w[code], _iso(left.birth), _iso(right.birth)))
    if left.sex in ("M", "F") and right.sex in ("M", "F") and left.sex != right.sex:
        why.append(Evidence("sex_different", w["sex_different"], left.sex, right.sex))
    if left.nationalities and right.nationalities:
        code = "nationality_same" if left.nationalities & right.nationalities else "nationality_different"
        why.append(Evidence(code, w[code], " ".join(sorted(left.nationalities)), " ".join(sorted(right.nationalities))))
    if shared := left.documents & right.documents:
        document = " ".join(min(shared)).strip()
        why.append(Evidence("document_same", w["document_same"], document, document))
    return why


def _birth(left: DateLike, right: DateLike) -> str:
    """How two dates of birth stand to each other; 1 January often stands for a day nobody knew."""
    if left.year is None or right.year is None:
        return ""
    apart = abs(left.year - right.year)
    days = (left.month, left.day), (right.month, right.day)
    unknown = (1, 1) in days
    if apart:
        if apart <= ESTIMATED and (unknown or any(None in day for day in days)):
            return "birth_near" if apart == 1 else "birth_estimate"
        return "birth_one_year" if apart == 1 and days[0] == days[1] else "birth_different"
    if None in days[0] or None in days[1]:
        agree = all(a is None or b is None or a == b for a, b in zip(*days, strict=True))
        return "birth_possible" if agree or unknown else "birth_year"
    if days[0] == days[1]:
        return "birth_same"
    if days[0] == days[1][::-1]:
        return "birth_swapped"
    if unknown:
        return "birth_possible"
    return "birth_one_part" if days[0][0] == days[1][0] or days[0][1] == days[1][1] else "birth_year"


def _iso(when: DateLike) -> str:
    month = "XX" if when.month is None else f"{when.month:02}"
    day = "XX" if when.day is None else f"{when.day:02}"
    return f"{when.year:04}-{month}-{day}"
