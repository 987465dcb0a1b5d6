"""Groups, who belongs to them and was seen alone, and listings, from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from panah.border import handles, hosts
from panah.border.apply.rows import common, run
from panah.border.facts.groups import (
    AskedAboutFamily,
    GroupClosed,
    GroupJoined,
    GroupOpened,
    Listed,
    SeenAlone,
    Unlisted,
)
from panah.border.models import Group, Listing
from panah.border.registers import groups as register
from panah.journal.entries import Entry
from panah.journal.rows import insert

_CLOSED = """
UPDATE border_group AS g SET closed = s.happened, remark = s.remark
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, happened timestamptz, remark text) WHERE g.subject = s.subject
"""

_JOINED = """
INSERT INTO border_group_member (subject, presentation, joined, language)
SELECT s.subject, s.presentation, s.happened, ''
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, presentation uuid, happened timestamptz)
ON CONFLICT (subject, presentation) DO UPDATE SET joined = coalesce(border_group_member.joined, excluded.joined)
"""

_SEEN_ALONE = """
INSERT INTO border_group_member (subject, presentation, seen_alone, seen_alone_by, language)
SELECT s.subject, s.presentation, s.happened, s.actor, s.language
FROM jsonb_to_recordset(%s::jsonb) AS s(
    subject uuid, presentation uuid, happened timestamptz, actor uuid, language text)
ON CONFLICT (subject, presentation) DO UPDATE SET
    seen_alone = excluded.seen_alone, seen_alone_by = excluded.seen_alone_by, language = excluded.language
"""

_ASKED = """
INSERT INTO border_group_member (subject, presentation, apart, asked, asked_by, heard, language)
SELECT s.subject, s.presentation, s.wants = 'apart', s.happened, s.actor, s.heard, ''
FROM jsonb_to_recordset(%s::jsonb) AS s(
    subject uuid, presentation uuid, happened timestamptz, actor uuid, wants text, heard jsonb)
ON CONFLICT (subject, presentation) DO UPDATE SET
    apart = excluded.apart, asked = excluded.asked, asked_by = excluded.asked_by, heard = excluded.heard
"""

_UNLISTED = """
UPDATE border_listing AS l SET ended = s.happened, end_reason = s.reason
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, happened timestamptz, reason text) WHERE l.subject = s.subject
"""


@register.on(GroupOpened)
def opened(entries: Sequence[Entry]) -> None:
    insert([_group(entry) for entry in entries])


def _group(entry: Entry) -> Group:
    fact = cast("GroupOpened", entry.fact)
    return Group(
        subject=entry.subject,
        opened=entry.happened,
        opened_by=entry.actor,
        **fact.model_dump(mode="python", exclude={"corrects", "host"}),
        **hosts.columns(fact.host),
    )


@register.on(GroupJoined)
def joined(entries: Sequence[Entry]) -> None:
    run(_JOINED, (common(entry) | entry.fact.model_dump(mode="json", include={"presentation"}) for entry in entries))


@register.on(SeenAlone)
def seen_alone(entries: Sequence[Entry]) -> None:
    run(_SEEN_ALONE, (common(entry) | entry.fact.model_dump(mode="json", exclude={"corrects"}) for entry in entries))


@register.on(AskedAboutFamily)
def asked_about_family(entries: Sequence[Entry]) -> None:
    said = [(common(entry), entry.fact.model_dump(mode="json")) for entry in entries]
    run(
        _ASKED,
        (
            about
            | {"presentation": fact["presentation"], "wants": fact["wants"]}
            | {"heard": {part: fact[part] for part in ("language", "understood", "interpreter")}}
            for about, fact in said
        ),
    )


@register.on(GroupClosed)
def closed(entries: Sequence[Entry]) -> None:
    run(_CLOSED, (common(entry) | {"remark": cast("GroupClosed", entry.fact).remark} for entry in entries))


@register.on(Listed)
def listed(entries: Sequence[Entry]) -> None:
    insert([_listing(entry) for entry in entries])


def _listing(entry: Entry) -> Listing:
    fact = cast("Listed", entry.fact)
    fields = fact.model_dump(
        mode="python", exclude={"corrects", "issuer", "number", "document_key", "valid_from", "valid_to"}
    )
    return Listing(
        subject=entry.subject,
        document_key=handles.of_listed(fact),
        valid_from=date.fromisoformat(fact.valid_from),
        valid_to=date.fromisoformat(fact.valid_to),
        entered=entry.happened,
        entered_by=entry.actor,
        **fields,
    )


@register.on(Unlisted)
def unlisted(entries: Sequence[Entry]) -> None:
    run(_UNLISTED, (common(entry) | {"reason": cast("Unlisted", entry.fact).reason} for entry in entries))
