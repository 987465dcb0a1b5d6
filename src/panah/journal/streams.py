"""Reading more rows than fit into memory."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import psycopg
from django.db import connection

_names = count(1)


def stream(query: str, parameters: Sequence[Any], size: int = 4000) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, fetched ``size`` at a time; within a transaction."""
    connection.ensure_connection()
    assert connection.connection is not None
    name = f"journal_stream_{next(_names)}"
    with psycopg.ServerCursor(connection.connection, name) as cursor:
        cursor.itersize = size
        cursor.execute(query, parameters or None, binary=True)
        yield from cursor
