"""A member of a family, asked alone, says how they want to go on (S12): what they want binds them, and nobody else.

Of age only: a child's word sets no child free of those who may have to stay for them (S6). Why isn't asked; any fear
that comes up is heard in the conversation, not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import text
from panah.border.desk.holds import open_with
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.posts import post
from panah.border.facts.groups import AskedAboutFamily
from panah.border.facts.parts import DocumentPart
from panah.border.models import GroupMember, Presentation
from panah.border.rules.documents import may_be_child
from panah.journal.entries import Statement
from panah.journal.record import record


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member said last: ``apart`` or together; when, by whom and how they were heard."""

    apart: bool
    at: datetime
    by: UUID
    language: str
    understood: str
    interpreter: str


def families_of(presentation: UUID) -> list[tuple[UUID, UUID]]:
    """The families somebody came with, and the presentation as which."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT family, presentation FROM border_families_of(%s) ORDER BY 1, 2", [presentation])
        return [(family, presentation) for family, presentation in cursor.fetchall()]


def said(presentation: UUID) -> Asked | None:
    """The last answer about any of their families; None where nobody asked."""
    return max(_answers(presentation), key=lambda one: one.at, default=None)


def is_child(presentation: Presentation) -> bool:
    """Under age, or perhaps: it isn't theirs to say."""
    now = timezone.now().astimezone(post(presentation.post).zone)
    return may_be_child(DocumentPart.model_validate(presentation.document), now.date())


def ask(hold: UUID, answer: AskedAboutFamily, *, actor: Acting) -> None:
    """Write down what somebody who waits wants, about each family they came with. DeskError ``no_family``,
    ``child_cannot_say``, ``not_asked_alone``, ``language_needed``, ``interpreter_needed``, or as for the hold."""
    with one_at_a_time(hold):
        person = Presentation.objects.get(subject=open_with(hold, actor=actor).presentation)
        families = families_of(person.subject)
        if not families:
            raise DeskError("no_family")
        if is_child(person):
            raise DeskError("child_cannot_say")
        if not answer.asked_alone:
            raise DeskError("not_asked_alone")
        heard = {
            "language": text(answer.language, "language", 40),
            "interpreter": text(answer.interpreter, "interpreter", 40),
        }
        if not heard["language"]:
            raise DeskError("language_needed")
        if answer.understood == "interpreter" and not heard["interpreter"]:
            raise DeskError("interpreter_needed")
        now = timezone.now()
        record(
            [
                Statement(answer.model_copy(update=heard | {"presentation": presentation}), family, now)
                for family, presentation in families
            ],
            actor=actor.id,
        )


def _answers(presentation: UUID) -> Iterator[Asked]:
    families = families_of(presentation)
    for row in GroupMember.objects.filter(subject__in=[family for family, _as in families]):
        if (row.subject, row.presentation) in families and row.asked and row.asked_by and row.heard:
            yield Asked(row.apart, row.asked, row.asked_by, **row.heard)
