"""What erasure leaves whole: a hold that is still open, with the person it is about (S13)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from panah.border.models import Hold
from panah.journal import erase


@erase.keeper
def held(subjects: Sequence[UUID]) -> set[UUID]:
    """Of these, open holds and presentations with one, however long ago the last was written down about them."""
    among = Q(subject__in=subjects) | Q(presentation__in=subjects)
    rows = Hold.objects.filter(among, released__isnull=True).values_list("subject", "presentation")
    return {one for row in rows for one in row}.intersection(subjects)
