"""Set-wise SQL for handlers: the entries travel as one JSON array, so that one statement writes any number of rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from panah.journal.entries import Entry, Source

SOURCES = {Source.CLOCK: "clock", Source.PAPER: "paper", Source.ESTIMATE: "estimate"}


def common(entry: Entry) -> dict[str, Any]:
    """What every statement may use of an entry beside its fact."""
    return {
        "subject": str(entry.subject),
        "actor": str(entry.actor),
        "happened": entry.happened.isoformat(),
        "source": SOURCES[entry.source],
        "clock": entry.clock,
    }


def run(statement: str, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Run a statement with ``%s`` once for the array of rows; gives what it returns, if it returns anything."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(list(rows))])
        return cursor.fetchall() if cursor.description else []
