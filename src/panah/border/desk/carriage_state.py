"""What is known of a carriage: its list, its travellers, who stays, how far the work has come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from panah.border.desk import parties
from panah.border.desk.context import DeskError
from panah.border.models import Carriage, ManifestLine, ManifestMatch, Presentation
from panah.border.rules import checkoff
from panah.border.rules.checkoff import Progress
from panah.border.rules.manifests import Line


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted about a traveller who stays while the carriage goes on."""

    presentation: UUID
    luggage: str
    family: str
    remark: str
    happened: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class CarriageView:
    """A carriage with its list, its travellers and how far the work has come."""

    row: Carriage
    lines: tuple[Line, ...]
    members: tuple[parties.Member, ...]
    notes: tuple[Note, ...]
    progress: Progress

    @property
    def missing(self) -> tuple[Line, ...]:
        """Lines of the list nobody was found for yet."""
        wanted = set(self.progress.missing)
        return tuple(line for line in self.lines if line.line in wanted)

    @property
    def stay(self) -> tuple[parties.Member, ...]:
        """Travellers who were set aside: they stay, unless their question is answered in time."""
        return tuple(member for member in self.members if member.outcome == "set_aside")

    @property
    def without_note(self) -> tuple[parties.Member, ...]:
        """Of these, the ones whose luggage and family nobody has noted."""
        noted = {note.presentation for note in self.notes}
        return tuple(member for member in self.stay if member.presentation not in noted)

    @property
    def heads_differ(self) -> bool:
        """Whether the heads counted on board aren't as many as the list or the driver says."""
        return (
            self.row.counted is not None
            and self.progress.expected is not None
            and (self.row.counted != self.progress.expected)
        )

    def line(self, number: int | None) -> Line | None:
        """A line of the list."""
        return next((line for line in self.lines if line.line == number), None)

    def member(self, presentation: UUID) -> parties.Member:
        """A traveller of this carriage; DeskError ``presentation_unknown``."""
        for member in self.members:
            if member.presentation == presentation:
                return member
        raise DeskError("presentation_unknown")


def get(carriage: UUID) -> CarriageView:
    """The carriage as it is now; DeskError ``carriage_unknown``."""
    row = Carriage.objects.filter(subject=carriage).first()
    if row is None:
        raise DeskError("carriage_unknown")
    lines = tuple(
        Line(one.line, one.name, one.number, one.nationality, one.birth_date, one.seat)
        for one in ManifestLine.objects.filter(subject=carriage).order_by("line")
    )
    found = parties.members(Q(carriage=carriage))
    matched = dict(ManifestMatch.objects.filter(subject=carriage).values_list("presentation", "line"))
    places = checkoff.resolve({member.presentation: member.line for member in found}, matched)
    found = [replace(member, line=places[member.presentation]) for member in found]
    return CarriageView(
        row=row,
        lines=lines,
        members=tuple(found),
        notes=tuple(_note(note) for note in row.stayed_behind),
        progress=checkoff.progress(
            [line.line for line in lines], [member.seen for member in found], row.heads if not lines else None
        ),
    )


def _note(note: dict[str, Any]) -> Note:
    return Note(
        presentation=UUID(note["presentation"]),
        luggage=note["luggage"],
        family=note["family"],
        remark=note["remark"],
        happened=datetime.fromisoformat(note["happened"]),
        by=UUID(note["by"]),
    )


def left_open(post: UUID) -> list[CarriageView]:
    """Carriages that went on although a traveller of theirs has no outcome, or a line was never checked (S13)."""
    gone = Carriage.objects.filter(post=post, released__isnull=False).order_by("-released")
    open_ones = Presentation.objects.filter(carriage__isnull=False, post=post, outcome="").values("carriage")
    return [get(row.subject) for row in gone.filter(Q(subject__in=open_ones) | ~Q(unchecked=[]))[:200]]
