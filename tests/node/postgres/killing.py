"""A server killed, as the system kills the largest program."""

from __future__ import annotations

import os
import signal
import time

from panah.node.postgres import Server, processes


def pid(server: Server) -> int:
    found = processes.postmaster(server.state.data)
    assert found is not None
    return found[0]


def kill(server: Server) -> None:
    os.kill(pid(server), signal.SIGKILL)
    wait_until(lambda: processes.postmaster(server.state.data) is None)


def wait_until(condition) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
