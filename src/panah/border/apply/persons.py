"""Persons joined and told apart, and corrections, from their facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from panah.border import handles
from panah.border.apply.rows import common, run
from panah.border.facts.persons import (
    CorrectionDeclined,
    CorrectionMade,
    CorrectionProposed,
    DocumentCorrected,
    HandlesPart,
    PersonsJoined,
    PersonsToldApart,
)
from panah.border.models import Correction, PersonHandle, PersonPair
from panah.border.registers import persons as register
from panah.journal.entries import Entry
from panah.journal.rows import insert, write

_ENDED = """
UPDATE border_correction AS c SET state = s.state, ended = s.happened, ended_by = s.actor, why_not = s.why_not
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz, state text, why_not text)
WHERE c.subject = s.subject AND c.state = 'open'
"""

_CORRECTED = "jsonb_to_recordset(%s::jsonb) AS s(subject uuid, now jsonb, was jsonb)"
_RIGHT_AGAIN = f"""
DELETE FROM border_corrected_handle AS c USING {_CORRECTED}
WHERE c.subject = s.subject AND s.now ? encode(c.handle, 'hex')
"""  # noqa: S608 - built from constants
_WAS_WRONG = f"""
INSERT INTO border_corrected_handle (subject, handle)
SELECT s.subject, decode(was.handle, 'hex') FROM {_CORRECTED}, jsonb_array_elements_text(s.was) AS was(handle)
WHERE NOT s.now ? was.handle ON CONFLICT DO NOTHING
"""  # noqa: S608 - built from constants


@register.on(PersonsJoined)
def joined(entries: Sequence[Entry]) -> None:
    _pairs([(entry, cast("PersonsJoined", entry.fact)) for entry in entries], "same")


@register.on(PersonsToldApart)
def told_apart(entries: Sequence[Entry]) -> None:
    _pairs([(entry, cast("PersonsToldApart", entry.fact)) for entry in entries], "apart")


def _pairs(facts: Sequence[tuple[Entry, PersonsJoined | PersonsToldApart]], state: str) -> None:
    insert(
        (
            PersonPair(
                subject=entry.subject,
                one=fact.one.presentation,
                other=fact.other.presentation,
                state=state,
                said=entry.happened,
                said_by=entry.actor,
                reason=getattr(fact, "reason", ""),
            )
            for entry, fact in facts
        ),
        replace=True,
    )
    insert(
        PersonHandle(subject=entry.subject, side=side, sort=sort, handle=handle)
        for entry, fact in facts
        for side, part in enumerate((fact.one, fact.other))
        for sort, handle in _handles(part)
    )


def _handles(part: HandlesPart) -> Iterator[tuple[str, bytes]]:
    yield "p", part.presentation.bytes
    if part.identity is not None:
        document, holder = handles.keys_of(part.identity)
    else:
        document, holder = handles.older(part.document_key), handles.older(part.holder_key)
    if document is not None:
        yield "d", document
    if holder is not None:
        yield "h", holder


@register.on(DocumentCorrected)
def document_corrected(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("DocumentCorrected", entry.fact)) for entry in entries]
    rows = [
        {
            "subject": str(entry.subject),
            "now": [key.hex() for key in handles.keys_of(fact.document) if key is not None],
            "was": [handle.hex() for sort, handle in _handles(fact.was) if sort != "p"],
        }
        for entry, fact in facts
    ]
    run(_RIGHT_AGAIN, rows)
    run(_WAS_WRONG, rows)


@register.on(CorrectionProposed)
def proposed(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("CorrectionProposed", entry.fact)) for entry in entries]
    write(
        Correction,
        (
            {
                "subject": entry.subject,
                "sort": fact.content.sort,
                "presentation": fact.content.presentation,
                "other": fact.content.other,
                "hold": fact.content.hold,
                "content": fact.content.model_dump(mode="json"),
                "reason": fact.reason,
                "proposed": entry.happened,
                "proposed_by": entry.actor,
                "state": "open",
                "ended": None,
                "ended_by": None,
                "why_not": "",
            }
            for entry, fact in facts
        ),
    )


@register.on(CorrectionDeclined)
def declined(entries: Sequence[Entry]) -> None:
    run(
        _ENDED,
        (
            common(entry) | {"state": "declined", "why_not": cast("CorrectionDeclined", entry.fact).reason}
            for entry in entries
        ),
    )


@register.on(CorrectionMade)
def made(entries: Sequence[Entry]) -> None:
    run(_ENDED, (common(entry) | {"state": "made", "why_not": ""} for entry in entries))
