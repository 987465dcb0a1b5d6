"""Start, share and stop the embedded PostgreSQL of one node."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

import psycopg
from psycopg import sql

from panah.node.ports import free_port
from panah.node.postgres import making, processes, waiting
from panah.node.postgres.errors import PostgresError
from panah.node.postgres.programs import last_said, program
from panah.node.postgres.state import DATABASE, ROLE_NAMES, Role, State

SOCKET_PORT = 5432
"""Only part of the socket's name: the folder tells one node's server from another's."""


def _quiet(_line: str) -> None:
    pass


class Server:
    """The server of the node whose home is `home`, shared by all its processes; the last to leave stops it.

    `durable=False` trades every promise about crashes for speed: for tests.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.state = State.of(home)
        self.durable = durable
        self._lease: IO[str] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def url(self, role: Role, database: str = DATABASE) -> str:
        """Return the address for a role. Holds the password: not to be printed."""
        port = self.state.port()
        if port is None:
            raise PostgresError("The embedded PostgreSQL hasn't been started yet")
        return self.state.url(role, port, database)

    def start(self, progress: Callable[[str], None] = _quiet) -> None:
        """Make sure the server runs with its roles and database, and hold on to it until `stop`.

        `progress` gets a line now and then while there is something to wait for. Raises PostgresError.
        """
        try:
            making.folder(self.state)
            self._lease = self._lease or self._open("in-use.lock")
            fcntl.flock(self._lease, fcntl.LOCK_SH)
        except OSError as error:
            raise PostgresError(
                f"{error.filename}: {error.strerror}. Start Panah as the account that owns it, or name another "
                "folder in PANAH_HOME"
            ) from None
        try:
            with self._alone():
                if not self.state.data.exists():
                    progress("Creating the database")
                    making.data(self.state, durable=self.durable)
                self._run(progress)
                self._prepare()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Let go of the server; stop it if no other process holds on to it."""
        if self._lease is None:
            return
        with self._alone():
            try:
                fcntl.flock(self._lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                last = False
            else:
                last = True
            if last:
                self.halt()
            self._lease.close()
            self._lease = None

    def has_died(self) -> bool:
        """Whether there is a database and nothing runs on it."""
        return self.state.data.is_dir() and processes.postmaster(self.state.data) is None

    def revive(self, progress: Callable[[str], None] = _quiet) -> None:
        """Start a server that died under those who hold on to it, at the address they know. Raises PostgresError.

        Whoever starts or stops it just now is waited for, and has the say: it may run again, or be gone for good.
        """
        with self._alone():
            if not self.has_died():
                return
            port = self.state.port()
            if port and not self.state.by_socket and free_port(port) != port:
                raise PostgresError(f"PostgreSQL didn't start: another program has its port {port}")
            self._run(progress)

    def halt(self) -> None:
        """Stop the server whoever uses it."""
        if processes.postmaster(self.state.data) is None:
            return
        for mode, seconds in (("fast", 120), ("immediate", 30)):
            stopped, _ = program("pg_ctl", "-D", self.state.data, "-m", mode, "-w", "-t", seconds, "stop")
            if stopped:
                return
        raise PostgresError(f"PostgreSQL on {self.state.data} doesn't stop; its log is {self.state.log}")

    def connect(self, role: Role = "superuser", database: str = "postgres") -> psycopg.Connection:
        """Open a connection that commits each statement by itself."""
        return psycopg.connect(self.url(role, database), autocommit=True, connect_timeout=30)

    def create_database(self, name: str, template: str = "template0") -> None:
        """Make a database that belongs to the owner and that only the owner and the runtime role may enter."""
        owner, runtime = sql.Identifier(ROLE_NAMES["owner"]), sql.Identifier(ROLE_NAMES["runtime"])
        database = sql.Identifier(name)
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    database, owner, sql.Identifier(template)
                )
            )
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
            connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, runtime))

    def drop_database(self, name: str) -> None:
        """Remove a database and throw out whoever is in it."""
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def destroy(self) -> None:
        """Stop the server and delete its data, passwords and port."""
        if not self.state.folder.exists():
            return
        with self._alone():
            self.halt()
            for path in (self.state.data, self.state.folder / "secrets"):
                shutil.rmtree(path, ignore_errors=True)
            self.state.port_file.unlink(missing_ok=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._open("start.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _open(self, name: str) -> IO[str]:
        return open(self.state.folder / name, "a", encoding="ascii")

    def _run(self, progress: Callable[[str], None]) -> None:
        data = self.state.data
        running = processes.postmaster(data)
        if running is not None and running[1] == "ready":
            if self._has_its_door():
                return
            self.halt()
            running = None
        for _ in range(3):
            if running is None:
                waiting.until_orphans_end(data, progress)
                processes.forget_foreign_pid_files(data)
                port = SOCKET_PORT if self.state.by_socket else free_port(self.state.port() or 0)
                making.configure(self.state, port, durable=self.durable)
                started, said = program("pg_ctl", "-D", data, "-W", "-l", self.state.log, "start")
                if not started:
                    raise PostgresError(f"PostgreSQL didn't start: {said}")
                self.state.remember_port(port)
            if waiting.until_ready(data, progress):
                return
            running = None
        raise PostgresError(f"PostgreSQL didn't start: {last_said(self.state.log)} (its log: {self.state.log})")

    def _has_its_door(self) -> bool:
        """Whether the running server is reached as this version does it: an earlier one had a port for every folder."""
        return not self.state.by_socket or self.state.socket(self.state.port()).exists()

    def _prepare(self) -> None:
        """See to the two roles and the database. Repeating it changes nothing."""
        with self.connect() as connection:
            for role in ("owner", "runtime"):
                name = ROLE_NAMES[role]
                if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
                    continue
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                        sql.Identifier(name), sql.Literal(self.state.password(role))
                    )
                )
            present = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not present:
            self.create_database(DATABASE)
