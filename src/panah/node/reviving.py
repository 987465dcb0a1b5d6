"""The embedded database's watchman: a process beside the web workers that starts PostgreSQL again when it died.

The system's own remedy for too little memory is to kill the largest program, and that is often the database. Nobody
but whoever serves can start it again: it belongs to no service manager. The watchman is a process of its own, since
locks held while a web worker is forked would be held for ever. It ends when its standard input does, and is replaced
when it is killed itself.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from panah.node.commands import CommandError
from panah.node.postgres import PostgresError, Server
from panah.node.running import tell

LOOK_SECONDS = 1.0
PAUSES = (0, 2, 4, 8, 16)
"""Seconds to wait before each attempt in a row; after the last one nothing more is tried."""
STEADY_SECONDS = 60
"""A database that died again sooner was never really back."""
GAVE_UP = 3


class _EndedError(Exception):
    """Nobody needs the database any more."""


@contextmanager
def kept_running(home: Path) -> Iterator[None]:
    """Have the embedded database of a home started again whenever it dies under what is in the context.

    Who is in the context holds on to the database. When it can't be started again this process is told to end
    (SIGTERM), and CommandError is raised, so that a service manager starts everything anew.
    """
    watchman = _Watchman(home)
    try:
        yield
    finally:
        ended = watchman.end()
    if ended == GAVE_UP:
        raise CommandError(
            f"the database died and didn't start again in {len(PAUSES)} attempts; "
            f"its log says more: {Server(home).state.log}"
        )


class _Watchman:
    """The process that looks after the database; another one whenever it dies unasked.

    The thread that waits for it does nothing else, so that a web worker which is forked meanwhile misses nothing.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._ending = threading.Event()
        self._turn = threading.Lock()
        self._process = self._start()
        self._waits = threading.Thread(target=self._replace, daemon=True)
        self._waits.start()

    def end(self) -> int:
        """It needs to look no longer; what its process ended with."""
        with self._turn:
            self._ending.set()
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._waits.join(timeout=30)
        if self._waits.is_alive():
            self._process.kill()
            self._waits.join()
        return self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-m", "panah.node.reviving", str(self._home)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def _replace(self) -> None:
        while self._process.wait() not in (0, GAVE_UP) and self._started_again():
            tell("What looks after the database was killed: another one does it now")

    def _started_again(self) -> bool:
        """False when nobody needs it any more."""
        while not self._ending.wait(LOOK_SECONDS):
            with self._turn:
                if self._ending.is_set():
                    break
                assert self._process.stdin is not None
                self._process.stdin.close()
                try:
                    self._process = self._start()
                except OSError:  # no memory, perhaps: in a second there may be
                    continue
                return True
        return False


def keep_running(server: Server, ended: Callable[[float], bool], pauses: Sequence[float] = PAUSES) -> bool:
    """Look after the server until `ended`, which waits so many seconds at most, says so: True. False: no hope is left.

    A start is as patient as any after a crash. A folder that is gone was destroyed on purpose and is left alone.
    """

    def progress(line: str) -> None:
        if ended(0):
            raise _EndedError
        tell(line)

    attempts, tried = 0, 0.0
    while not ended(LOOK_SECONDS):
        if not server.has_died():
            continue
        if time.monotonic() - tried > STEADY_SECONDS:
            attempts = 0
        if attempts == len(pauses):
            return False
        if ended(pauses[attempts]):
            return True
        attempts += 1
        tell(f"The database isn't running any more: starting it again (attempt {attempts} of {len(pauses)})")
        try:
            server.revive(progress)
        except _EndedError:
            return True
        except (PostgresError, OSError) as error:
            tell(str(error) if isinstance(error, PostgresError) else f"PostgreSQL didn't start: {error.strerror}")
        else:
            tell("The database is back")
        tried = time.monotonic()
    return True


def _ended(seconds: float) -> bool:
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def main() -> int:
    if keep_running(Server(Path(sys.argv[1])), _ended):
        return 0
    if not _ended(0):
        os.kill(os.getppid(), signal.SIGTERM)
    return GAVE_UP


if __name__ == "__main__":
    sys.exit(main())
