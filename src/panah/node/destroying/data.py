"""What else a node kept: its server's processes, its database, its files. Each step may be repeated."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from panah.node.destroying.keys import files, remove
from panah.node.environment import Environment
from panah.node.home import HOUSE, MARK
from panah.node.postgres import processes
from panah.node.postgres.state import State

SERVING, NAMES = "serving.pid", "post-names"
_BLOCK = os.urandom(1 << 20)
GOING = "data.destroying"

# Everything Panah itself puts into a home, but for the keys and the mark. Whatever else lies there isn't Panah's.
KEPT = ("secrets", "watchlists", "static", HOUSE, MARK, SERVING, NAMES, "retention.toml")
# Without these no PostgreSQL starts on what is left.
FIRST = ("global", "pg_xact", "pg_multixact")


@contextmanager
def noted_as_serving(home: Path) -> Iterator[None]:
    """For as long as this process serves, its number stands in a file that it keeps locked."""
    with (home / SERVING).open("w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def stop_serving(home: Path) -> None:
    """Ends the web server of this home, workers with it, without waiting for requests."""
    try:
        with (home / SERVING).open("r", encoding="ascii") as file:
            pid = int(file.read())
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                # Nobody else holds the lock, so the number is still that of the server.
                _end([pid])
    except (OSError, ValueError):
        return


def destroy_database(environment: Environment) -> str:
    """Ends and destroys the embedded database, or empties the one the environment names. Gives what is left to do, in
    a sentence, or an empty text."""
    if environment.database_url or environment.database_owner_url:
        return _empty(environment)
    state = State.of(environment.home)
    going = state.folder / GOING
    if state.data.is_dir() and not going.exists():
        state.data.rename(going)
    if going.exists():
        running = processes.working_in(going)
        _end(running)
        _overwrite(going)
    remove(going)
    remove(state.folder / "data.partial")
    remove(state.folder / "secrets")
    state.port_file.unlink(missing_ok=True)
    return ""


def destroy_files(home: Path) -> None:
    """Everything else Panah put into the home."""
    for name in KEPT:
        path = home / name
        if path.is_dir():
            remove(path)
        else:
            path.unlink(missing_ok=True)


def secrets_of(environment: Environment) -> list[Path]:
    """Folders with secrets beside the keys: they are overwritten with them."""
    home = environment.home
    return [home / "secrets", State.of(home).folder / "secrets", home / HOUSE / "keys", home / HOUSE / "secrets"]


def _empty(environment: Environment) -> str:
    owner = environment.database_owner_url
    if not owner:
        return (
            "The database isn't Panah's own and DATABASE_OWNER_URL isn't known here: have it dropped by whoever runs "
            "it, with its backups"
        )
    try:
        with psycopg.connect(owner, autocommit=True, connect_timeout=10) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
            )
            for schema in ("sealed", "shadow", "public"):
                connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
    except psycopg.Error as error:
        return f"The database couldn't be emptied ({type(error).__name__}): have it dropped by whoever runs it"
    return "The database's tables are dropped; its server, logs and backups are somebody else's: have them destroyed"


def _overwrite(folder: Path) -> None:
    """First what no database starts without, each file forced to the disk; then all others, forced there together: a
    database has thousands of files, and waiting for each would take a minute."""
    for name in FIRST:
        for path in files(folder / name):
            _overwritten(path, settled=True)
    for path in files(folder):
        _overwritten(path, settled=False)
    os.sync()


def _overwritten(path: Path, *, settled: bool) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        size, place = os.fstat(descriptor).st_size, 0
        while place < size:
            place += os.pwrite(descriptor, _BLOCK[: size - place], place)
        if settled:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _end(pids: list[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            continue
    since = time.monotonic()
    while any(map(processes.exists, pids)) and time.monotonic() - since < 5:
        time.sleep(0.01)
