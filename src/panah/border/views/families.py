"""With how many of a family somebody came, who of these waits, and what they want, asked alone (S12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from panah.border.desk import apart, families
from panah.border.models import Presentation
from panah.border.views.refusal_forms import UNDERSTOOD
from panah.people.access import Staff
from panah.people.desk.names import names_of

WANTS: tuple[tuple[str, str | Promise], ...] = (
    ("together", gettext_lazy("Stays with the family")),
    ("apart", gettext_lazy("Goes on separately")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in words."""

    wants: str | Promise
    at: datetime
    by: str
    language: str
    understood: str | Promise
    interpreter: str


@dataclass(frozen=True, slots=True)
class Family:
    """``waiting`` of the ``others`` are held, whatever for; ``seen`` are those whom the officer has in their own queue,
    by hold and name. ``said`` is None where nobody asked."""

    others: int
    waiting: int
    seen: tuple[tuple[UUID, str], ...]
    child: bool
    said: Told | None


def family_of(person: Presentation, staff: Staff) -> Family | None:
    """None for who came without a family."""
    if not apart.families_of(person.subject):
        return None
    said = apart.said(person.subject)
    waiting = families.waiting(person.subject)
    return Family(
        others=len(families.of(person.subject)),
        waiting=len({one.member for one in waiting}),
        seen=tuple(
            (one.hold, one.name) for one in families.in_the_queue(waiting) if staff.may("border.second_line", one.post)
        ),
        child=apart.is_child(person),
        said=None if said is None else _told(said),
    )


def _told(said: apart.Asked) -> Told:
    return Told(
        wants=dict(WANTS)["apart" if said.apart else "together"],
        at=said.at,
        by=names_of([said.by]).get(said.by, ""),
        language=said.language,
        understood=dict(UNDERSTOOD).get(said.understood, ""),
        interpreter=said.interpreter,
    )
