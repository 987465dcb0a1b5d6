"""Headquarters' guard receipts between nodes (S1), and recalls. None of them says what kind of question is open.

Subject of naming a headquarters: the post. Of asking and its answer: the asking's own random id. Of a recall: what it
is about, so that two nodes who raise the same one say it once.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from panah.border.facts.refusals import ReceiptPart
from panah.journal.facts import Fact


class HeadquartersNamed(Fact, kind="border:headquarters:named", retention="establishment"):
    """From now on this post needs the receipts of the node that writes ``journal``; without one the post is its own
    headquarters again."""

    journal: UUID | None = None
    reason: Annotated[str, Field(min_length=1, max_length=400)]


class ReceiptAsked(Fact, kind="border:receipt:asked", retention="movement"):
    """A post asks whether headquarters knows of anything that forbids this act to this person."""

    presentation: UUID
    post: UUID
    act: str


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
