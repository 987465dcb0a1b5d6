"""What is held about a person, for the person (S11): found, printed, and put right where it is wrong.

Nothing that is sealed is here to be given; nothing of lists is given either, nor that there was a hit: for both the
monitor is asked, who may see more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from panah.border.desk import holds, refusals, viewing
from panah.border.desk import presentations as line
from panah.border.desk.context import Acting
from panah.border.desk.history import History, file_of
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.parties import name_of
from panah.border.desk.searches import of_presentations
from panah.border.facts.parts import DocumentPart, IdentityPart
from panah.border.handles import keys_of
from panah.journal import countrykey
from panah.journal.record import say
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.copies import CopyGiven, CorrectionAnswered, CorrectionAsked, Identity, Part
from panah.protection.models.complaints import Correction

if TYPE_CHECKING:
    from panah.border.models import Presentation, Refusal, Search, Withdrawal

IDENTITIES: tuple[Identity, ...] = ("document", "face_and_answers", "guardian")
PARTS: tuple[Part, ...] = ("name", "birth", "sex", "nationality", "document", "crossing", "other")
# Enough for a daily commuter's year; the paper says when there is more.
MOST = 400


@dataclass(frozen=True, slots=True)
class Held:
    """What is held about the holder of a document: every presentation of it, newest first, crossings, stays, searches,
    refusals, going back of own will, and what was said to be wrong. ``more`` presentations are left out."""

    file: UUID
    presentation: UUID
    document: DocumentPart
    presentations: tuple[Presentation, ...]
    history: History
    corrections: tuple[Correction, ...]
    searches: tuple[Search, ...]
    refusals: tuple[Refusal, ...]
    went_back: tuple[Withdrawal, ...]
    more: int


def find(issuer: str, number: str) -> UUID:
    """The newest presentation of a document; ProtectionError ``nobody_of_this``."""
    row = countrykey.under_one_key(lambda: _newest(IdentityPart(issuer=issuer, number=number)))
    if row is None:
        raise ProtectionError("nobody_of_this")
    return row.subject


def _newest(document: IdentityPart) -> Presentation | None:
    key, _holder = keys_of(document)
    return viewing.newest_of_document(key) if key else None


def waiting(post: UUID) -> list[tuple[UUID, str]]:
    """Who is held at a post now, with the name they gave, if any: for whoever has no document to be found by."""
    return [(one.presentation.subject, name_of(one.presentation.document)) for one in holds.queue(post)]


def held(presentation: UUID) -> Held:
    """Everything openly held about whoever this presentation is of. Whoever shows it records the look first."""
    row = viewing.known(presentation)
    if row is None:
        raise ProtectionError("nobody_of_this")
    found, amount = viewing.of_document(bytes(row.document_key), MOST) if row.document_key else ([row], 1)
    file = file_of(row)
    return Held(
        file=file,
        presentation=presentation,
        document=DocumentPart.model_validate(row.document),
        presentations=tuple(found),
        history=line.history(presentation),
        corrections=tuple(corrections(file)),
        searches=tuple(of_presentations(one.subject for one in found)),
        refusals=tuple(refusals.made_of(one.subject for one in found)),
        went_back=tuple(refusals.went_back(one.subject for one in found)),
        more=max(0, amount - MOST),
    )


def given(what: Held, post: UUID, language: str, identity: Identity, *, actor: Acting) -> None:
    """Write down that the person got a copy."""
    fact = CopyGiven(
        file=what.file, key=_key(what), presentation=what.presentation, post=post, language=language, identity=identity
    )
    say(fact, actor=actor.id)


def ask(what: Held, post: UUID, part: Part, is_held: str, should_be: str, shown: str = "", *, actor: Acting) -> UUID:
    """The person says that something is wrong; gives the request's id. ProtectionError ``correction_empty``."""
    words = [" ".join(one.split()) for one in (is_held, should_be, shown)]
    if not words[1]:
        raise ProtectionError("correction_empty")
    fact = CorrectionAsked(
        file=what.file,
        key=_key(what),
        presentation=what.presentation,
        post=post,
        part=part,
        held=words[0],
        should_be=words[1],
        shown=words[2],
    )
    request = uuid4()
    say(fact, actor=actor.id, about=request)
    return request


def decide(request: UUID, *, made: bool, why: str, actor: Acting) -> None:
    """It holds as the person says, or not and why. ProtectionError ``correction_unknown``, ``correction_answered``,
    ``reason_needed``."""
    if not made and not why.strip():
        raise ProtectionError("reason_needed")
    with one_at_a_time(request):
        row = Correction.objects.filter(subject=request).first()
        if row is None:
            raise ProtectionError("correction_unknown")
        if row.answered is not None:
            raise ProtectionError("correction_answered")
        say(CorrectionAnswered(made=made, why=why.strip()), actor=actor.id, about=request)


def _key(what: Held) -> str:
    """The country key under which the file's handle was reckoned; empty where no document finds the person."""
    return "" if what.file == what.presentation else countrykey.current_id()


def corrections(file: UUID) -> Sequence[Correction]:
    """What was asked about this file, oldest first."""
    return list(Correction.objects.filter(file=file).order_by("asked", "subject"))


def open_corrections(post: UUID | None) -> Sequence[Correction]:
    """Requests nobody has decided about, at one post or all, oldest first."""
    rows = Correction.objects.filter(answered__isnull=True).order_by("asked", "subject")
    return list(rows if post is None else rows.filter(post=post))
