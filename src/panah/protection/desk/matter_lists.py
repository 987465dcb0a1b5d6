"""The matters of one body as lists: open, let go of, found by whom they are about, however many there are."""

from __future__ import annotations

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from panah.protection.desk import case_lists, matters, referral_lists
from panah.protection.desk.counting import counted
from panah.protection.models import Case, Matter, Referral

PARTS: dict[str, Q] = {"open": Q(let_go=None, passed_to=None), "ended": ~Q(let_go=None, passed_to=None), "": Q()}
"""Parts of the list, by name; "" is all."""

BOUND = 2000
"""So many of a list are gone through at most."""

COUNTED = 500


def find(body: UUID, part: str = "open", words: str = "") -> QuerySet[Matter]:
    """A body's matters, the newest first, each with what it is known by: ``name``, ``card`` (the number there) and
    ``case_number``, empty where there is no case or referral. A name is the case's own: of a referral consent may be
    taken back. With words those whose case or referral has them all."""
    rows = matters.matters_of(body).filter(PARTS.get(part, Q()))
    if words:
        cases = case_lists.holding(Case.objects.for_body(body).exclude(matter=None), words)
        asked = referral_lists.find(body, "", words).exclude(hold=None).order_by()
        rows = rows.filter(
            Q(subject__in=list(cases.values_list("matter", flat=True)[:BOUND]))
            | Q(hold__in=list(asked.values_list("hold", flat=True)[:BOUND]))
        )
    case = Case.objects.for_body(body).filter(matter=OuterRef("subject")).order_by("-opened", "subject")
    asked = Referral.objects.for_body(body).filter(hold=OuterRef("hold")).order_by("-sent", "subject")
    return rows.annotate(
        name=Subquery(case.values("name")[:1]),
        card=Coalesce(Subquery(asked.values("reference")[:1]), Subquery(case.values("reference")[:1])),
        case_number=Subquery(case.values("number")[:1]),
    )


def counts(body: UUID) -> dict[str, int]:
    """How many each part has; one more than COUNTED stands for any number above it."""
    return counted({part: matters.matters_of(body).filter(wanted) for part, wanted in PARTS.items()}, COUNTED)
