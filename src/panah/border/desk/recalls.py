"""Refusals to be recalled (S1, S12): what became known too late about whoever was refused, or about their family.

Looked for again and again, among all refusals there ever were: so persons are matched by their keys, set against set,
and the exact question is asked only of the few that share one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from panah.border.models import Refusal


def recalls(
    *, among: Collection[UUID] | None = None, since: datetime | None = None, until: datetime | None = None
) -> list[Refusal]:
    """Refusals of somebody who, as became known only afterwards, was held at that moment, or one of whose family was
    and still waits: each to be recalled (S1, S12), the newest first. Of all, only of ``among`` these, or only of those
    made from ``since`` to ``until``."""
    narrowed = {"among": None if among is None else list(among), "since": since, "until": until}
    return list(Refusal.objects.raw(_RECALLS, narrowed))


_RECALLS = """
WITH refused AS MATERIALIZED (
    SELECT r.subject, r.made, p.subject AS presentation, p.document_key, p.holder_key,
        array_remove(ARRAY[uuid_send(p.subject), p.document_key, p.holder_key], NULL) AS own
    FROM border_refusal AS r JOIN border_presentation AS p ON p.subject = r.presentation
    WHERE (%(among)s::uuid[] IS NULL OR r.subject = ANY(%(among)s::uuid[]))
      AND (%(since)s::timestamptz IS NULL OR r.made >= %(since)s)
      AND (%(until)s::timestamptz IS NULL OR r.made < %(until)s)
),
-- Hardly anybody was ever joined: of all others only their own keys are known.
joined AS MATERIALIZED (
    SELECT * FROM refused WHERE EXISTS (SELECT FROM border_person_handle AS h WHERE h.handle = ANY(refused.own))
),
known AS (
    SELECT subject, made, unnest(own) AS handle FROM refused
    UNION
    SELECT subject, made, unnest(border_person_handles(presentation, document_key, holder_key)) FROM joined
),
held AS (
    SELECT h.placed, h.released, p.subject AS presentation, p.document_key, p.holder_key,
        unnest(array_remove(ARRAY[uuid_send(p.subject), p.document_key, p.holder_key], NULL)) AS handle
    FROM border_hold AS h JOIN border_presentation AS p ON p.subject = h.presentation
    WHERE h.placed <= (SELECT max(made) FROM refused)
      AND (h.released IS NULL OR h.released > (SELECT min(made) FROM refused))
),
near AS (
    SELECT DISTINCT known.subject, held.presentation, held.document_key, held.holder_key
    FROM known JOIN held ON held.handle = known.handle
        AND held.placed <= known.made AND (held.released IS NULL OR held.released > known.made)
),
-- Families are asked about only as far as somebody waits whom a refusal came after.
waiting AS MATERIALIZED (
    SELECT h.placed, p.holder_key FROM border_hold AS h JOIN border_presentation AS p ON p.subject = h.presentation
    WHERE h.released IS NULL
),
perhaps AS MATERIALIZED (
    SELECT * FROM refused WHERE made >= (SELECT min(placed) FROM waiting) AND (
        EXISTS (SELECT FROM joined WHERE joined.subject = refused.subject)
        OR holder_key IN (SELECT holder_key FROM waiting WHERE holder_key IS NOT NULL)
        OR EXISTS (
            SELECT FROM border_presentation AS p
            WHERE (p.subject = refused.presentation OR p.document_key = refused.document_key) AND (
                p."group" IS NOT NULL
                OR EXISTS (SELECT FROM border_group_member AS m WHERE m.presentation = p.subject)))
    )
)
SELECT r.* FROM border_refusal AS r WHERE r.subject IN (
    SELECT near.subject FROM near JOIN refused ON refused.subject = near.subject
    WHERE border_is_of(
        border_person_handles(refused.presentation, refused.document_key, refused.holder_key),
        near.presentation, near.document_key, near.holder_key)
    UNION
    SELECT subject FROM perhaps
    WHERE EXISTS (SELECT FROM border_family_waits(perhaps.presentation, perhaps.made, '{}'))
)
ORDER BY r.made DESC
"""
