"""Questions to the database, each answered by one row."""

from collections.abc import Collection
from typing import Any

from django.db import connection


def present(tables: Collection[str]) -> set[str]:
    """Those of the tables that are there."""
    return {table for table in tables if value("SELECT to_regclass(%s)::text", table) is not None}


def row(query: str, *parameters: str) -> tuple[object, ...]:
    """The first row of the answer; empty for none."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return tuple(cursor.fetchone() or ())


def value(query: str, *parameters: str) -> Any:
    """The first value of that row."""
    return row(query, *parameters)[0]
