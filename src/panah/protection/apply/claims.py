"""Claims, from what the authority at home here said to itself: folded by the rules of ``claim_life``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import fields
from typing import Any, cast
from uuid import UUID

from panah.journal import facts as journal_facts
from panah.journal.envelopes.registers import OpenedEntry
from panah.journal.facts import Fact
from panah.journal.rows import insert
from panah.protection import claim_clocks, claim_life
from panah.protection.claim_life import ClaimRuleError, Life
from panah.protection.facts import claims as said
from panah.protection.models import Claim
from panah.protection.registers import claims

LIFE = tuple(field.name for field in fields(Life) if field.name != "before")
_LISTS = frozenset({"calls", "links", "same"})


def life_of(row: Claim) -> Life:
    """The claim of a row as the rules know it."""
    values: dict[str, Any] = {name: getattr(row, name) for name in LIFE}
    before = _before_death(row) if row.state == "died" else None
    return Life(**values | {name: tuple(values[name]) for name in _LISTS}, before=before)


def said_of(row: Claim) -> tuple[said.EventPart, ...]:
    """Everything said of a claim up to now, but what changed nothing."""
    return tuple(
        said.EventPart(
            said=f"protection:claim:{line['what']}", version=line["version"], at=line["at"], by=UUID(line["by"]),
            fact=line["fact"],
        )
        for line in row.history
        if not line["code"]
    )  # fmt: skip


def _before_death(row: Claim) -> Life | None:
    life: Life | None = None
    for fact, at, _by in _events(said_of(row)):
        if isinstance(fact, said.ClaimRegistered):
            life = claim_life.begun(fact)
        elif life is not None and not isinstance(fact, said.ClaimTakenOver):
            with suppress(ClaimRuleError):  # an earlier version may have allowed more
                life = claim_life.after(life, fact, at.date())
    return life.before if life is not None else None


@claims.on(said.ClaimRegistered)
def registered(entries: Sequence[OpenedEntry]) -> None:
    insert(_begun(entry, entry.fact, entry.happened, entry.actor) for entry in entries)


@claims.on(
    said.ClaimCertified, said.ClaimCalled, said.ClaimNotCome, said.ClaimInterviewed, said.ClaimDecided,
    said.ClaimServed, said.ClaimAppealed, said.ClaimLeaveDecided, said.ClaimAppealDecided, said.ClaimConcluded,
    said.ClaimStatusSet, said.ClaimStatusEnded, said.ClaimReopened, said.ClaimMissing, said.ClaimSearched,
    said.ClaimDied, said.ClaimDeathCorrected, said.ClaimTransferred, said.ClaimChild, said.ClaimLinked, said.ClaimSame,
    said.ClaimMatterFound,
)  # fmt: skip
def went_on(entries: Sequence[OpenedEntry]) -> None:
    """What comes before its registration finds no row, and is folded again when that came."""
    rows = {row.id: row for row in Claim.everybodys.filter(id__in=[entry.row for entry in entries])}
    for entry in entries:
        if entry.row in rows:
            _say(rows[entry.row], entry.fact, entry.happened, entry.actor)
    insert(rows.values(), replace=True)


@claims.on(said.ClaimTakenOver)
def taken_over(entries: Sequence[OpenedEntry]) -> None:
    """Built anew from what the other body knew. What was held here before is replaced by it where it was handed over
    from here; nobody takes the place of a claim that this body decides, whatever they say of it (S1)."""
    own = Claim.everybodys.filter(id__in=[entry.row for entry in entries]).exclude(state="transferred")
    decided_here = set(own.values_list("id", flat=True))
    insert(filter(None, (_rebuilt(entry) for entry in entries if entry.row not in decided_here)), replace=True)


def _rebuilt(entry: OpenedEntry) -> Claim | None:
    row, taken = None, cast("said.ClaimTakenOver", entry.fact)
    for fact, at, by in _events(taken.events):
        if isinstance(fact, said.ClaimRegistered):
            row = _begun(entry, fact, at, by)
        elif row is not None and isinstance(fact, said.ClaimTakenOver):
            _note(row, fact, at, by)
        elif row is not None:
            _say(row, fact, at, by)
    if row is not None:
        row.came_from, row.reference = taken.of, taken.reference
        # What came along stands in the history itself.
        _note(row, taken.model_copy(update={"events": ()}), entry.happened, entry.actor)
    return row


def _events(parts: Iterable[said.EventPart]) -> Iterable[tuple[Fact, dt.datetime, UUID]]:
    for part in parts:
        try:
            fact = journal_facts.load(part.said, part.version, json.dumps(part.fact).encode())
            yield fact, dt.datetime.fromisoformat(part.at), part.by
        except (journal_facts.UnknownKindError, journal_facts.UnknownVersionError, ValueError):
            # Written by a newer or a broken node: rebuilt once this one can read it.
            continue


def _begun(entry: OpenedEntry, fact: said.ClaimRegistered, at: dt.datetime, by: UUID) -> Claim:
    row = Claim(
        id=entry.row,
        reader=entry.reader,
        subject=entry.subject,
        number=fact.number,
        referral=fact.referral,
        matter=fact.matter,
        hold=fact.hold,
        name=fact.name,
        birth_date=fact.birth_date,
        language=fact.language,
        registered_on=fact.registered_on,
        feared_on=fact.feared_on,
        basis=fact.basis,
        country=fact.country,
        registered=at,
        registered_by=by,
        history=[],
    )
    _put(row, claim_life.begun(fact))
    _note(row, fact, at, by)
    return row


def _say(row: Claim, fact: Fact, at: dt.datetime, by: UUID) -> None:
    try:
        life = claim_life.after(life_of(row), fact, at.date())
    except ClaimRuleError as no:
        # Two desks out of step: kept in sight, and it changes nothing.
        _note(row, fact, at, by, no.code)
        return
    _put(row, life)
    if isinstance(fact, said.ClaimMatterFound) and row.matter is None:
        row.matter = fact.matter
    if isinstance(fact, said.ClaimDecided) and fact.outcome != "admitted":
        row.decided_on = at.date().isoformat()
    _note(row, fact, at, by)


def _put(row: Claim, life: Life) -> None:
    for name in LIFE:
        value: Any = getattr(life, name)
        setattr(row, name, list(value) if name in _LISTS else value)


def _note(row: Claim, fact: Fact, at: dt.datetime, by: UUID, code: str = "") -> None:
    line = {
        "what": fact.kind.rpartition(":")[2], "version": fact.version, "at": at.isoformat(), "by": str(by),
        "fact": json.loads(fact.body()), "code": code,
    }  # fmt: skip
    row.history = [*row.history, line]
    row.due_on, row.due_step = claim_clocks.first_due(row)
