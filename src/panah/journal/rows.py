"""Writing register rows, any number of them in one statement: for handlers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, Model

from panah.journal.trips import send

# Enough that the round trip no longer counts, little enough that memory stays small.
ROWS_AT_ONCE = 5000


Row = Mapping[str, Any]


def insert(rows: Iterable[Model], *, replace: bool = False) -> None:
    """Insert rows of one table; a row whose key is there already stays, or with ``replace`` is written over."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    columns = [(str(field.column), field.attname) for field in _fields(type(first))]
    write(
        type(first),
        ({column: getattr(row, name) for column, name in columns} for row in chain([first], waiting)),
        replace=replace,
    )


def write(table: type[Model], rows: Iterable[Row], *, replace: bool = False) -> None:
    """The same with rows as mappings from column to value, all columns of them: many times cheaper than models.

    The rows travel as one JSON array, because a statement with a place for each value costs more to take apart than to
    carry out, and can't have more than 65,535 of them.
    """
    waiting = iter(rows)
    while chunk := list(islice(waiting, ROWS_AT_ONCE)):
        send(_statement(table, replace), [json.dumps(chunk, default=_plain)])


@cache
def _fields(table: type[Model]) -> Sequence["Field[Any, Any]"]:
    """All columns but a key that the database counts."""
    return [
        field
        for field in table._meta.concrete_fields
        if field.db_parameters(connection)["type"] and not _counted(field)
    ]


def _counted(field: "Field[Any, Any]") -> bool:
    return field.primary_key and field.get_internal_type() in ("AutoField", "BigAutoField", "SmallAutoField")


@cache
def _statement(table: type[Model], replace: bool) -> str:
    quote = connection.ops.quote_name
    fields = _fields(table)
    columns = ", ".join(quote(str(field.column)) for field in fields)
    types = ", ".join(f"{quote(str(field.column))} {field.db_type(connection)}" for field in fields)
    key = str(table._meta.pk.column)
    over = ", ".join(f"{quote(str(f.column))} = excluded.{quote(str(f.column))}" for f in fields if f.column != key)
    conflict = f"ON CONFLICT ({quote(key)}) DO UPDATE SET {over}" if replace else "ON CONFLICT DO NOTHING"
    return (
        f"INSERT INTO {quote(table._meta.db_table)} ({columns}) "  # noqa: S608 (names come from the models)
        f"SELECT {columns} FROM jsonb_to_recordset(%s::jsonb) AS row({types}) {conflict}"
    )


def _plain(value: Any) -> str:
    """What JSON has no word for, as PostgreSQL reads it."""
    if isinstance(value, bytes | memoryview):
        return "\\x" + bytes(value).hex()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no register column holds a {type(value).__name__}")
