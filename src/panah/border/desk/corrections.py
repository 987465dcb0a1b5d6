"""A wrong person's file is put right: one officer proposes, another confirms, both states of things are kept.

Each of these corrections could free somebody of a hold, so none is one officer's. The guard is asked again for both
persons afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import timezone

from panah.border.desk import envelopes, persons, watching
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.gather import keys_in
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.outcomes import setting_aside
from panah.border.desk.persons import Rerun, handles_of
from panah.border.desk.posts import post
from panah.border.facts.holds import HoldMoved
from panah.border.facts.parts import DocumentPart
from panah.border.facts.persons import (
    CorrectionDeclined,
    CorrectionMade,
    CorrectionPart,
    CorrectionProposed,
    DocumentCorrected,
    PersonsToldApart,
)
from panah.border.facts.presentations import SetAside
from panah.border.handles import keys_of
from panah.border.models import Correction, Hold, Presentation
from panah.journal.entries import Source, Statement
from panah.journal.facts import Fact
from panah.journal.record import record, say
from panah.watchlists.desk import asking

when_moved: list[Callable[[], object]] = []
"""What is done in the transaction in which a hold became another person's."""


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction that waits for another officer, or what became of it."""

    id: UUID
    content: CorrectionPart
    reason: str
    proposed: datetime
    proposed_by: UUID
    state: str
    ended: datetime | None
    ended_by: UUID | None
    why_not: str


def propose(content: CorrectionPart, reason: str, *, actor: Acting) -> UUID:
    """One officer's half. DeskError ``reason_missing``, ``correction_waits`` where one waits about this presentation
    already, and what ``check`` says."""
    said = persons.needed(reason)
    check(content)
    with one_at_a_time(content.presentation):
        if Correction.objects.filter(presentation=content.presentation, state="open").exists():
            raise DeskError("correction_waits")
        correction, fact = uuid4(), CorrectionProposed(content=content, reason=said)
        say(fact, actor=actor.id, about=correction)
    return correction


def check(content: CorrectionPart) -> None:
    """Whether it means anything now. DeskError ``presentation_unknown``, ``same_presentation``, ``same_document``,
    ``hold_unknown``, ``hold_released``, ``hold_elsewhere``, ``has_outcome``, ``document_problems``."""
    if content.sort == "document":
        _document(content)
        return
    first, second = _two(content)
    if content.sort == "apart":
        # One document is one person.
        if first.document_key is not None and keys_in(first)[0] == keys_in(second)[0]:
            raise DeskError("same_document")
        return
    _hold(content)
    if second.outcome in ("voided", "returned"):
        raise DeskError("has_outcome", {"outcome": f"outcome:{second.outcome}"})


def decline(correction: UUID, reason: str, *, actor: Acting) -> None:
    """It goes no further. DeskError ``correction_unknown``, ``correction_ended``, ``reason_missing``."""
    said = persons.needed(reason)
    with one_at_a_time(correction):
        _open(correction)
        say(CorrectionDeclined(reason=said), actor=actor.id, about=correction)


def confirm(correction: UUID, *, actor: Acting) -> Rerun:
    """The other officer's half: what it changes is recorded at once, and the guard asked again for both persons.

    DeskError ``correction_same_officer``, ``correction_ended``, and what ``check`` says of how things are now.
    """
    with ExitStack() as locks:
        locks.enter_context(one_at_a_time(correction))
        row = _open(correction)
        # Whatever ends meanwhile is waited for, always in the same order.
        for one in sorted(one for one in (row.presentation, row.other, row.hold) if one is not None):
            locks.enter_context(one_at_a_time(one))
        if row.proposed_by == actor.id:
            raise DeskError("correction_same_officer")
        content = CorrectionPart.model_validate(row.content)
        check(content)
        now = timezone.now()
        made = Statement(CorrectionMade(proposed_by=row.proposed_by), correction, now)
        record([made, *_effects(content, row, now)], actor=actor.id)
        if content.sort == "hold":
            envelopes.leave(None)
            for follow in when_moved:
                follow()
        touched = [one for one in (content.presentation, content.other) if one is not None]
        return persons.ask_again(touched, actor=actor)


def whose_holds(presentation: UUID, until: datetime) -> list[UUID]:
    """Of which presentations the holds are now that were placed under this one until then; itself, where none is
    known."""
    moved = Correction.objects.filter(sort="hold", state="made", presentation=presentation).values("hold")
    placed = Hold.objects.filter(Q(presentation=presentation) | Q(subject__in=moved), placed__lte=until)
    return sorted(set(placed.values_list("presentation", flat=True))) or [presentation]


def get(correction: UUID) -> CorrectionView:
    """One correction; DeskError ``correction_unknown``."""
    return _view(_row(correction))


def waiting() -> list[CorrectionView]:
    """Those that wait for another officer, the oldest first."""
    return [_view(row) for row in Correction.objects.filter(state="open").order_by("proposed", "subject")]


def about(presentation: UUID) -> list[CorrectionView]:
    """All that concern a presentation, the newest first."""
    rows = Correction.objects.filter(presentation=presentation) | Correction.objects.filter(other=presentation)
    return [_view(row) for row in rows.order_by("-proposed", "subject")]


def _effects(content: CorrectionPart, row: Correction, now: datetime) -> Sequence[Statement]:
    if content.sort == "document":
        return _other_document(content, row, now)
    first, second = _two(content)
    if content.sort == "apart":
        pairs = persons.pairs_of(first.subject, second.subject)
        joined = [one.subject for one in pairs if one.state == persons.SAME]
        known = pairs.first()
        told = PersonsToldApart(
            one=handles_of(first), other=handles_of(second), correction=row.subject, proposed_by=row.proposed_by
        )
        return [Statement(told, pair, now) for pair in joined or [known.subject if known is not None else uuid4()]]
    return _moved(_hold(content), first, second, row, now)


def _moved(
    hold: Hold, first: Presentation, second: Presentation, row: Correction, now: datetime
) -> Sequence[Statement]:
    moved = HoldMoved(
        presentation=second.subject, was=first.subject, correction=row.subject, proposed_by=row.proposed_by
    )
    facts: list[Statement] = [Statement(moved, hold.subject, now)]
    if first.outcome == "set_aside":
        # Nobody walks free by a correction: whoever the hold was begun under has a hold of their own now (S13).
        facts += setting_aside(first, now)[1]
    if second.outcome == "":
        facts.append(Statement(SetAside(hold=hold.subject), second.subject, now))
    return facts


def _other_document(content: CorrectionPart, row: Correction, now: datetime) -> Sequence[Statement]:
    person = _document(content)
    part = content.document or DocumentPart(kind="none", source="none")
    fact: Fact = DocumentCorrected(
        document=part,
        was=handles_of(person),
        correction=row.subject,
        proposed_by=row.proposed_by,
    )
    asked = watching.ask(part, person.direction, now.astimezone(post(person.post).zone).date())
    raised = asking.statements(asked, person.subject, person.post, now, Source.CLOCK)
    return [Statement(fact, person.subject, now), *persons.joined_anew(person.subject, part, now), *raised]


def _document(content: CorrectionPart) -> Presentation:
    person = Presentation.objects.filter(subject=content.presentation).first()
    if person is None:
        raise DeskError("presentation_unknown")
    if content.document is None or content.document.kind == "none":
        raise DeskError("document_problems")
    if person.outcome == "voided":
        raise DeskError("has_outcome", {"outcome": "outcome:voided"})
    if keys_of(content.document) == keys_in(person):
        raise DeskError("same_document")
    return person


def _two(content: CorrectionPart) -> tuple[Presentation, Presentation]:
    if content.other is None:
        raise DeskError("presentation_unknown")
    return persons.both(content.presentation, content.other)


def _hold(content: CorrectionPart) -> Hold:
    hold = None if content.hold is None else Hold.objects.filter(subject=content.hold).first()
    if hold is None:
        raise DeskError("hold_unknown")
    if hold.released is not None:
        raise DeskError("hold_released")
    if hold.presentation != content.presentation:
        raise DeskError("hold_elsewhere")
    return hold


def _row(correction: UUID) -> Correction:
    row = Correction.objects.filter(subject=correction).first()
    if row is None:
        raise DeskError("correction_unknown")
    return row


def _open(correction: UUID) -> Correction:
    row = _row(correction)
    if row.state != "open":
        raise DeskError("correction_ended")
    return row


def _view(row: Correction) -> CorrectionView:
    return CorrectionView(
        id=row.subject,
        content=CorrectionPart.model_validate(row.content),
        reason=row.reason,
        proposed=row.proposed,
        proposed_by=row.proposed_by,
        state=row.state,
        ended=row.ended,
        ended_by=row.ended_by,
        why_not=row.why_not,
    )
