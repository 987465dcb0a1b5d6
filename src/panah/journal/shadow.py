"""Shadow tables: empty copies of a register's tables in the schema ``shadow``, and their taking the others' place."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import sql

SCHEMA = "shadow"
LIVE = ("public", "sealed")
"""The schemas in which tables of registers lie, as every connection looks through them."""


class NotRebuildableError(RuntimeError):
    """Something stands in the way of exchanging a table; the text says what."""


class NoTableError(NotRebuildableError):
    """The database isn't up to date: a table of a register isn't there."""


def create(tables: Sequence[str]) -> None:
    """Makes empty copies: columns, checks, indexes; foreign keys and triggers come with the exchange."""
    _refuse_references(tables)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in tables:
            cursor.execute(
                sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(sql.Identifier(SCHEMA, table), live(table))
            )


@contextmanager
def working() -> Iterator[None]:
    """Statements inside find the shadow tables under their plain names; within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_path(SCHEMA, *LIVE))
        yield
        cursor.execute(_path(*LIVE))


def exchange(tables: Sequence[str]) -> None:
    """Puts the shadow tables in place of the others, with the same constraints, names, triggers and rights."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            _complete(table)
        homes = {table: _home(table) for table in tables}
        names = {table: (_constraints(homes[table], table), _indexes(homes[table], table)) for table in tables}
        for table in tables:
            for (name,) in _query(
                "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass", _full(table)
            ):
                _run("ALTER TABLE {} DROP CONSTRAINT {}", live(table), sql.Identifier(name))
        for table in tables:
            _run("DROP TABLE {}", sql.Identifier(homes[table], table))
        for table in tables:
            _run("ALTER TABLE {} SET SCHEMA {}", sql.Identifier(SCHEMA, table), sql.Identifier(homes[table]))
            _rename(homes[table], table, *names[table])
        cursor.execute(f"DROP SCHEMA {SCHEMA}")


def drop() -> None:
    """Removes what is left of shadow tables."""
    _run(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def differences(table: str) -> tuple[int, int]:
    """How many rows only the live table has, and only the shadow; numbers the database gives don't count."""
    columns = sql.SQL(", ").join(
        sql.Identifier(name)
        for (name,) in _query(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attidentity = '' ORDER BY attnum",
            _full(table),
        )
    )
    kept, rebuilt = live(table), sql.Identifier(SCHEMA, table)
    counts: list[int] = []
    for one, other in ((kept, rebuilt), (rebuilt, kept)):
        query = sql.SQL("SELECT count(*) FROM (SELECT {0} FROM {1} EXCEPT ALL SELECT {0} FROM {2}) AS only_here")
        counts.append(_query(query.format(columns, one, other))[0][0])
    return counts[0], counts[1]


def _refuse_references(tables: Sequence[str]) -> None:
    for other, table in _query(
        "SELECT c.conrelid::regclass::text, t.relname FROM pg_constraint c JOIN pg_class t ON t.oid = c.confrelid"
        " JOIN pg_class s ON s.oid = c.conrelid"
        " WHERE c.contype = 'f' AND t.relname = ANY(%s) AND NOT s.relname = ANY(%s)",
        list(tables),
        list(tables),
    ):
        raise NotRebuildableError(f"{other} has a foreign key to {table}, which belongs to a register")


def _complete(table: str) -> None:
    """What LIKE leaves out: foreign keys (to shadow tables where there are any), triggers, rights, storage settings."""
    shadow = sql.Identifier(SCHEMA, table)
    with connection.cursor() as cursor:
        cursor.execute(_path(*LIVE))
        keys = _query(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid = %s::regclass",
            _full(table),
        )
        triggers = _query(
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            _full(table),
        )
        options = _query("SELECT unnest(reloptions) FROM pg_class WHERE oid = %s::regclass", _full(table))
        rights = _query(
            "SELECT a.grantee::regrole::text, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a"
            " WHERE c.oid = %s::regclass AND a.grantee <> 0",
            _full(table),
        )
        cursor.execute(_path(SCHEMA, *LIVE))
        for name, definition in keys:
            _run(f"ALTER TABLE {{}} ADD CONSTRAINT {{}} {definition}", shadow, sql.Identifier(name))
        for (definition,) in triggers:
            cursor.execute(definition.replace(f" ON {_home(table)}.{table} ", f" ON {SCHEMA}.{table} "))
        for (option,) in options:
            _run(f"ALTER TABLE {{}} SET ({option})", shadow)
        for role, right in rights:
            _run(f"GRANT {right} ON {{}} TO {role}", shadow)
        cursor.execute(_path(*LIVE))


def _rename(home: str, table: str, constraints: list[tuple[str, str]], indexes: list[tuple[str, str]]) -> None:
    """LIKE makes up names of its own; migrations need the old ones."""
    kinds = ((constraints, _constraints), (indexes, _indexes))
    for (wanted, find), statement in zip(kinds, ("ALTER TABLE {0} RENAME CONSTRAINT {1} TO {2}", None), strict=True):
        given: dict[str, list[str]] = {}
        for name, definition in find(home, table):
            given.setdefault(definition, []).append(name)
        for name, definition in wanted:
            same = given.get(definition, [])
            if not same:
                raise NotRebuildableError(f"{table} has lost {name}")
            now = same.pop(same.index(name) if name in same else 0)
            if now == name:
                continue
            if statement is not None:
                _run(statement, sql.Identifier(home, table), sql.Identifier(now), sql.Identifier(name))
            else:
                _run("ALTER INDEX {} RENAME TO {}", sql.Identifier(home, now), sql.Identifier(name))


def _constraints(schema: str, table: str) -> list[tuple[str, str]]:
    return _query(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype IN ('p', 'u', 'x')"
        " AND conrelid = %s::regclass ORDER BY conname",
        _full(table, schema),
    )


def _indexes(schema: str, table: str) -> list[tuple[str, str]]:
    return _query(
        "SELECT c.relname, regexp_replace(pg_get_indexdef(i.indexrelid), 'INDEX .* USING', 'INDEX USING')"
        " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = %s::regclass AND NOT EXISTS"
        " (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))"
        " ORDER BY c.relname",
        _full(table, schema),
    )


def live(table: str) -> sql.Identifier:
    """The table as everybody knows it, with its schema."""
    return sql.Identifier(_home(table), table)


def _home(table: str) -> str:
    """The schema a live table lies in."""
    found = _query(
        "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relname = %s AND n.nspname = ANY(%s) AND c.relkind = 'r'",
        table,
        list(LIVE),
    )
    if not found:
        raise NoTableError(f"there is no table {table}")
    return str(found[0][0])


def _path(*schemas: str) -> str:
    return f"SET LOCAL search_path = {', '.join(schemas)}"


def _full(table: str, schema: str = "") -> str:
    schema = schema or _home(table)
    return f"{connection.ops.quote_name(schema)}.{connection.ops.quote_name(table)}"


def _query(query: str | sql.Composed, *parameters: str | list[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())


def _run(statement: str, *parts: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*parts))
