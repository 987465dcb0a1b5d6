"""Several processes append at once: sequences without gaps, a chain that verifies, registers that agree."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from panah.journal import store
from panah.journal.entries import Position
from panah.journal.record import record
from panah.journal.verify import verify
from tests.journal.sample import ParcelSent, say

ROOT = Path(__file__).parent.parent.parent


def child(url: str, calls: int, out: IO[str] | int = subprocess.PIPE) -> "subprocess.Popen[str]":
    """A process that records `calls` times two parcels and prints the places they were given."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "PANAH_HOME": str(settings.PANAH_HOME),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    command = [sys.executable, "-m", "tests.journal.child", str(calls)]
    return subprocess.Popen(command, env=environment, stdout=out, text=True, cwd=ROOT)


def places(lines: str) -> list[int]:
    return [sequence for line in lines.splitlines() for sequence in json.loads(line)]


def test_two_processes_append_without_gaps(office: str, postgres: object) -> None:
    record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=UUID(int=7))
    url = postgres.url("runtime", office)  # type: ignore[attr-defined]
    processes = [child(url, 40) for _ in range(2)]
    given = [places(process.communicate(timeout=120)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted(given[0] + given[1]) == list(range(3, 3 + 160))
    assert verify().ok
    head = store.own_head()
    assert head is not None
    assert head.sequence == 162
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock, journal, sequence FROM journal_entry ORDER BY sequence")
        positions: list[Position] = cursor.fetchall()
        cursor.execute("SELECT sum(parcels), count(*) FROM sample_sender")
        assert cursor.fetchone() == (161, 4)
    assert positions == sorted(positions)
