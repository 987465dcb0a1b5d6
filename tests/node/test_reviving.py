"""The watchman of the embedded database: whoever runs the node replaces it when it is killed itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from panah.node.postgres import Server, processes
from panah.node.reviving import kept_running


@pytest.fixture
def server() -> Iterator[Server]:
    own = Server(Path(os.environ["PANAH_TEST_RUN"]) / f"own-{uuid4().hex[:8]}", durable=False)
    yield own
    own.halt()


def until(done: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def watchmen() -> set[int]:
    """Processes that this one started to look after a database."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            asked = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"panah.node.reviving" in asked:
            found.add(int(folder.name))
    return found


def kill_database(server: Server) -> int:
    known = processes.postmaster(server.state.data)
    assert known is not None
    os.kill(known[0], signal.SIGKILL)
    return known[0]


def test_a_watchman_that_was_killed_is_replaced_and_the_new_one_looks_after_the_database(server: Server) -> None:
    with server, kept_running(server.state.folder.parent):
        for _ in range(2):
            until(watchmen)
            (first,) = watchmen()
            os.kill(first, signal.SIGKILL)
            until(lambda first=first: watchmen() - {first})
            assert len(watchmen()) == 1
        killed = kill_database(server)
        until(lambda: (found := processes.postmaster(server.state.data)) is not None and found[0] != killed)
    assert watchmen() == set(), "it ends with whoever it works for, and isn't replaced then"


def test_one_killed_while_the_node_ends_is_not_replaced(server: Server) -> None:
    with server:
        with kept_running(server.state.folder.parent):
            until(watchmen)
            (last,) = watchmen()
            os.kill(last, signal.SIGKILL)
        assert watchmen() == set()
