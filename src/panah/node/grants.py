"""What the runtime role may do: work on working tables and registers, only read the journal, alter no table."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from psycopg import sql

EXTENSIONS = ("pg_trgm", "btree_gist")
PRIVATE = ("django_migrations",)


def prepare() -> None:
    """Make the extensions the tables need. Run as the owner, before migrating."""
    with connection.cursor() as cursor:
        for name in EXTENSIONS:
            cursor.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))


def grant(runtime: str, *, read_only: Collection[str], functions: Collection[str] = ()) -> None:
    """Give the role `runtime` exactly its rights. Run as the owner, after migrating; repeating it changes nothing.

    `read_only` names the tables it may only read (the journal's). `functions` are signatures it may call, such as
    `journal_append(jsonb)`; no other function of ours is open to everyone.
    """
    role = sql.Identifier(runtime)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname, c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname !~ '^pg_'"
            " AND n.nspname NOT IN ('information_schema', 'shadow')"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
        )
        relations = cursor.fetchall()
        for schema in sorted({row[0] for row in relations} | {"public"}):
            cursor.execute(sql.SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(sql.Identifier(schema), role))
            cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(schema), role))
        for schema, name, kind in relations:
            what = sql.SQL("SEQUENCE") if kind == "S" else sql.SQL("TABLE")
            target = sql.Identifier(schema, name)
            cursor.execute(sql.SQL("REVOKE ALL ON {} {} FROM {}").format(what, target, role))
            if kind == "S":
                rights = "USAGE, SELECT"
            elif name in PRIVATE or name in read_only or kind in ("v", "m"):
                rights = "SELECT"
            else:
                rights = "SELECT, INSERT, UPDATE, DELETE"
            cursor.execute(sql.SQL("GRANT {} ON {} {} TO {}").format(sql.SQL(rights), what, target, role))
        for signature in functions:
            function = sql.SQL(signature)
            cursor.execute(sql.SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC").format(function))
            cursor.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(function, role))
