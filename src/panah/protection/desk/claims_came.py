"""Claims that another body handed over, until somebody here works on them: else nobody knows of one before its first
clock is late."""

from __future__ import annotations

from uuid import UUID

from django.db.models import DateTimeField, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from panah.protection.claim_life import OPEN
from panah.protection.models import Case, Claim

_LAST = Value("-1")


def came(body: UUID, bound: int = 50) -> list[Claim]:
    """These claims, the oldest first: open ones without a case file here, with one that was closed, or with one in
    which, as in the claim itself, nothing was written since they came."""
    rows = _waiting(body).only("subject", "number", "name", "came_from")
    return list(rows.order_by("registered", "id")[:bound])


def waits(row: Claim) -> bool:
    """Whether a claim is one of these."""
    return row.came_from is not None and _waiting(row.reader).filter(pk=row.pk).exists()


def _waiting(body: UUID) -> QuerySet[Claim]:
    filed = Case.objects.for_body(body).filter(claim=OuterRef("subject"), closed=None)
    rows = Claim.objects.for_body(body).filter(came_from__isnull=False, state__in=OPEN)
    rows = rows.alias(
        touched=Subquery(filed.order_by("-touched").values("touched")[:1]),
        last=_of_last("what"),
        last_at=Cast(_of_last("at"), DateTimeField()),
    )
    return rows.filter(Q(touched=None) | Q(last="taken_over", touched__lt=F("last_at")))


def _of_last(name: str) -> Func:
    """A word of what was said last of a claim."""
    path = F("history"), _LAST, Value(name)
    return Func(*path, function="jsonb_extract_path_text", output_field=TextField())
