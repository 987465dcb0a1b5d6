"""Whether a body has a file of whoever it is asked about: treated after one post, sent on by another.

It looks through its own cases alone, proposes and decides nothing: two people may have one name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from panah.documents import PartialDate
from panah.names import Identity, compare
from panah.protection.desk.case_lists import holding
from panah.protection.models import Case, CasePerson, CaseService, CaseStep

_CANDIDATES = 50
_SHOWN = 5
_TREATED = ("tb_begun", "tb_dose", "tb_handed_over")
_THROUGH = "tb_completed"
"""Steps of medical care: what of them is said of a treatment, and that it is through."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment that must not break off, as it was written down last; ``next_due`` in ISO form."""

    regimen: str
    doses: str
    next_due: str
    written: dt.datetime


@dataclass(frozen=True, slots=True)
class Known:
    """An earlier case, and its treatment, if one is under way."""

    case: Case
    treatment: Treatment | None


def known_before(
    body: UUID, name: str, birth_date: str = "", *, sex: str = "", apart: Collection[UUID] = ()
) -> list[Known]:
    """Cases of somebody with such a name, in any script or nearly spelt, the likeliest first; without ``apart``."""
    if not name.strip():
        return []
    rows = Case.objects.for_body(body).exclude(subject__in=apart).defer("search", "story")
    found = {one.subject: one for one in holding(rows, name)[:_CANDIDATES]}
    if _birth(birth_date) is not None:
        # Born the same day, one name of several is enough to ask.
        near = [holding(rows.filter(birth_date=birth_date), word) for word in name.split()[:4]]
        found |= {one.subject: one for each in near for one in each[:_CANDIDATES]}
    mine = Identity(birth=_birth(birth_date), sex=sex)
    likely = [
        (compare(name, one.name, mine, Identity(birth=_birth(one.birth_date), sex=one.sex)), one)
        for one in found.values()
    ]
    best = sorted((one for one in likely if one[0].match), key=lambda one: (-one[0].score, one[1].number))[:_SHOWN]
    treated = _treatments(body, [one.subject for _comparison, one in best])
    return [Known(one, treated.get(one.subject)) for _comparison, one in best]


def known_besides(row: Case) -> list[Known]:
    """The same for whom a case is about, without that case and those that somebody linked to it."""
    people = CasePerson.objects.for_body(row.reader).filter(Q(subject=row.subject) | Q(other=row.subject))
    linked = {row.subject, *(one for pair in people.values_list("subject", "other") for one in pair if one)}
    return known_before(row.reader, row.name, row.birth_date, sex=row.sex, apart=linked)


def _birth(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        return None


def _treatments(body: UUID, cases: Collection[UUID]) -> dict[UUID, Treatment]:
    """Of each case the treatment that was written down last, with its services or in its steps."""
    if not cases:
        return {}
    found = sorted([*_in_services(body, cases), *_in_steps(body, cases)], key=lambda one: one[1].written)
    return {case: one for case, one in dict(found).items() if one.regimen}


def _in_services(body: UUID, cases: Collection[UUID]) -> Iterator[tuple[UUID, Treatment]]:
    for one in CaseService.objects.for_body(body).filter(subject__in=cases, sort="treatment"):
        told = one.treatment or {}
        doses = f"{told['taken']} / {told['planned']}" if told.get("planned") else ""
        yield one.subject, Treatment(told.get("regimen", ""), doses, one.next_due, one.happened)


def _in_steps(body: UUID, cases: Collection[UUID]) -> Iterator[tuple[UUID, Treatment]]:
    """One that is through has no regimen any more."""
    regimens: dict[UUID, str] = {}
    rows = CaseStep.objects.for_body(body).filter(subject__in=cases, step__in=(*_TREATED, _THROUGH))
    for one in rows.order_by("on", "happened"):
        through = one.step == _THROUGH
        regimens[one.subject] = "" if through else one.values.get("regimen") or regimens.get(one.subject, "")
        doses, next_due = one.values.get("doses", ""), one.values.get("next_due", "")
        yield one.subject, Treatment(regimens[one.subject], doses, next_due, one.happened)
