"""Serve the application with granian until told to stop."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server as Granian

from panah.node import parenthood
from panah.node.destroying.data import noted_as_serving
from panah.node.keeping import keeper
from panah.node.reviving import kept_running

WAITING_PER_THREAD = 16
"""Requests a worker takes on beyond those it works on; more are left in the listening queue."""
_ASKS_AGAIN = 0.1


def serve(
    host: str,
    port: int,
    *,
    workers: int = 0,
    threads: int = 4,
    certificate: Path | None = None,
    certificate_key: Path | None = None,
    answers: Callable[[], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM. `workers` 0 means one per core; `answers` is called once the node does. Raises
    CommandError when the embedded database died and can't be started again.

    Threads stay alive, since each keeps a database connection. No access log: addresses and times of a border post's
    requests would be a second, unguarded record of who did what.
    """
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    server = Granian(
        "panah.node.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or os.cpu_count() or 1,
        blocking_threads=threads,
        blocking_threads_idle_timeout=600,
        backlog=1024,
        backpressure=threads * WAITING_PER_THREAD,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        ssl_cert=certificate,
        ssl_key=certificate_key,
    )
    parenthood.announce()
    environment = settings.ENVIRONMENT
    with ExitStack() as beside:
        beside.enter_context(noted_as_serving(environment.home))
        # A database that others run, theirs or that of the demo this house belongs to, has others to look after it.
        if not (environment.database_url or environment.database_owner_url):
            beside.enter_context(kept_running(environment.home))
        beside.enter_context(keeper())
        if answers is not None:
            Thread(target=_announce, args=(host, port, answers), daemon=True).start()
        server.serve()


def _announce(host: str, port: int, answers: Callable[[], None]) -> None:
    """Asks until the node answers whatever it likes, over HTTP."""
    while True:
        asking = HTTPConnection(host, port, timeout=30)
        try:
            asking.request("HEAD", "/", headers={"Host": host})
            asking.getresponse()
        except OSError:
            time.sleep(_ASKS_AGAIN)
        else:
            answers()
            return
        finally:
            asking.close()
