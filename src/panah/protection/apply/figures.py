"""Published figures, from what the monitor at home here could open. What one node says never takes the place of what
another said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.journal.envelopes.registers import OpenedEntry, row_id
from panah.journal.rows import insert
from panah.protection.facts.figures import FiguresPublished
from panah.protection.figure_registers import figures
from panah.protection.models.figures import PublishedFigure


@figures.on(FiguresPublished)
def published(entries: Sequence[OpenedEntry]) -> None:
    insert(
        (
            PublishedFigure(
                id=row_id(entry.reader, entry.subject, entry.journal, row.month, row.measure),
                reader=entry.reader,
                subject=entry.subject,
                journal=entry.journal,
                published=entry.happened,
                **row.model_dump(),
            )
            for entry in entries
            for row in cast("FiguresPublished", entry.fact).rows
        ),
        replace=True,
    )
