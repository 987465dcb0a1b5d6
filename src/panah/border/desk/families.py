"""Families at the line, as the guard sees them: whose open question carries the others, too (S12)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from panah.border.desk import tokens
from panah.border.models import Group, GroupMember, Hold, Presentation
from panah.safeguards.guard.people import Tie


def ties_of(presentations: Collection[UUID]) -> tuple[Tie, ...]:
    """The members of the families of whoever these presentations are of, who wait under a hold that isn't the second
    line's own to end. What kind of question it is, nobody here knows; a family waits for it together."""
    joined = GroupMember.objects.filter(joined__isnull=False)
    theirs = Q(subject__in=joined.filter(presentation__in=presentations).values("subject"))
    theirs |= Q(subject__in=Presentation.objects.filter(subject__in=presentations).values("group"))
    families = Group.objects.filter(theirs, sort="family").values("subject")
    members = Presentation.objects.filter(
        Q(group__in=families) | Q(subject__in=joined.filter(subject__in=families).values("presentation"))
    ).exclude(subject__in=presentations)
    waiting = Hold.objects.filter(released__isnull=True, presentation__in=members.values("subject"))
    return tuple(Tie(one.presentation.hex, open=True) for one in waiting.order_by("subject") if tokens.of(one) is None)
