"""Rebuilding, erasing and letting out of quarantine: one of these at a time on a database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


class BusyError(RuntimeError):
    """Another rebuild or erasure is at work on this database."""


@contextmanager
def alone() -> Iterator[None]:
    """Keeps the others out until the end. Raises BusyError at once when one is at work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('panah journal maintenance'))")
        if not cursor.fetchone()[0]:
            raise BusyError("another rebuild or erasure is at work")
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('panah journal maintenance'))")
