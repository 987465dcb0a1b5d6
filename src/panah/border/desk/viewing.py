"""Presentations as screens and lists see them: the register's row with its document, advice, crossing and hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from panah.border.desk.context import DeskError
from panah.border.facts.parts import DocumentPart, FindingPart
from panah.border.models import Crossing, Hold, Presentation
from panah.border.rules import advice as rules
from panah.border.rules.advice import Advice
from panah.border.rules.findings import Finding


@dataclass(frozen=True, slots=True)
class PresentationView:
    """A presentation for screens: the register's row, its document and advice, its crossing and hold, if any."""

    row: Presentation
    document: DocumentPart
    advice: Advice
    crossing: Crossing | None
    hold: Hold | None

    @property
    def id(self) -> UUID:
        """The random handle that stands in addresses."""
        return self.row.subject


def get(presentation: UUID) -> PresentationView:
    """One presentation; DeskError ``presentation_unknown``."""
    row = Presentation.objects.filter(subject=presentation).first()
    if row is None:
        raise DeskError("presentation_unknown")
    crossing = Crossing.objects.filter(subject=presentation).first() if row.outcome or row.taken_back else None
    hold = Hold.objects.filter(subject=row.hold).first() if row.hold else None
    return view_of(row, crossing, hold)


def known(presentation: UUID | str) -> Presentation | None:
    """The register's row alone; None where this node doesn't know the presentation."""
    return Presentation.objects.filter(subject=presentation).first()


def of_document(key: bytes, most: int) -> tuple[list[Presentation], int]:
    """The ``most`` newest presentations of the document with this key, the newest first; and how many there are."""
    rows = Presentation.objects.filter(document_key=key)
    found = list(rows.order_by("-opened", "subject")[:most])
    return found, len(found) if len(found) < most else rows.count()


def newest_of_document(key: bytes) -> Presentation | None:
    """The newest presentation of the document with this key that wasn't taken back as a mistake."""
    rows = Presentation.objects.filter(document_key=key).exclude(outcome="voided")
    return rows.order_by("-opened", "subject").first()


def view_of(row: Presentation, crossing: Crossing | None = None, hold: Hold | None = None) -> PresentationView:
    """A register row as screens see it."""
    document = DocumentPart.model_validate(row.document)
    findings = tuple(Finding.of(FindingPart.model_validate(part)) for part in row.findings)
    return PresentationView(row, document, rules.from_findings(findings, _capacity(findings)), crossing, hold)


def _capacity(findings: tuple[Finding, ...]) -> str:
    codes = {finding.code for finding in findings}
    if "stay_national" in codes:
        return "national"
    return "local_resident" if "listed_local_resident" in codes else "traveller"


def without_outcome(post_id: UUID | None, before: dt.datetime) -> list[PresentationView]:
    """Presentations opened before the moment that have no outcome (S13), oldest first; None for all posts."""
    rows = Presentation.objects.filter(outcome="", opened__lt=before).order_by("opened", "subject")
    return [view_of(row) for row in (rows if post_id is None else rows.filter(post=post_id))]
