"""Matters, from what the bodies at home here could open: folded by the rules of ``holding``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import cast
from uuid import UUID

from panah.journal.applying import waves
from panah.journal.envelopes.registers import OpenedEntry, row_id, said_before
from panah.journal.rows import insert
from panah.protection import holding
from panah.protection.facts.matters import (
    MatterHandedOver,
    MatterLetGo,
    MatterOpenAgain,
    MatterOpenHere,
    MatterPassedOn,
    MatterSuspected,
    ShareEntrusted,
)
from panah.protection.holding import Held, Holding
from panah.protection.models import Matter, Share
from panah.protection.registers import matters

_NOTHING = Matter()
_OF_A_MATTER = (ShareEntrusted, MatterLetGo, MatterOpenAgain, MatterOpenHere, MatterHandedOver, MatterPassedOn)


def holding_of(row: Matter) -> Holding:
    """What the body of a matter has in its hands of it."""
    return holdings_of([row])[row.pk]


def holdings_of(rows: Sequence[Matter]) -> dict[UUID, Holding]:
    """The same of many at once, by their keys."""
    shares: dict[tuple[UUID, UUID], list[Share]] = defaultdict(list)
    theirs = Share.objects.for_bodies({row.reader for row in rows})
    for share in theirs.filter(subject__in={row.subject for row in rows}):
        shares[share.reader, share.subject].append(share)
    return {row.pk: _holding(row, shares[row.reader, row.subject]) for row in rows}


@matters.on(MatterSuspected)
def suspected(entries: Sequence[OpenedEntry]) -> None:
    """What stands before it, as the clocks of nodes differ, counts from now on."""
    known = set(Matter.everybodys.filter(id__in=[entry.row for entry in entries]).values_list("id", flat=True))
    begun = [entry for entry in entries if entry.row not in known]
    _begin(begun)
    early = said_before(begun, [one.kind for one in _OF_A_MATTER])
    for reader, subject in {entry.key for entry in early}:
        Share.everybodys.filter(reader=reader, subject=subject).delete()
    for wave in waves(early, lambda entry: entry.key):
        for kind in sorted(wave):
            went_on(wave[kind])


def _begin(entries: Iterable[OpenedEntry]) -> None:
    facts = [(entry, cast("MatterSuspected", entry.fact)) for entry in entries]
    insert(
        Matter(
            id=entry.row,
            reader=entry.reader,
            subject=entry.subject,
            hold=fact.hold,
            presentation=fact.presentation,
            post=fact.post,
            category=fact.category,
            competent=fact.competent,
            said=fact.said,
            noticed=list(fact.noticed),
            opened=entry.happened,
            opened_by=entry.actor,
        )
        for entry, fact in facts
    )


@matters.on(*_OF_A_MATTER)
def went_on(entries: Sequence[OpenedEntry]) -> None:
    """A share that comes before anything was told of its matter is kept for it."""
    rows = {row.id: row for row in Matter.everybodys.filter(id__in=[entry.row for entry in entries])}
    shares: dict[UUID, list[Share]] = defaultdict(list)
    subjects = [entry.subject for entry in entries]
    for share in Share.everybodys.filter(subject__in=subjects, reader__in={entry.reader for entry in entries}):
        shares[row_id(share.reader, share.subject)].append(share)
    kept: list[Share] = []
    for entry in entries:
        row = rows.get(entry.row)
        before = _holding(row or _NOTHING, shares[entry.row])
        after = holding.after(entry.fact, before, entry.subject)
        kept += (_share(entry, one) for one in after.shares if one not in before.shares)
        if row is not None:
            _put(row, after, entry)
    insert(kept, replace=True)
    insert(rows.values(), replace=True)


def _holding(row: Matter, shares: Iterable[Share]) -> Holding:
    held = (Held(one.hold, one.share, one.reply_to, one.back, one.passed_to) for one in shares)
    return Holding(
        let_go=row.let_go is not None,
        passed_to=row.passed_to,
        told=frozenset(row.told),
        asks=frozenset(row.asks),
        taken=frozenset(row.taken),
        handed=frozenset(row.handed),
        openings=frozenset(row.openings),
        shares=tuple(sorted(held, key=lambda one: (one.hold, one.share))),
    )


def _share(entry: OpenedEntry, one: Held) -> Share:
    return Share(
        id=row_id(entry.reader, entry.subject, one.hold, one.digest),
        reader=entry.reader,
        subject=entry.subject,
        hold=one.hold,
        share=one.share,
        reply_to=one.reply_to,
        back=one.back,
        passed_to=one.passed_to,
    )


def _put(row: Matter, after: Holding, entry: OpenedEntry) -> None:
    if not after.let_go:
        row.let_go, row.let_go_by, row.why = None, None, ""
    elif row.let_go is None:
        row.let_go, row.let_go_by, row.why = entry.happened, entry.actor, cast("MatterLetGo", entry.fact).why
    row.passed_to = after.passed_to
    for name in ("told", "asks", "taken", "handed", "openings"):
        setattr(row, name, sorted(getattr(after, name)))
    row.owes, row.has_say = after.owes, after.has_say
