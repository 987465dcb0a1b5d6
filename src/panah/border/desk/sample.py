"""The small random sample that is set aside by the system, so that being set aside says nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from panah.border.desk.posts import post, shift_of
from panah.border.facts.parts import DocumentPart
from panah.border.handles import keys_of
from panah.border.models import Presentation
from panah.border.rules.sampling import Direction, Lots, drawn, lots
from panah.border.rules.thresholds import thresholds
from panah.journal import countrykey


@dataclass(frozen=True, slots=True)
class Lot:
    """The lots of somebody who came to the line, and the secret that draws from them: both under the country key that
    was in use then, so that who was drawn stays drawn when the key is replaced."""

    lots: Lots
    secret: bytes


def is_sampled(lot: Lot) -> bool:
    """Whether the random sample draws one of these lots."""
    return drawn(lot.lots, lot.secret, thresholds().sample_share, thresholds().sample_lasting)


def lot_of(row: Presentation) -> Lot:
    """The lot of a presentation: as it was when it came to the line."""
    return lot_at(row.subject, DocumentPart.model_validate(row.document), row.direction, row.post, row.opened)  # type: ignore[arg-type]  # a register's row has no other direction


def lot_at(presentation: UUID, document: DocumentPart, direction: Direction, post_id: UUID, opened: datetime) -> Lot:
    """The lot of somebody who came to this post then. Scanned again within the shift they have the same one."""
    of_document, of_holder = keys_of(document, opened)
    start = shift_of(post(post_id), opened)[0]
    secret = countrykey.reckoner(opened)("secret of the random sample")
    return Lot(lots(of_holder or of_document or presentation.bytes, direction, start), secret)
