"""One act on a thing at a time, without locking register rows that appliers write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction


@contextmanager
def one_at_a_time(thing: UUID) -> Iterator[None]:
    """A transaction in which nobody else on this node decides about the same thing. Taken before the journal's pen.

    Within an open transaction it is a part of that one, without a savepoint of its own: a desk says no before it
    writes anything, and what fails later undoes everything.
    """
    if connection.in_atomic_block:
        _take(thing)
        yield
        return
    with transaction.atomic():
        _take(thing)
        yield


def _take(thing: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(thing.bytes[:8], "big", signed=True)])
