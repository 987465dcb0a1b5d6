"""Carriages, their manifests, and who was found on which line, from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import common, run
from panah.border.facts.carriages import (
    CarriageArrived,
    CarriageCounted,
    CarriageReleased,
    StayedBehind,
    TravellerMatched,
)
from panah.border.models import Carriage, ManifestLine
from panah.border.registers import carriages as register
from panah.journal.entries import Entry
from panah.journal.rows import insert

_COUNTED = """
UPDATE border_carriage AS c SET counted = s.heads
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, heads integer) WHERE c.subject = s.subject
"""

_MATCHED = """
INSERT INTO border_manifest_match (subject, presentation, line)
SELECT s.subject, s.presentation, s.line
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, presentation uuid, line integer)
ON CONFLICT (subject, presentation) DO UPDATE SET line = excluded.line
"""

# One note per presentation: a second one about the same traveller replaces the first.
_STAYED = """
UPDATE border_carriage AS c SET stayed_behind = (
    SELECT coalesce(jsonb_agg(note ORDER BY place), '[]'::jsonb)
    FROM jsonb_array_elements(c.stayed_behind) WITH ORDINALITY AS n(note, place)
    WHERE note->>'presentation' <> s.note->>'presentation'
) || jsonb_build_array(s.note)
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, note jsonb) WHERE c.subject = s.subject
"""

_RELEASED = """
UPDATE border_carriage AS c
SET released = s.happened, released_by = s.actor, remark = s.remark, unchecked = s.unchecked
FROM jsonb_to_recordset(%s::jsonb) AS s(
    subject uuid, actor uuid, happened timestamptz, remark text, unchecked jsonb) WHERE c.subject = s.subject
"""


@register.on(CarriageArrived)
def arrived(entries: Sequence[Entry]) -> None:
    insert([_carriage(entry) for entry in entries])
    insert(
        [
            ManifestLine(subject=entry.subject, **line.model_dump(mode="json"))
            for entry in entries
            for line in cast("CarriageArrived", entry.fact).manifest
        ]
    )


def _carriage(entry: Entry) -> Carriage:
    fact = cast("CarriageArrived", entry.fact)
    return Carriage(
        subject=entry.subject,
        post=fact.post,
        direction=fact.direction,
        sort=fact.sort,
        plate=fact.vehicle.plate,
        country=fact.vehicle.country[:3],
        vehicle_kind=fact.vehicle.kind,
        service=fact.service,
        carrier=fact.carrier,
        heads=fact.heads,
        arrived=entry.happened,
        arrived_by=entry.actor,
    )


@register.on(CarriageCounted)
def counted(entries: Sequence[Entry]) -> None:
    run(_COUNTED, (common(entry) | {"heads": cast("CarriageCounted", entry.fact).heads} for entry in entries))


@register.on(TravellerMatched)
def matched(entries: Sequence[Entry]) -> None:
    run(_MATCHED, (common(entry) | entry.fact.model_dump(mode="json", exclude={"corrects"}) for entry in entries))


@register.on(StayedBehind)
def stayed_behind(entries: Sequence[Entry]) -> None:
    run(
        _STAYED,
        (
            common(entry)
            | {
                "note": entry.fact.model_dump(mode="json", exclude={"corrects"})
                | {"by": str(entry.actor), "happened": entry.happened.isoformat()}
            }
            for entry in entries
        ),
    )


@register.on(CarriageReleased)
def released(entries: Sequence[Entry]) -> None:
    run(
        _RELEASED,
        (common(entry) | entry.fact.model_dump(mode="json", include={"remark", "unchecked"}) for entry in entries),
    )
