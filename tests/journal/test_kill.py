"""S9: no acknowledged fact is lost when the process that records, or the database server, is killed at any moment."""

import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from django.conf import settings as django_settings
from django.db import connection

from panah.journal import rebuild
from panah.journal.verify import verify
from panah.node.postgres import Server
from panah.node.postgres.processes import exists, postmaster, working_in
from panah.node.schema import bring_up_to_date
from tests.conftest import _connect_to
from tests.journal.sample import TABLES
from tests.journal.test_concurrent import child, places

CHANCE = random.Random(20)
MOMENTS = 200
FEW = 5
PATIENCE = 120


@pytest.fixture(scope="module")
def durable(
    django_db_setup: None, django_db_blocker: object, _worker_database: str, postgres: Server
) -> Iterator[Server]:
    """A server on a real disk that keeps its promises, with a journal of its own."""
    home = Path(tempfile.mkdtemp(prefix="panah-kill-", dir="/var/tmp"))
    home.chmod(0o755)
    before = django_settings.PANAH_HOME
    django_settings.PANAH_HOME = home
    server = Server(home)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        try:
            server.start()
            _connect_to(server, "panah", "owner")
            bring_up_to_date("panah")
            with connection.cursor() as cursor:
                cursor.execute(TABLES)
            _connect_to(server, "panah")
            yield server
        finally:
            django_settings.PANAH_HOME = before
            _connect_to(postgres, _worker_database)
            server.destroy()
            server.stop()
            subprocess.run(["rm", "-rf", str(home)], check=True)


@dataclass
class Recording:
    """A process that records, and the file it writes acknowledgements to."""

    process: "subprocess.Popen[str]"
    out: IO[str]

    def acknowledged(self) -> list[int]:
        """A line that was cut off was not acknowledged."""
        self.out.seek(0)
        lines = self.out.read()
        return places(lines[: lines.rfind("\n") + 1])

    def wait_for_more(self) -> None:
        """Returns at a random moment after the next acknowledgement."""
        before, since = self.out.seek(0, os.SEEK_END), time.monotonic()
        while self.out.seek(0, os.SEEK_END) == before:
            assert self.process.poll() is None, "the recording process ended by itself"
            assert time.monotonic() - since < PATIENCE, "nothing is acknowledged any more"
            time.sleep(0.005)
        time.sleep(CHANCE.random() * 0.05)


@contextmanager
def recording(server: Server) -> Iterator[Recording]:
    """A process that records until it dies."""
    with (server.state.folder / "acknowledged").open("w+") as out, child(server.url("runtime"), 0, out) as process:
        try:
            yield Recording(process, out)
        finally:
            process.kill()


def stored() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT e.sequence FROM journal_entry e JOIN journal_body b USING (journal, sequence)")
        return {row[0] for row in cursor.fetchall()}


def check(acknowledged: set[int]) -> None:
    assert acknowledged <= stored()
    result = verify()
    assert result.ok, result.faults


def kill_the_process(server: Server, moments: int) -> None:
    acknowledged: set[int] = set()
    for _ in range(moments):
        with recording(server) as work:
            work.wait_for_more()
            work.process.kill()
            work.process.wait()
            acknowledged |= set(work.acknowledged())
    assert len(acknowledged) >= 2 * moments
    check(acknowledged)


def kill_the_server(server: Server, moments: int) -> None:
    with recording(server) as work:
        for _ in range(moments):
            work.wait_for_more()
            kill(server)
            connection.close()
            acknowledged = set(work.acknowledged())
            server.start()
            assert acknowledged <= stored()
        work.wait_for_more()
        work.process.kill()
        work.process.wait()
        acknowledged = set(work.acknowledged())
    assert len(acknowledged) >= 2 * moments
    check(acknowledged)
    _connect_to(server, "panah", "owner")
    assert rebuild.differences("sample-parcels") == {}


def kill(server: Server) -> None:
    """Every process of the server at once, as when the power goes."""
    running = postmaster(server.state.data)
    assert running is not None
    processes = {running[0], *working_in(server.state.data)}
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue
    while any(exists(process) for process in processes):
        time.sleep(0.005)


def test_a_killed_process_loses_no_acknowledged_fact(durable: Server) -> None:
    kill_the_process(durable, FEW)


def test_a_killed_server_loses_no_acknowledged_fact(durable: Server) -> None:
    kill_the_server(durable, FEW)


@pytest.mark.faults
def test_a_process_killed_at_many_moments_loses_no_acknowledged_fact(durable: Server) -> None:
    kill_the_process(durable, MOMENTS)


@pytest.mark.faults
def test_a_server_killed_at_many_moments_loses_no_acknowledged_fact(durable: Server) -> None:
    kill_the_server(durable, MOMENTS)
