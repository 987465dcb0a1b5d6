"""Calls of travellers, from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.border.apply.rows import common, run
from panah.border.facts.calls import CallAnswered, CallMade
from panah.border.models import Call
from panah.border.registers import calls as register
from panah.journal.entries import Entry
from panah.journal.rows import write

_ANSWERED = """
UPDATE border_call AS c SET answered = s.happened, answered_by = s.actor, outcome = s.outcome
FROM jsonb_to_recordset(%s::jsonb) AS s(subject uuid, actor uuid, happened timestamptz, outcome text)
WHERE c.subject = s.subject AND c.answered IS NULL
"""


@register.on(CallMade)
def made(entries: Sequence[Entry]) -> None:
    write(
        Call,
        (
            {
                "subject": entry.subject,
                "post": fact.post,
                "lane": fact.lane,
                "made": entry.happened,
                "language": fact.language,
                "wishes": list(fact.wishes),
                "answered": None,
                "answered_by": None,
                "outcome": "",
            }
            for entry in entries
            if (fact := cast("CallMade", entry.fact))
        ),
    )


@register.on(CallAnswered)
def answered(entries: Sequence[Entry]) -> None:
    run(_ANSWERED, (common(entry) | {"outcome": cast("CallAnswered", entry.fact).outcome} for entry in entries))
