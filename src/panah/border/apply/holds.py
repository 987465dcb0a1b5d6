"""Holds and the roll of the persons held, from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import common, run
from panah.border.facts.holds import (
    HoldMoved,
    HoldNoted,
    HoldPassedOn,
    HoldPlaced,
    HoldReleased,
    HoldTaken,
    RollSigned,
)
from panah.border.models import Hold, HoldEvent, Roll, RollEntry
from panah.border.registers import holds as register
from panah.journal.entries import Entry
from panah.journal.rows import insert

_TAKEN = """
UPDATE border_hold AS h SET taken_by = s.actor, taken = s.happened
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz) WHERE h.subject = s.subject
"""
_PASSED_ON = """
UPDATE border_hold AS h SET taken_by = NULL, taken = NULL
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid) WHERE h.subject = s.subject
"""
_MOVED = """
UPDATE border_hold AS h SET presentation = s.presentation
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, presentation uuid) WHERE h.subject = s.subject
"""
# Revealing the token opens the lock; an entry with another token changes nothing here.
_RELEASED = """
UPDATE border_hold AS h SET released = s.happened, released_by = s.actor
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz, token text)
WHERE h.subject = s.subject AND h.released IS NULL
  AND s.token ~ '^([0-9a-f]{2})+$' AND h.lock = encode(sha256(decode(s.token, 'hex')), 'hex')
"""


def _events(entries: Sequence[Entry], act: str) -> None:
    insert(
        HoldEvent(
            subject=entry.subject,
            happened=entry.happened,
            clock=entry.clock,
            actor=entry.actor,
            act=act,
            finding=getattr(entry.fact, "finding", ""),
            resolution=getattr(entry.fact, "resolution", ""),
            remark=getattr(entry.fact, "remark", ""),
        )
        for entry in entries
    )


@register.on(HoldPlaced)
def placed(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("HoldPlaced", entry.fact)) for entry in entries]
    insert(
        (
            Hold(
                subject=entry.subject,
                presentation=fact.presentation,
                post=fact.post,
                placed=entry.happened,
                placed_by=entry.actor,
                lock=fact.lock,
                until=fact.until,
            )
            for entry, fact in facts
        )
    )
    _events(entries, "placed")


@register.on(HoldTaken)
def taken(entries: Sequence[Entry]) -> None:
    run(_TAKEN, map(common, entries))
    _events(entries, "taken")


@register.on(HoldNoted)
def noted(entries: Sequence[Entry]) -> None:
    _events(entries, "noted")


@register.on(HoldPassedOn)
def passed_on(entries: Sequence[Entry]) -> None:
    run(_PASSED_ON, map(common, entries))
    _events(entries, "passed_on")


@register.on(HoldMoved)
def moved(entries: Sequence[Entry]) -> None:
    run(_MOVED, (common(entry) | entry.fact.model_dump(mode="json", include={"presentation"}) for entry in entries))
    _events(entries, "moved")


@register.on(HoldReleased)
def released(entries: Sequence[Entry]) -> None:
    run(_RELEASED, (common(entry) | {"token": cast("HoldReleased", entry.fact).token.lower()} for entry in entries))
    _events(entries, "released")


@register.on(RollSigned)
def signed(entries: Sequence[Entry]) -> None:
    facts = [(entry, cast("RollSigned", entry.fact)) for entry in entries]
    insert((Roll(subject=e.subject, post=fact.post, signed=e.happened, signed_by=e.actor) for e, fact in facts))
    insert(
        RollEntry(
            subject=entry.subject,
            hold=part.hold,
            food=part.food,
            water=part.water,
            doctor=part.doctor,
            call=part.call,
            remark=part.remark,
        )
        for entry, fact in facts
        for part in fact.entries
    )
