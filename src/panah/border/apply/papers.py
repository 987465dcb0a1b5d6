"""Papers that came after the crossing, or a document that was somebody else's: the presentation gets the right one, the
crossing its keys, stays follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import common, run
from panah.border.apply.stays import refold
from panah.border.facts.persons import DocumentCorrected
from panah.border.facts.presentations import PapersCompleted
from panah.border.handles import keys_of
from panah.border.registers import presentations as register
from panah.journal.entries import Entry

_COMPLETED = """
WITH stated AS (
    SELECT subject, document, decode(document_key, 'hex') AS document_key, decode(holder_key, 'hex') AS holder_key,
        keeps_waiting
    FROM jsonb_to_recordset(%s::jsonb) AS s(
        subject uuid, document jsonb, document_key text, holder_key text, keeps_waiting boolean)
), shown AS (
    UPDATE border_presentation AS p
    SET document = s.document, document_key = nullif(s.document_key, ''::bytea),
        holder_key = nullif(s.holder_key, ''::bytea)
    FROM stated AS s WHERE p.subject = s.subject
), before AS (
    SELECT c.subject, c.document_key FROM border_crossing AS c JOIN stated AS s ON s.subject = c.subject
)
UPDATE border_crossing AS c
SET document_key = nullif(s.document_key, ''::bytea), holder_key = nullif(s.holder_key, ''::bytea),
    nationality = left(s.document->>'nationality', 3), birth_date = left(s.document->>'birth_date', 10),
    sex = left(s.document->>'sex', 1), papers_later = c.papers_later AND s.keeps_waiting
FROM stated AS s JOIN before AS b ON b.subject = s.subject WHERE c.subject = s.subject
RETURNING b.document_key, c.document_key
"""


@register.on(PapersCompleted, DocumentCorrected)
def completed(entries: Sequence[Entry]) -> None:
    changed = run(_COMPLETED, (_papers(entry) for entry in entries))
    refold(bytes(key) for pair in changed for key in pair if key is not None)


def _papers(entry: Entry) -> dict[str, object]:
    fact = cast("PapersCompleted | DocumentCorrected", entry.fact)
    document, holder = keys_of(fact.document)
    return (
        common(entry)
        | fact.model_dump(mode="json", include={"document"})
        | {
            "document_key": (document or b"").hex(),
            "holder_key": (holder or b"").hex(),
            "keeps_waiting": isinstance(fact, DocumentCorrected),
        }
    )
