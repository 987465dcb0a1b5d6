"""Case files, from what a body at home here said to itself: the case, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from panah.border.apply.rows import run
from panah.journal.envelopes.registers import OpenedEntry, row_id
from panah.journal.facts import Fact
from panah.journal.rows import insert
from panah.names import keys, prepare
from panah.protection.case_registers import cases
from panah.protection.facts.cases import (
    CaseAssigned,
    CaseClaimLinked,
    CaseClosed,
    CaseDescribed,
    CaseMatterLinked,
    CaseMatterUnlinked,
    CaseOpened,
    CaseReopened,
    CaseStepRecorded,
)
from panah.protection.models.cases import Case, CaseStep

_CHANGED = """
UPDATE protection_case AS c SET
  {what}touched = greatest(c.touched, s.happened), story = c.story || s.story
FROM jsonb_to_recordset(%s::jsonb) AS s(
  id uuid, happened timestamptz, story jsonb, name text, birth_date text, language text, sex text, search text,
  matter uuid, hold uuid, claim uuid, worker uuid, due text, due_step text, closed_as text)
WHERE c.id = s.id
"""
_DESCRIBED = _CHANGED.format(
    what="name = s.name, birth_date = s.birth_date, language = s.language, sex = s.sex, search = c.search || s.search, "
)
_LINKED = _CHANGED.format(what="matter = s.matter, hold = s.hold, ")
_UNLINKED = _CHANGED.format(
    what="matter = nullif(c.matter, s.matter), hold = CASE WHEN c.matter = s.matter THEN NULL ELSE c.hold END, "
)
_CLAIMED = _CHANGED.format(what="claim = s.claim, due = '', due_step = '', ")
_ASSIGNED = _CHANGED.format(what="worker = s.worker, ")
_STEP = _CHANGED.format(what="due = s.due, due_step = s.due_step, ")
_CLOSED = _CHANGED.format(what="closed = s.happened, closed_as = s.closed_as, due = '', due_step = '', ")
_REOPENED = _CHANGED.format(what="closed = NULL, closed_as = '', due = s.due, due_step = s.due_step, ")
TOUCHED = _CHANGED.format(what="search = c.search || coalesce(s.search, ''), ")


def found_by(name: str) -> str:
    """What a name is looked for by: as written, in Latin letters in each way it may be read, and by its keys (~)."""
    prepared = prepare(name)
    words = dict.fromkeys(name.casefold().split())
    words |= dict.fromkeys(form for part in prepared.parts for form in part.forms)
    words |= dict.fromkeys(f"~{key}" for key in keys(prepared))
    return f" {' '.join(words)} " if words else ""


@cases.on(CaseOpened)
def opened(entries: Sequence[OpenedEntry]) -> None:
    facts = [(entry, cast("CaseOpened", entry.fact)) for entry in entries]
    insert(
        Case(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            **content(fact, "needs"),
            needs=list(fact.needs),
            search=f"{fact.number} {fact.reference}".casefold() + found_by(fact.name),
            opened=entry.happened,
            opened_by=entry.actor,
            touched=entry.happened,
            story=[],
        )
        for entry, fact in facts
    )


@cases.on(CaseDescribed)
def described(entries: Sequence[OpenedEntry]) -> None:
    run(_DESCRIBED, (_row(entry, search=found_by(entry.fact.name), **entry.fact.model_dump()) for entry in entries))


@cases.on(CaseMatterLinked)
def matter_linked(entries: Sequence[OpenedEntry]) -> None:
    run(_LINKED, (_row(one, "matter_linked", about=one.fact.matter, hold=str(one.fact.hold)) for one in entries))


@cases.on(CaseMatterUnlinked)
def matter_unlinked(entries: Sequence[OpenedEntry]) -> None:
    """What was linked meanwhile stays."""
    run(_UNLINKED, (_row(one, "matter_unlinked", about=one.fact.matter, text=one.fact.why) for one in entries))


@cases.on(CaseClaimLinked)
def claim_linked(entries: Sequence[OpenedEntry]) -> None:
    run(_CLAIMED, (_row(entry, claim=str(entry.fact.claim)) for entry in entries))


@cases.on(CaseAssigned)
def assigned(entries: Sequence[OpenedEntry]) -> None:
    run(
        _ASSIGNED,
        (_row(one, "assigned", whom=one.fact.worker, worker=_text(one.fact.worker)) for one in entries),
    )


@cases.on(CaseStepRecorded)
def step_recorded(entries: Sequence[OpenedEntry]) -> None:
    insert(
        CaseStep(
            id=part(entry, entry.journal, entry.sequence, entry.number),
            **common(entry),
            entry=part(entry, entry.journal, entry.sequence, entry.number),
            step=entry.fact.step,
            on=entry.fact.on,
            values=entry.fact.values,
            why=entry.fact.why,
        )
        for entry in entries
    )
    run(_STEP, (_row(entry, due=entry.fact.due, due_step=entry.fact.due_step) for entry in entries))


@cases.on(CaseClosed)
def closed(entries: Sequence[OpenedEntry]) -> None:
    run(
        _CLOSED,
        (_row(one, "closed", text=one.fact.why, reason=one.fact.reason, closed_as=one.fact.reason) for one in entries),
    )


@cases.on(CaseReopened)
def reopened(entries: Sequence[OpenedEntry]) -> None:
    run(
        _REOPENED,
        (
            _row(one, "reopened", text=one.fact.why, due=one.fact.due, due_step=one.fact.due_step)
            for one in entries
        ),
    )  # fmt: skip


def touch(entries: Iterable[OpenedEntry], search: Sequence[str] = ()) -> None:
    """Something of these cases changed; ``search`` are further words each is found by."""
    rows = [_row(entry) for entry in entries]
    for row, words in zip(rows, search, strict=False):
        row["search"] = words
    run(TOUCHED, rows)


def part(entry: OpenedEntry, *parts: UUID | int | str) -> UUID:
    """The key of one of several rows of a case."""
    return row_id(entry.reader, entry.subject, *(one if isinstance(one, int) else str(one) for one in parts))


def content(fact: Fact, *without: str) -> dict[str, Any]:
    """What a fact says, by the names of columns; ``without`` what has another place."""
    return fact.model_dump(exclude={"corrects", *without})


def common(entry: OpenedEntry) -> dict[str, Any]:
    """The columns every row of a case has."""
    return {
        "reader": entry.reader, "subject": entry.subject, "happened": entry.happened, "actor": entry.actor
    }  # fmt: skip


def _row(
    entry: OpenedEntry, what: str = "", *, text: str = "", reason: str = "", whom: UUID | None = None,
    about: UUID | None = None, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """What changes of a case, with a line of its story; ``about`` is a matter."""
    line = {
        "at": entry.happened.isoformat(), "by": str(entry.actor), "what": what, "text": text, "reason": reason,
        "whom": _text(whom) or "", "matter": _text(about) or "",
    }  # fmt: skip
    return {
        "id": str(entry.row), "happened": entry.happened.isoformat(), "story": [line] if what else [],
        "matter": _text(about), **more,
    }  # fmt: skip


def _text(id: UUID | None) -> str | None:
    return None if id is None else str(id)
