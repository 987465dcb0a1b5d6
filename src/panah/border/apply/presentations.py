"""Presentations and crossings from their facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from panah.border import handles, hosts
from panah.border.apply.rows import SOURCES, common, run
from panah.border.apply.stays import Crossed, LastStay, extend, refold
from panah.border.facts.parts import HostPart
from panah.border.facts.presentations import (
    CrossingCorrected,
    CrossingRecorded,
    CrossingReturned,
    CrossingTakenBack,
    PresentationAdvised,
    PresentationOpened,
    PresentationVoided,
    SetAside,
)
from panah.border.models import Presentation
from panah.border.registers import presentations as register
from panah.border.rules.stays import Passage, Span
from panah.journal import countrykey
from panah.journal.entries import Entry
from panah.journal.rows import write

# Said with the outcome, it replaces what was known before.
_HOST = """host = coalesce(s.host, p.host),
    sponsor_key = CASE WHEN s.host IS NULL THEN p.sponsor_key ELSE decode(s.sponsor, 'hex') END,
    address_key = CASE WHEN s.host IS NULL THEN p.address_key ELSE decode(s.address, 'hex') END"""
# The last stays of the documents come along, so that extending them needs no other question.
_CROSSED = f"""
WITH stated AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS s(
        subject uuid, actor uuid, happened timestamptz, source text, direction text, line text, capacity text,
        purpose text, means text, regime text, rule text, leave_by date, stamp text, accompaniment jsonb,
        plate text, country text, papers_later boolean, remark text, host jsonb, sponsor text, address text)
), moved AS (
    UPDATE border_presentation AS p
    SET outcome = 'crossed', outcome_at = s.happened, outcome_by = s.actor, {_HOST}
    FROM stated AS s WHERE p.subject = s.subject
    RETURNING p.subject, p.post, p.lane, p.document_key, p.holder_key, p.document
), written AS (
INSERT INTO border_crossing (
    subject, post, lane, direction, happened, happened_source, officer, line, document_key, holder_key, nationality,
    birth_date, sex, capacity, purpose, means, regime, rule, leave_by, stamp, stamp_cancelled, accompaniment,
    vehicle_plate, vehicle_country, papers_later, status, remark)
SELECT
    m.subject, m.post, m.lane, s.direction, s.happened, s.source, s.actor, s.line, m.document_key, m.holder_key,
    left(m.document->>'nationality', 3), left(m.document->>'birth_date', 10), left(m.document->>'sex', 1), s.capacity,
    s.purpose, s.means, s.regime, s.rule, s.leave_by, s.stamp, '', s.accompaniment, s.plate, left(s.country, 3),
    s.papers_later, 'standing', s.remark
FROM moved AS m JOIN stated AS s ON s.subject = m.subject
ON CONFLICT (subject) DO UPDATE SET
    direction = excluded.direction, happened = excluded.happened, happened_source = excluded.happened_source,
    officer = excluded.officer, line = excluded.line, capacity = excluded.capacity, purpose = excluded.purpose,
    means = excluded.means, regime = excluded.regime, rule = excluded.rule, leave_by = excluded.leave_by,
    stamp = excluded.stamp, stamp_cancelled = '', accompaniment = excluded.accompaniment,
    vehicle_plate = excluded.vehicle_plate, vehicle_country = excluded.vehicle_country,
    papers_later = excluded.papers_later, status = 'standing', remark = excluded.remark
RETURNING subject, direction, happened, document_key, holder_key, nationality, regime, leave_by, xmax <> 0
)
SELECT w.*, last.* FROM written AS w LEFT JOIN LATERAL (
    SELECT s.id, s.entry, s.exit, s.entered, s."left", s.regime, s.leave_by FROM border_stay AS s
    WHERE s.document_key = w.document_key ORDER BY s.id DESC LIMIT 1
) AS last ON true
"""  # noqa: S608 - built from constants

# Only a crossing can be undone: whoever was set aside stays so.
_UNDONE = """
WITH stated AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS s(
        subject uuid, actor uuid, happened timestamptz, status text, stamp_cancelled text, remark text)
), moved AS (
    UPDATE border_presentation AS p SET
        outcome = CASE s.status WHEN 'returned' THEN 'returned' ELSE '' END,
        outcome_at = CASE s.status WHEN 'returned' THEN s.happened END,
        outcome_by = CASE s.status WHEN 'returned' THEN s.actor END,
        taken_back = p.taken_back + CASE s.status WHEN 'taken_back' THEN 1 ELSE 0 END
    FROM stated AS s WHERE p.subject = s.subject AND p.outcome = 'crossed'
)
UPDATE border_crossing AS c
SET status = s.status, stamp_cancelled = s.stamp_cancelled,
    remark = CASE WHEN s.remark = '' THEN c.remark ELSE s.remark END
FROM stated AS s WHERE c.subject = s.subject AND c.status = 'standing'
RETURNING c.document_key
"""

_CORRECTED = """
UPDATE border_crossing AS c SET
    purpose = coalesce(nullif(s.purpose, ''), c.purpose), means = coalesce(nullif(s.means, ''), c.means),
    capacity = coalesce(nullif(s.capacity, ''), c.capacity), stamp = coalesce(nullif(s.stamp, ''), c.stamp),
    stamp_cancelled = coalesce(nullif(s.stamp_cancelled, ''), c.stamp_cancelled),
    remark = coalesce(nullif(s.remark, ''), c.remark)
FROM jsonb_to_recordset(%s::jsonb) AS s(
    subject uuid, purpose text, means text, capacity text, stamp text, stamp_cancelled text, remark text)
WHERE c.subject = s.subject
"""

_DECIDED = f"""
UPDATE border_presentation AS p SET
    outcome = s.outcome, outcome_at = s.happened, outcome_by = s.actor, hold = coalesce(s.hold, p.hold),
    voided_reason = s.voided_reason, repeats = s.repeats, {_HOST}
FROM jsonb_to_recordset(%s::jsonb) AS s(
    subject uuid, actor uuid, happened timestamptz, outcome text, hold uuid, voided_reason text, repeats uuid,
    host jsonb, sponsor text, address text)
WHERE p.subject = s.subject
"""  # noqa: S608 - built from constants

_ADVISED = """
UPDATE border_presentation AS p SET findings = p.findings || s.findings
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, findings jsonb) WHERE p.subject = s.subject
"""


@register.on(PresentationOpened)
def opened(entries: Sequence[Entry]) -> None:
    reckon = countrykey.reckoner()
    write(Presentation, (_presentation(entry, reckon) for entry in entries))


def _presentation(entry: Entry, reckon: Callable[..., bytes]) -> dict[str, Any]:
    fact = cast("PresentationOpened", entry.fact)
    document, holder = handles.keys_by(reckon, fact.document)
    return {
        "subject": entry.subject,
        "post": fact.post,
        "lane": fact.lane,
        "direction": fact.direction,
        "channel": fact.channel,
        "opened": entry.happened,
        "opened_source": SOURCES[entry.source],
        "arrived": fact.arrived or None,
        "officer": entry.actor,
        "document": fact.document.model_dump(mode="json"),
        "findings": [finding.model_dump(mode="json") for finding in fact.findings],
        "document_key": document,
        "holder_key": holder,
        "group": fact.group,
        "carriage": fact.carriage,
        "manifest_line": fact.manifest_line,
        "form": fact.form,
        "outcome": "",
        "outcome_at": None,
        "outcome_by": None,
        "hold": None,
        "taken_back": 0,
        "voided_reason": "",
        "repeats": None,
        **hosts.columns(fact.host),
    }


@register.on(PresentationAdvised)
def advised(entries: Sequence[Entry]) -> None:
    run(_ADVISED, (common(entry) | entry.fact.model_dump(mode="json", include={"findings"}) for entry in entries))


@register.on(CrossingRecorded)
def recorded(entries: Sequence[Entry]) -> None:
    written = [row for row in run(_CROSSED, (_crossing(entry) for entry in entries)) if row[3] is not None]
    extend(
        (
            Crossed(
                document_key=bytes(document_key),
                holder_key=None if holder_key is None else bytes(holder_key),
                nationality=nationality,
                passage=Passage(subject, direction, happened, regime, leave_by),
            ),
            None if last[0] is None else LastStay(last[0], Span(*last[1:])),
        )
        for subject, direction, happened, document_key, holder_key, nationality, regime, leave_by, _, *last in written
    )
    # Where a row stood there already, a stay may rest on what it said before.
    refold(bytes(row[3]) for row in written if row[8])


def _crossing(entry: Entry) -> dict[str, Any]:
    fact = cast("CrossingRecorded", entry.fact)
    return common(entry) | {
        "direction": fact.direction,
        "line": fact.line,
        "capacity": fact.capacity,
        "purpose": fact.purpose,
        "means": fact.means,
        "regime": fact.stay.regime if fact.stay else "",
        "rule": fact.stay.rule if fact.stay else "",
        "leave_by": fact.stay.leave_by if fact.stay else None,
        "stamp": fact.stamp,
        "accompaniment": fact.accompaniment.model_dump(mode="json") if fact.accompaniment else None,
        "plate": fact.vehicle.plate if fact.vehicle else "",
        "country": fact.vehicle.country if fact.vehicle else "",
        "papers_later": fact.papers_later,
        "remark": fact.remark,
        **_host(fact.host),
    }


def _host(host: HostPart | None) -> dict[str, Any]:
    sponsor, address = hosts.keys_of(host)
    return {
        "host": None if host is None else host.model_dump(mode="json"),
        "sponsor": None if sponsor is None else sponsor.hex(),
        "address": None if address is None else address.hex(),
    }


@register.on(CrossingTakenBack)
def taken_back(entries: Sequence[Entry]) -> None:
    _undo(
        common(entry) | {"status": "taken_back", "stamp_cancelled": fact.stamp_cancelled, "remark": fact.remark}
        for entry in entries
        if (fact := cast("CrossingTakenBack", entry.fact))
    )


@register.on(CrossingReturned)
def returned(entries: Sequence[Entry]) -> None:
    _undo(
        common(entry) | {"status": "returned", "stamp_cancelled": "", "remark": fact.reason}
        for entry in entries
        if (fact := cast("CrossingReturned", entry.fact))
    )


def _undo(rows: Iterable[dict[str, Any]]) -> None:
    refold(bytes(key) for (key,) in run(_UNDONE, rows) if key is not None)


@register.on(CrossingCorrected)
def corrected(entries: Sequence[Entry]) -> None:
    run(_CORRECTED, (common(entry) | entry.fact.model_dump(mode="json", exclude={"corrects"}) for entry in entries))


@register.on(SetAside)
def set_aside(entries: Sequence[Entry]) -> None:
    run(
        _DECIDED,
        (
            common(entry)
            | {"outcome": "set_aside", "hold": str(fact.hold), "voided_reason": "", "repeats": None}
            | _host(fact.host)
            for entry in entries
            if (fact := cast("SetAside", entry.fact))
        ),
    )


@register.on(PresentationVoided)
def voided(entries: Sequence[Entry]) -> None:
    run(
        _DECIDED,
        (
            common(entry)
            | {
                "outcome": "voided",
                "hold": None,
                "voided_reason": fact.reason,
                "repeats": str(fact.repeats) if fact.repeats else None,
            }
            for entry in entries
            if (fact := cast("PresentationVoided", entry.fact))
        ),
    )
