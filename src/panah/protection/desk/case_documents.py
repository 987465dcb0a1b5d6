"""Documents of a case: taken in by what they are, not by what they are called, and kept in sealed pieces."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.journal.envelopes.registers import row_id
from panah.protection.desk.cases import case_of, open_case_of, say
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import DocumentFiled, DocumentPart, Media
from panah.protection.models import CaseDocument, CaseDocumentPart

LONGEST = 4 << 20
"""Bytes of a document at most. Each piece fills one of the largest envelopes, so this is some two dozen of them."""

PIECE = 180_000
"""Bytes of a piece: in base64 they and what surrounds them fit into an envelope of 256 KiB."""

ENDINGS: dict[str, str] = {
    "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "text/plain": "txt"
}  # fmt: skip
_STARTS: tuple[tuple[bytes, Media], ...] = (
    (b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png")
)  # fmt: skip
_WHITE = frozenset("\t\n\r\f")


def media_of(content: bytes) -> Media | None:
    """What these bytes are, by themselves; None for anything that isn't taken."""
    for start, media in _STARTS:
        if content.startswith(start):
            return media
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return "text/plain" if all(one.isprintable() or one in _WHITE or one == "\u200c" for one in text) else None


def file_document(body: UUID, case: UUID, title: str, content: bytes, *, actor: Acting) -> UUID:
    """Put a document into a case; gives it. ProtectionError ``case_unknown``, ``case_closed``, ``title_needed``,
    ``document_empty``, ``document_too_long``, ``document_sort`` (neither PDF, JPEG, PNG nor plain text)."""
    if not title.strip():
        raise ProtectionError("title_needed")
    if not content:
        raise ProtectionError("document_empty")
    if len(content) > LONGEST:
        raise ProtectionError("document_too_long", {"megabytes": LONGEST >> 20})
    media = media_of(content)
    if media is None:
        raise ProtectionError("document_sort")
    pieces = [content[at : at + PIECE] for at in range(0, len(content), PIECE)]
    document, now = uuid4(), timezone.now()
    fact = DocumentFiled(
        document=document,
        title=title.strip()[:200],
        media=media,
        size=len(content),
        parts=len(pieces),
        digest=sha256(content).hexdigest(),
    )
    with one_at_a_time(case), transaction.atomic():
        open_case_of(body, case)
        for number, piece in enumerate(pieces):
            part = DocumentPart(case=case, number=number, content=b64encode(piece).decode("ascii"))
            say_as_body(body, [Statement(part, document, now)], actor=actor.id)
        say(body, case, fact, actor=actor)
    return document


def document_of(body: UUID, case: UUID, document: UUID) -> tuple[CaseDocument, bytes]:
    """A document with its bytes. ProtectionError ``case_unknown``, ``entry_unknown``, ``document_incomplete`` (pieces
    haven't arrived yet, or something was changed)."""
    case_of(body, case)
    row = CaseDocument.objects.for_body(body).filter(pk=row_id(body, case, str(document))).first()
    if row is None:
        raise ProtectionError("entry_unknown")
    pieces = CaseDocumentPart.objects.for_body(body).filter(subject=document).order_by("number")
    content = b"".join(bytes(one) for one in pieces.values_list("content", flat=True))
    if sha256(content).hexdigest() != row.digest:
        raise ProtectionError("document_incomplete")
    return row, content
