"""Fewer trips to the database: see panah.journal.postgresql, which does it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, cast

from django.db import connection

from panah.journal.postgresql.base import DatabaseWrapper


def joined() -> AbstractContextManager[None]:
    """A transaction that begins in here waits only twice; its first statement is one whose rows are fetched."""
    return _own().joined()


def send(statement: str, values: Sequence[Any]) -> None:
    """Executes a statement whose answer nobody reads."""
    _own().send(statement, values)


def _own() -> DatabaseWrapper:
    return cast(DatabaseWrapper, connection)
