"""Waiting for an embedded PostgreSQL: until what it left is gone, and until it can be asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from panah.node.postgres import processes
from panah.node.postgres.errors import PostgresError

PATIENCE_SECONDS = 1800
"""How long a start may take: after a crash the log of up to 2 GB is replayed, on a slow disk."""


def until_orphans_end(data: Path, progress: Callable[[str], None]) -> None:
    """After a killed server its children live on for a moment; a new one must not meet them on the same files."""
    since = time.monotonic()
    while orphans := processes.working_in(data):
        waited = time.monotonic() - since
        if waited > 120:
            raise PostgresError(f"Processes {', '.join(map(str, orphans))} still work on {data}; end them first")
        if waited > 5:
            progress(f"Waiting for a database that is ending ({waited:.0f} s)")
        time.sleep(0.1 if waited < 5 else 2)


def until_ready(data: Path, progress: Callable[[str], None]) -> bool:
    """Whether the server that was started can be asked; False where it ended, or took longer than anybody waits."""
    since = told = time.monotonic()
    while (now := time.monotonic()) - since < PATIENCE_SECONDS:
        running = processes.postmaster(data)
        if running is not None and running[1] == "ready":
            return True
        if running is None and now - since > 3 and not processes.working_in(data):
            return False
        if now - told > 5:
            told = now
            progress(f"The database is putting itself in order after an interruption ({now - since:.0f} s)")
        time.sleep(0.02 if now - since < 2 else 0.25)
    return False
