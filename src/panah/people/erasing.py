"""Whom erasure leaves whole: nobody who still works here loses name and roles for having been hired long ago."""

from collections.abc import Sequence
from uuid import UUID

from panah.journal import erase
from panah.people.models import Organisation, StaffMember


@erase.keeper
def still_here(subjects: Sequence[UUID]) -> set[UUID]:
    """Of these, staff who haven't left, and organisations that aren't closed or still have staff here."""
    working = StaffMember.objects.filter(left__isnull=True)
    known = Organisation.objects.filter(subject__in=subjects)
    return {
        *working.filter(subject__in=subjects).values_list("subject", flat=True),
        *known.filter(closed__isnull=True).values_list("subject", flat=True),
        *known.filter(subject__in=working.values("organisation")).values_list("subject", flat=True),
    }
