"""Travellers who come together, in a carriage or a group: who they are and how far each has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from panah.border.models import Presentation
from panah.border.rules.checkoff import Seen


@dataclass(frozen=True, slots=True)
class Member:
    """One traveller of a party; ``outcome`` is empty while there is none. ``line`` is that of the manifest, if any."""

    presentation: UUID
    name: str
    number: str
    nationality: str
    birth_date: str
    opened: datetime
    outcome: str
    hold: UUID | None
    line: int | None = None
    seen_alone: datetime | None = None
    language: str = ""

    @property
    def seen(self) -> Seen:
        """For reckoning."""
        return Seen(self.presentation, self.outcome, self.line)


def name_of(document: Mapping[str, str]) -> str:
    """How a person is called on a list: as in the document, or what describes them where there is none."""
    name = " ".join(part for part in (document.get("surname"), document.get("given_names")) if part)
    return name or document.get("native_name") or document.get("description") or ""


def members(where: Q) -> list[Member]:
    """Presentations that fit, in the order in which they came; voided ones are left out."""
    return [
        member(row)
        for row in Presentation.objects.filter(where).exclude(outcome="voided").order_by("opened", "subject")
    ]


def member(row: Presentation) -> Member:
    """A presentation as a member of a party."""
    return Member(
        presentation=row.subject,
        name=name_of(row.document),
        number=row.document.get("number", ""),
        nationality=row.document.get("nationality", ""),
        birth_date=row.document.get("birth_date", ""),
        opened=row.opened,
        outcome=row.outcome,
        hold=row.hold,
        line=row.manifest_line,
    )
