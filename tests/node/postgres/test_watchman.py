"""The watchman of the embedded database: whoever runs the node replaces it when it is killed itself."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from panah.node.postgres import Server, processes
from panah.node.reviving import kept_running
from tests.node.postgres.killing import kill, wait_until


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


def test_a_watchman_that_was_killed_is_replaced_and_the_new_one_looks_after_the_database(server: Server) -> None:
    with server, kept_running(server.state.folder.parent):
        for _ in range(2):
            wait_until(watchmen)
            (first,) = watchmen()
            os.kill(first, signal.SIGKILL)
            wait_until(lambda first=first: watchmen() - {first})
            assert len(watchmen()) == 1
        kill(server)
        wait_until(lambda: processes.postmaster(server.state.data) is not None)
    assert watchmen() == set(), "it ends with whoever it works for, and isn't replaced then"


def test_one_killed_while_the_node_ends_is_not_replaced(server: Server) -> None:
    with server:
        with kept_running(server.state.folder.parent):
            wait_until(watchmen)
            (last,) = watchmen()
            os.kill(last, signal.SIGKILL)
        assert watchmen() == set()
