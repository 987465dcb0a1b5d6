"""A child that was let in isn't left alone by refusing the adults of its family (S6, S12)."""

from __future__ import annotations

from collections.abc import Collection

from panah.border.desk import families
from panah.border.desk.apart import is_child
from panah.border.desk.context import DeskError
from panah.border.models import Presentation
from panah.border.rules.line import line


def must_leave_no_child_alone(person: Presentation) -> None:
    """DeskError ``child_let_in`` where a child of the family crossed along with this person, and no adult of it did.
    Whoever, asked alone, goes on separately is not of the family here."""
    crossed: Collection[Presentation] = Presentation.objects.filter(
        subject__in=families.of(person.subject),
        outcome="crossed",
        direction=person.direction,
        outcome_at__gte=person.opened - line().together,
    )
    if crossed and all(is_child(one) for one in crossed):
        raise DeskError("child_let_in")
