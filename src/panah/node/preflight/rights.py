"""What the role in DATABASE_URL may do: all its work, and nothing that could alter the journal.

Rights are tried on the database itself rather than read from a configuration, since they are what protects the journal.
"""

from collections.abc import Collection, Iterator

from panah.node.preflight.asking import row, value
from panah.node.preflight.finding import Finding


def of_rights(functions: Collection[str]) -> Iterator[Finding]:
    """Judge whether the role can do its work: a database restored without privileges lets it do nothing."""
    tables = value(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'shadow')"
        " AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))"
    )
    closed = [
        signature.partition("(")[0]
        for signature in functions
        if value("SELECT to_regprocedure(%s) IS NOT NULL", signature)
        and not value("SELECT has_function_privilege(%s::text, 'EXECUTE')", signature)
    ]
    if tables or closed:
        yield Finding(
            "rights",
            f"The role in DATABASE_URL may not use {tables} tables and {len(closed)} functions it works with, as after "
            "a restore without privileges",
            "Run: panah migrate, which gives it its rights",
        )


def of_role() -> Iterator[Finding]:
    """Judge what the role is able to do beside its work."""
    role = value("SELECT current_user")
    remedy = "Put the restricted role in DATABASE_URL; docs/operations.md says how to make it"
    powers = row(
        "SELECT rolsuper, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    names = ("superuser", "createrole", "replication", "bypassrls")
    held = [name for name, has in zip(names, powers, strict=True) if has]
    held = held or value(
        # Such attributes aren't inherited, yet a member takes them with SET ROLE; who may write the server's own files
        # is past every right in it.
        "SELECT array_agg('member of ' || rolname ORDER BY rolname) FROM pg_roles "
        "WHERE pg_has_role(current_user, oid, 'MEMBER') AND (rolsuper OR rolcreaterole OR rolreplication "
        "OR rolbypassrls OR rolname IN ('pg_execute_server_program', 'pg_write_server_files'))"
    )
    if held:
        yield Finding(
            "powers", f"The role {role} is too powerful ({', '.join(held)}): it could alter the journal", remedy
        )
    owner = value("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
    if not held and value("SELECT pg_has_role(%s, 'MEMBER')", owner):
        yield Finding("owner", f"The role {role} is, or may become, the database's owner {owner}", remedy)
    if value("SELECT has_schema_privilege('public', 'CREATE')"):
        yield Finding("create", f"The role {role} may make tables of its own", f"Run: panah migrate. {remedy}")
    if value("SELECT has_parameter_privilege('session_replication_role', 'SET')"):
        yield Finding("triggers", f"The role {role} may switch triggers off (session_replication_role)", remedy)
    if (mode := value("SHOW session_replication_role")) != "origin":
        yield Finding(
            "triggers",
            f"No trigger watches what the role {role} does (session_replication_role is {mode})",
            f"Find out who set it; then, as a superuser: ALTER ROLE {role} RESET session_replication_role, and so for "
            "the database",
        )


def of_journal_table(table: str) -> Iterator[Finding]:
    """Judge whether the role could change a table that only grows, and only by the journal's own functions."""
    rights = [
        right
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
        if value("SELECT has_table_privilege(%s::text, %s::text)", table, right)
        or (
            right in ("INSERT", "UPDATE") and value("SELECT has_any_column_privilege(%s::text, %s::text)", table, right)
        )
    ]
    if rights:
        yield Finding(
            "journal",
            f"The role in DATABASE_URL may {', '.join(rights)} on {table}: it could alter the journal",
            "Run: panah migrate, which takes such rights away; if they stay, the role got them from another one",
        )
    owner = value("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = %s::regclass", table)
    if not rights and value("SELECT pg_has_role(%s, 'MEMBER')", owner):
        yield Finding("owner", f"The role in DATABASE_URL may act as {owner}, who owns {table}", "Use another role")
