"""A node as in production, in a home of its own that is gone afterwards; for the benches that ask it over HTTP."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panah.node.postgres import Server

SAFE = {
    "PANAH_MODE": "production",
    "PANAH_SECRET_KEY": "a bench's own secret: 0123456789 abcdefghijklmnopqrstuvwxyz",
    "PANAH_HOSTS": "post.example",
    "PANAH_HTTPS": "proxy",
}


def tell(line: str) -> None:
    """Progress, apart from the table."""
    print(f"  {line}", file=sys.stderr, flush=True)


def in_a_home_of_its_own(work: Callable[[Path], None]) -> None:
    """A node's home on a real disk, gone afterwards, with the settings of production."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # what was started is stopped too
    home = Path(tempfile.mkdtemp(prefix="panah-bench-", dir="/var/tmp"))  # a real disk
    home.chmod(0o755)
    os.environ.update(SAFE, PANAH_HOME=str(home))
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    try:
        work(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def serving(command: list[str], port: int, **variables: str) -> Iterator[int]:
    """A server in a process of its own, whose id it gives, stopped afterwards."""
    process = subprocess.Popen(command, env=os.environ | variables, start_new_session=True)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit("the server didn't start") from None
                time.sleep(0.1)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            process.kill()


def settle(server: Server) -> None:
    """Have what filling left in memory written to disk: no post gets two years of crossings in a minute, and whoever is
    measured first would wait for it."""
    with server.connect() as connection:
        connection.execute("CHECKPOINT")
