"""The history known for a presentation's document and holder, for the page that opens with a reason (S8)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from panah.border.desk import regimes
from panah.border.desk.context import DeskError
from panah.border.desk.gather import gather
from panah.border.desk.posts import post
from panah.border.desk.viewing import PresentationView
from panah.border.facts.parts import DocumentPart
from panah.border.models import Presentation
from panah.border.rules import advice as rules
from panah.border.rules import residence
from panah.border.rules.history import Gathered, Known
from panah.border.rules.stays import Span, fold
from panah.movements import capacities
from panah.stays import Assessment


@dataclass(frozen=True, slots=True)
class History:
    """Crossings newest first (undone ones too, marked by their status), stays newest first, and how long the person may
    stay as things are now (None where no rule of stay concerns them). ``file`` is the handle of the person's file."""

    presentation: UUID
    file: UUID
    document: DocumentPart
    crossings: tuple[Known, ...]
    stays: tuple[Span, ...]
    assessment: Assessment | None
    complete: bool

    @property
    def doubtful(self) -> tuple[Span, ...]:
        """Stays in which a crossing is missing: an entry, or an exit before a later entry."""
        return tuple(
            span for at, span in enumerate(self.stays) if span.entered is None or (span.left is None and at > 0)
        )


def file_of(row: Presentation) -> UUID:
    """The handle under which looks at a person's file are recorded: the same for every presentation of a document."""
    return UUID(bytes=bytes(row.document_key)) if row.document_key is not None else row.subject


def history(presentation: UUID) -> History:
    """What is known; DeskError ``presentation_unknown``. Whoever shows it records the look first."""
    row = Presentation.objects.filter(subject=presentation).first()
    if row is None:
        raise DeskError("presentation_unknown")
    gathered = _gathered(row)
    document = DocumentPart.model_validate(row.document)
    return History(
        presentation=presentation,
        file=file_of(row),
        document=document,
        crossings=gathered.crossings,
        stays=tuple(reversed(fold(known.passage() for known in gathered.own))),
        assessment=_assessment(row, document, gathered),
        complete=gathered.complete,
    )


def reckoned(view: PresentationView) -> Assessment | None:
    """The assessment behind a presentation's advice, reckoned again with what is known now; None where no rule of stay
    concerns the person."""
    row, here = view.row, post(view.row.post)
    gathered = _gathered(row)
    capacity = rules.presumed_capacity(own=rules.is_national(view.document, here.country), gathered=gathered)
    if not capacities()[capacity].stay_rule:
        return None
    return residence.reckon(
        regimes.regime(here.regime),
        view.document,
        gathered,
        direction=row.direction,
        now=row.opened,
        zone=here.zone,
        circumstances=residence.circumstances_of(view.document, border_resident=capacity == "local_resident"),
    )


def _gathered(row: Presentation) -> Gathered:
    here, now = post(row.post), timezone.now()
    return gather(
        None if row.document_key is None else bytes(row.document_key),
        None if row.holder_key is None else bytes(row.holder_key),
        now=now,
        today=now.astimezone(here.zone).date(),
        but=row.subject,
    )


def _assessment(row: Presentation, document: DocumentPart, gathered: Gathered) -> Assessment | None:
    here = post(row.post)
    own = rules.is_national(document, here.country)
    capacity = rules.presumed_capacity(own=own, gathered=gathered)
    if not capacities()[capacity].stay_rule:
        return None
    return residence.standing(
        regimes.regime(here.regime),
        document,
        gathered,
        now=timezone.now(),
        zone=here.zone,
        circumstances=residence.circumstances_of(document, border_resident=capacity == "local_resident"),
    )
