"""Persons handed over by another state: whether each was seen alone before a crossing is written down."""

from __future__ import annotations

from django.db.models import Q

from panah.border.desk.context import DeskError
from panah.border.models import Group, GroupMember, Presentation
from panah.border.rules import handovers


def check(row: Presentation) -> bool:
    """Whether the person of this presentation was seen alone. DeskError ``not_seen_alone`` for a handed-over person
    whom nobody saw alone: then no crossing is written down, on either line."""
    known = list(GroupMember.objects.filter(presentation=row.subject))
    if row.group is None and not known:
        return False
    alone = any(member.seen_alone is not None for member in known)
    groups = Q(subject__in=[member.subject for member in known]) | Q(subject=row.group)
    handed_over = Group.objects.filter(groups, sort=handovers.HANDOVER).exists()
    refusal = handovers.may_cross(handovers.HANDOVER if handed_over else "", alone)
    if refusal:
        raise DeskError(refusal)
    return alone
