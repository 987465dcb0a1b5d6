"""Two persons found to be one, or one found to be two; and corrections of a wrong person's file.

What binds more takes effect at once: one officer joins. What could set somebody free of a hold takes two officers: one
proposes (``CorrectionProposed``), another one confirms, and only then the fact with the effect is recorded. Nothing is
written over: every fact names what stood there before.
"""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.border.facts.parts import DocumentPart, IdentityPart, Part
from panah.border.facts.presentations import without_keys
from panah.journal.facts import Body, Fact, upcast

CorrectionSort = Literal["apart", "hold", "document"]


class HandlesPart(Part):
    """By what a presentation's person is found: itself, and what its document said then.

    Version 1 of facts held natural keys (hex, or empty) of document and holder instead, under the country's first key.
    """

    presentation: UUID
    identity: IdentityPart | None = None
    document_key: str = ""
    holder_key: str = ""


class PersonsJoined(Fact, kind="border:person:joined", version=2, retention="movement"):
    """Both presentations are of one person. Subject: the pair's own random handle, the same in all that is said of it.

    From now on whatever is open about one binds the other.
    """

    one: HandlesPart
    other: HandlesPart
    reason: str


class PersonsToldApart(Fact, kind="border:person:told_apart", version=2, retention="movement"):
    """Both presentations are of two persons, though their names and birth dates are the same, or somebody joined them.

    Subject: the pair. ``proposed_by`` is another officer than the actor; ``correction`` the proposal. One document is
    always one person: this doesn't separate presentations of the same document.
    """

    one: HandlesPart
    other: HandlesPart
    correction: UUID
    proposed_by: UUID


class CorrectionPart(Part):
    """What a correction would change. ``apart``: ``presentation`` and ``other`` are two persons. ``hold``: the hold
    was begun under ``presentation`` and is ``other``'s. ``document``: ``presentation`` was of whoever has it."""

    sort: CorrectionSort
    presentation: UUID
    other: UUID | None = None
    hold: UUID | None = None
    document: DocumentPart | None = None


class CorrectionProposed(Fact, kind="border:correction:proposed", retention="movement"):
    """A second-line officer (the actor) found a wrong file. Subject: the correction. Nothing has changed yet."""

    content: CorrectionPart
    reason: str


class CorrectionDeclined(Fact, kind="border:correction:declined", retention="movement"):
    """It goes no further, and why."""

    reason: str


class CorrectionMade(Fact, kind="border:correction:made", retention="movement"):
    """Another officer (the actor) confirmed it. What changed is said by facts of its own, recorded with this one."""

    proposed_by: UUID


class DocumentCorrected(Fact, kind="border:presentation:document_corrected", version=2, retention="movement"):
    """The scan was of somebody else's document. Subject: the presentation. What stood there before is ``was``."""

    document: DocumentPart
    was: HandlesPart
    correction: UUID
    proposed_by: UUID


@upcast(PersonsJoined.kind, version=1)
@upcast(PersonsToldApart.kind, version=1)
def _with_keys(body: Body) -> Body:
    """What stands there of either side stays what it is: natural keys instead of what they are reckoned from."""
    return body


upcast(DocumentCorrected.kind, version=1)(without_keys)
