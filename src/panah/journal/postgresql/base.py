"""PostgreSQL as Django speaks with it, and joined transactions, which wait for half as many answers.

A fact recorded on its own would go to and fro four times: begin, append, apply, commit. Each time a process sleeps
until the other one has answered, and being woken costs as much as the work. In a joined transaction BEGIN travels with
the first statement, and statements whose answer nobody reads with COMMIT, by the pipeline mode of PostgreSQL's protocol
(https://www.postgresql.org/docs/current/libpq-pipeline-mode.html). The driver stays in its autocommit mode meanwhile,
or it would wait for a BEGIN of its own. All other transactions are Django's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from django.db import Error
from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction


# Django's stubs leave out the hooks with an underscore that a backend is made of; hence the ignores below.
class DatabaseWrapper(base.DatabaseWrapper):
    """One thread's connection."""

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        self._join_next = False
        self._joined = False
        # The next statement goes out at once, whatever is still under way.
        self._rides_along = False
        # Open while there are statements under way that nobody has waited for.
        self._line: ExitStack | None = None

    @contextmanager
    def joined(self) -> Iterator[None]:
        """The transaction that begins in here is a joined one; within another transaction nothing changes.

        Its first statement has to be one that returns rows, and they have to be fetched.
        """
        self._join_next = not self.in_atomic_block
        try:
            yield
        finally:
            self._join_next = False

    def send(self, statement: str, values: Sequence[Any]) -> None:
        """Executes a statement whose answer nobody reads.

        In a joined transaction its failure shows with the next other statement, or with the commit.
        """
        if self._joined:
            self._open_line()
            self._rides_along = True
        with self.cursor() as cursor:
            cursor.execute(statement, values)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connects, with a cursor kept for the statements that begin and end a joined transaction."""
        connection = super().get_new_connection(conn_params)
        self._commands = connection.cursor()
        self._joined = self._rides_along = False
        self._line = None
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Django comes here for every statement: what is under way is waited for first, unless this one rides along."""
        if not self._rides_along:
            self._wait()
        self._rides_along = False
        return super().create_cursor(name)

    def _start_transaction_under_autocommit(self) -> None:
        """Django's hook for databases where a statement begins a transaction: a joined one does."""
        if not self._join_next:
            with debug_transaction(self, "BEGIN"):
                self._set_autocommit(False)  # type: ignore[attr-defined]  # Django's own, and in no stub
            return
        self._join_next, self._joined, self._rides_along = False, True, True
        with debug_transaction(self, "BEGIN"), self.wrap_database_errors:
            self._open_line()
            self._commands.execute("BEGIN")

    def _open_line(self) -> None:
        if self._line is None:
            self._line = ExitStack()
            self._line.enter_context(self.connection.pipeline())

    def _wait(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            with self.wrap_database_errors:
                line.close()

    def _commit(self) -> None:
        if not self._joined:
            super()._commit()  # type: ignore[misc]  # Django's own, and in no stub
            return
        with debug_transaction(self, "COMMIT"), self.wrap_database_errors:
            self._open_line()
            self._commands.execute("COMMIT")
            self._wait()
        self._joined = False

    def _rollback(self) -> None:
        self._forget()
        super()._rollback()  # type: ignore[misc]  # Django's own, and in no stub

    def _close(self) -> None:
        self._forget()
        super()._close()  # type: ignore[misc]  # Django's own, and in no stub

    def _forget(self) -> None:
        """What is under way doesn't count any more, however it went."""
        self._joined = self._rides_along = False
        with suppress(Error):
            self._wait()
