"""Hits and cleared pairs from their facts."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from uuid import UUID

from panah.journal.entries import Entry
from panah.journal.rows import insert
from panah.watchlists.facts.hits import (
    CorrectionRecorded,
    HitAnswered,
    HitConfirmed,
    HitRaised,
    HitTold,
    MatchCleared,
)
from panah.watchlists.models import Clearing, Hit, HitEvent
from panah.watchlists.registers import hits as register
from panah.watchlists.rules.sealing import SealedError
from panah.watchlists.sealed import clearing_key, opened


def _event(entry: Entry, act: str, answer: str = "") -> HitEvent:
    return HitEvent(
        subject=entry.subject,
        happened=entry.happened,
        clock=entry.clock,
        actor=entry.actor,
        act=act,
        answer=answer,
        sealed=b64decode(entry.fact.details),
    )


@register.on(HitRaised)
def raised(entries: Sequence[Entry]) -> None:
    insert(
        Hit(
            subject=entry.subject,
            presentation=entry.fact.presentation,
            post=entry.fact.post,
            raised=entry.happened,
            state="open",
            sealed=b64decode(entry.fact.details),
        )
        for entry in entries
    )


@register.on(HitAnswered)
def answered(entries: Sequence[Entry]) -> None:
    """An answer stands until the next one; one that isn't "not the same" takes back what an earlier one cleared."""
    for entry in entries:
        Hit.objects.filter(subject=entry.subject).update(
            state=entry.fact.answer, answered=entry.happened, answered_by=entry.actor, confirmed=None, confirmed_by=None
        )
    Clearing.objects.filter(subject__in=_subjects(entries)).delete()
    insert(_event(entry, "answered", entry.fact.answer) for entry in entries)


@register.on(HitConfirmed)
def confirmed(entries: Sequence[Entry]) -> None:
    for entry in entries:
        state = "confirmed" if entry.fact.agrees else "unclear"
        Hit.objects.filter(subject=entry.subject, state="same").update(
            state=state, confirmed=entry.happened, confirmed_by=entry.actor
        )
    insert(_event(entry, "confirmed" if entry.fact.agrees else "doubted") for entry in entries)


@register.on(HitTold)
def told(entries: Sequence[Entry]) -> None:
    insert(_event(entry, "told") for entry in entries)


@register.on(CorrectionRecorded)
def corrected(entries: Sequence[Entry]) -> None:
    Hit.objects.filter(subject__in=_subjects(entries)).update(state="corrected")
    insert(_event(entry, "corrected") for entry in entries)


@register.on(MatchCleared)
def cleared(entries: Sequence[Entry]) -> None:
    """A pair that this node can't open stays uncleared here: the person is asked once more, never fewer times."""
    insert(Clearing(subject=subject, key=key) for subject, key in map(_cleared, entries) if key is not None)


def _cleared(entry: Entry) -> tuple[UUID, bytes | None]:
    try:
        content = opened(b64decode(entry.fact.details))
        return entry.subject, clearing_key(content["person"], content["list"], content["entry"], content["digest"])
    except (SealedError, KeyError):
        return entry.subject, None


def _subjects(entries: Sequence[Entry]) -> list[UUID]:
    return [entry.subject for entry in entries]
