"""Headquarters' guard receipts between nodes (S1), and recalls. None of them says what kind of question is open.

Subject of asking and its answer: the asking's own random id. Of a recall: what it is about, so that two nodes who raise
the same one say it once. Whose receipts a post needs is said with two signatures, on the floor above (S14).
"""

from __future__ import annotations

from uuid import UUID

from panah.border.facts.refusals import ReceiptPart
from panah.journal.facts import Body, Fact, upcast


class ReceiptAsked(Fact, kind="border:receipt:asked", version=2, retention="movement"):
    """A post asks whether headquarters knows of anything that forbids this act to this person. ``family`` are the
    presentations of those who came with them: headquarters answers for all (S12)."""

    presentation: UUID
    post: UUID
    act: str
    family: tuple[UUID, ...] = ()


@upcast(ReceiptAsked.kind, version=1)
def _without_family(body: Body) -> Body:
    """Version 1 didn't name the family: headquarters knows whom it was told of."""
    return body


class ReceiptGiven(Fact, kind="border:receipt:given", retention="movement"):
    """Headquarters knows of nothing that forbids it, for some minutes."""

    receipt: ReceiptPart


class ReceiptDenied(Fact, kind="border:receipt:denied", retention="movement"):
    """Headquarters knows of something that forbids it: codes of the guard."""

    why: tuple[str, ...]


class RecallRaised(Fact, kind="border:recall:raised", retention="movement"):
    """Somebody was led back, or may be on a receipt that still lives, about whom a question stands open: bring them
    back at once. ``refusal`` is the one made, none where only a receipt was given."""

    presentation: UUID
    post: UUID
    refusal: UUID | None = None
