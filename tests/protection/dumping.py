"""What somebody with the whole database of a node has: every row of every table, as text."""

from __future__ import annotations

from django.db import connection
from psycopg import sql


def tables() -> list[tuple[str, str]]:
    """Every table with rows of ours, by schema and name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1, 2"
        )
        return list(cursor.fetchall())


def dump() -> dict[str, str]:
    """All of it, by ``schema.table``; binary columns in hexadecimal, and once more as the text they may hold."""
    found = {}
    for schema, table in tables():
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(schema, table)))
            found[f"{schema}.{table}"] = "\n".join(row[0] for row in cursor.fetchall())
    with connection.cursor() as cursor:
        cursor.execute("SELECT convert_from(body, 'UTF8') FROM journal_body")
        found["bodies as text"] = "\n".join(row[0] for row in cursor.fetchall())
    return found
