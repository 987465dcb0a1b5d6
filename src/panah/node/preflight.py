"""What keeps a production node from starting: each finding says why, and what to do about it.

Rights are tried on the database itself rather than read from a configuration, since they are what protects the journal.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connection

from panah.journal import countrykey, timekeeping
from panah.journal.envelopes import keyring
from panah.node.environment import SHORTEST_SECRET, Environment, Https, Mode, NodeKind

OLDEST_POSTGRESQL = 15
GUESSED_PASSWORDS = frozenset({"", "panah", "postgres", "password", "secret", "changeme", "admin", "demo", "test"})
CYRILLIC = "Жўраев"
GUARDED_BY = ("panah.journal", "panah.border")
"""Whose statements make the triggers that hold the safeguards."""
_TRIGGER = re.compile(r"^CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s[^;]*?\sON (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason not to start."""

    code: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.why}. {self.remedy}."


def of_configuration(environment: Environment) -> Iterator[Finding]:
    """Judge what the surroundings say, without a database."""
    if environment.mode is not Mode.PRODUCTION:
        yield Finding(
            "mode", f"PANAH_MODE is {environment.mode}", "Unset it or set it to production; panah demo runs the demo"
        )
    if settings.DEBUG:
        yield Finding("debug", "DEBUG is on: error pages would show data to anyone", "Use the settings that come along")
    if len(environment.secret) < SHORTEST_SECRET or len(set(environment.secret)) < 10:
        yield Finding(
            "secret",
            f"PANAH_SECRET_KEY is {'missing' if not environment.secret else 'too short or too uniform'}",
            "Give it at least 50 random characters, for instance from: openssl rand -base64 48",
        )
    if not environment.hosts or any(host.strip(".") in {"", "*"} for host in environment.hosts):
        yield Finding(
            "hosts",
            "PANAH_HOSTS doesn't say under which names the node answers",
            "List them, separated by commas, and without *",
        )
    if environment.https is Https.NONE:
        yield Finding(
            "https",
            "PANAH_HTTPS doesn't say who encrypts the connections",
            "Set it to proxy if a reverse proxy does and sets X-Forwarded-Proto itself, or to own with "
            "PANAH_TLS_CERTIFICATE and PANAH_TLS_KEY",
        )
    for path in (environment.certificate, environment.certificate_key):
        if path is not None and not path.is_file():
            yield Finding("certificate", f"{path} isn't there", "Put the certificate and its key where the names say")
    for name, url in (
        ("DATABASE_URL", environment.database_url),
        ("DATABASE_OWNER_URL", environment.database_owner_url),
    ):
        parts = urlsplit(url)
        if url and _guessable(unquote(parts.password or ""), unquote(parts.username or ""), parts.hostname):
            yield Finding("password", f"{name} has a password anybody would try first", "Give the role a random one")


def of_keys(environment: Environment) -> Iterator[Finding]:
    """Judge whether the keys of bodies lie where they belong: never on a post's node (DESIGN 3)."""
    names = ", ".join(reader.name for reader in keyring.readers())
    if environment.node is NodeKind.POST and names:
        yield Finding(
            "readers",
            f"This node is a post, and holds the keys of bodies: {names}",
            f"Move them from {environment.home / 'keys' / 'sealed'} to the node where they are at home",
        )
    if environment.node is NodeKind.BODIES and not names:
        yield Finding(
            "no_readers", "This node is for bodies, and no body has a key here", "Make one with: panah body key NAME"
        )


def of_country_key() -> Iterator[Finding]:
    """Judge whether the registers are under the country key that the node's keys name."""
    names = [name for name, _secret in countrykey.line()]
    under = countrykey.of_registers() or names[:1]
    if missing := [name for name in under if name not in names]:
        yield Finding(
            "country_key_missing",
            f"The registers are under country keys that aren't among the node's: {', '.join(missing)}",
            "Put a newer and whole copy of the keys back",
        )
    elif under != names:
        yield Finding(
            "country_key",
            f"The registers are under the country key {under[-1]}, and {names[-1]} is in use: nobody would be found",
            "Run: panah journal rebuild",
        )


def of_clock() -> Iterator[Finding]:
    """Judge whether the machine's clock can be right, and whether the database's says the same."""
    there, here = timekeeping.database_now(), timekeeping.watch.now
    if abs(there - here) > timekeeping.MOST_MOVED:
        yield Finding(
            "database_clock",
            f"The database's clock says {there:%Y-%m-%d %H:%M} UTC, and this machine's {here:%Y-%m-%d %H:%M}: entries "
            "are dated by the one, stays are reckoned by the other",
            "Have both machines follow the same time server",
        )
    elif timekeeping.watch.doubt() is not None:
        yield Finding(
            "clock",
            f"This machine's clock says {timekeeping.watch.now:%Y-%m-%d %H:%M} UTC, and something was recorded here at "
            f"{timekeeping.watch.stands:%Y-%m-%d %H:%M}",
            "Set it (as root, in local time: date -s '2026-01-31 15:04'); if it is right and was wrong before, run: "
            "panah journal clock --right",
        )


def of_database(*, read_only: Collection[str], durable: bool = True) -> Iterator[Finding]:
    """Judge the database as the runtime role sees it. `read_only` names the journal's tables.

    `durable` also asks that a commit survives a power cut.
    """
    version = int(_value("SHOW server_version_num")) // 10000
    if version < OLDEST_POSTGRESQL:
        yield Finding("version", f"PostgreSQL {version} is too old", f"Use {OLDEST_POSTGRESQL} or newer")
    if (encoding := _value("SHOW server_encoding")) != "UTF8":
        yield Finding("encoding", f"The database's encoding is {encoding}", "Make one with ENCODING 'UTF8'")
    if durable:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            if _value(f"SHOW {name}") == "off":
                yield Finding("durable", f"{name} is off: a power cut would lose crossings", f"Set {name} = on")
    if _value("SHOW default_transaction_read_only") == "on" or _value("SELECT pg_is_in_recovery()"):
        yield Finding(
            "reads_only",
            "The database only lets itself be read: nothing could be recorded",
            "Name the server that is written to in DATABASE_URL, and take default_transaction_read_only away",
        )
    yield from _of_trigrams()
    yield from _of_role()
    present = _present(read_only)
    for table in sorted(set(read_only) - present):
        yield Finding("tables", f"The journal's table {table} isn't there", "Run: panah migrate")
    for table in sorted(present):
        yield from _of_journal_table(table)
    guards = _guards()
    for table in sorted(_present(guards)):
        yield from _of_triggers(table, guards[table])


def of_rights(functions: Collection[str]) -> Iterator[Finding]:
    """Judge whether the role can do its work: a database restored without privileges lets it do nothing."""
    tables = _value(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'shadow')"
        " AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))"
    )
    closed = [
        signature.partition("(")[0]
        for signature in functions
        if _value("SELECT to_regprocedure(%s) IS NOT NULL", signature)
        and not _value("SELECT has_function_privilege(%s::text, 'EXECUTE')", signature)
    ]
    if tables or closed:
        yield Finding(
            "rights",
            f"The role in DATABASE_URL may not use {tables} tables and {len(closed)} functions it works with, as after "
            "a restore without privileges",
            "Run: panah migrate, which gives it its rights",
        )


def _guessable(password: str, user: str, host: str | None) -> bool:
    # A connection without a password is one by certificate, or by the machine's own accounts over a local socket.
    return password.lower() in GUESSED_PASSWORDS - {""} or password == user or (not password and host == "127.0.0.1")


def _of_trigrams() -> Iterator[Finding]:
    if not _value("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"):
        yield Finding("trigrams", "The extension pg_trgm isn't there", "Run: panah migrate")
    elif not _value("SELECT cardinality(show_trgm(%s))", CYRILLIC):
        yield Finding(
            "cyrillic",
            "pg_trgm doesn't see Cyrillic letters in this database: names would not be found",
            "Make the database anew with LOCALE_PROVIDER libc LOCALE 'C.UTF-8' and load its data there",
        )


def _of_role() -> Iterator[Finding]:
    role = _value("SELECT current_user")
    remedy = "Put the restricted role in DATABASE_URL; docs/operations.md says how to make it"
    powers = _row(
        "SELECT rolsuper, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    names = ("superuser", "createrole", "replication", "bypassrls")
    held = [name for name, has in zip(names, powers, strict=True) if has]
    held = held or _value(
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
    owner = _value("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
    if not held and _value("SELECT pg_has_role(%s, 'MEMBER')", owner):
        yield Finding("owner", f"The role {role} is, or may become, the database's owner {owner}", remedy)
    if _value("SELECT has_schema_privilege('public', 'CREATE')"):
        yield Finding("create", f"The role {role} may make tables of its own", f"Run: panah migrate. {remedy}")
    if _value("SELECT has_parameter_privilege('session_replication_role', 'SET')"):
        yield Finding("triggers", f"The role {role} may switch triggers off (session_replication_role)", remedy)
    if (mode := _value("SHOW session_replication_role")) != "origin":
        yield Finding(
            "triggers",
            f"No trigger watches what the role {role} does (session_replication_role is {mode})",
            f"Find out who set it; then, as a superuser: ALTER ROLE {role} RESET session_replication_role, and so for "
            "the database",
        )


def _of_journal_table(table: str) -> Iterator[Finding]:
    rights = [
        right
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
        if _value("SELECT has_table_privilege(%s::text, %s::text)", table, right)
        or (
            right in ("INSERT", "UPDATE")
            and _value("SELECT has_any_column_privilege(%s::text, %s::text)", table, right)
        )
    ]
    if rights:
        yield Finding(
            "journal",
            f"The role in DATABASE_URL may {', '.join(rights)} on {table}: it could alter the journal",
            "Run: panah migrate, which takes such rights away; if they stay, the role got them from another one",
        )
    owner = _value("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = %s::regclass", table)
    if not rights and _value("SELECT pg_has_role(%s, 'MEMBER')", owner):
        yield Finding("owner", f"The role in DATABASE_URL may act as {owner}, who owns {table}", "Use another role")


def _of_triggers(table: str, guards: frozenset[str]) -> Iterator[Finding]:
    enabled = _value(
        "SELECT array_agg(tgname::text) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')", table
    )
    if missing := guards - set(enabled or ()):
        yield Finding(
            "triggers",
            f"What guards {table} is gone or switched off (trigger {', '.join(sorted(missing))})",
            "Find out who did it and verify the journal with panah journal verify; then, as the owner, enable the "
            f"trigger (ALTER TABLE {table} ENABLE TRIGGER USER) or restore it from a backup",
        )


def _guards() -> dict[str, frozenset[str]]:
    """The triggers that hold the safeguards, for each table, read from the statements that make them."""
    found: dict[str, set[str]] = {}
    for area in GUARDED_BY:
        for file in (files(area) / "sql").iterdir():
            for name, table in _TRIGGER.findall(file.read_text("utf-8")):
                found.setdefault(table, set()).add(name)
    return {table: frozenset(names) for table, names in found.items()}


def _present(tables: Collection[str]) -> set[str]:
    return {table for table in tables if _value("SELECT to_regclass(%s)::text", table) is not None}


def _row(query: str, *parameters: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return tuple(cursor.fetchone() or ())


def _value(query: str, *parameters: str) -> Any:
    return _row(query, *parameters)[0]


def of_accounts() -> Iterator[Finding]:
    """Judge who could sign in. Needs tables that are up to date."""
    from panah.people.desk import has_demo_accounts

    if has_demo_accounts():
        yield Finding(
            "demo",
            "The database holds demo accounts, which anybody enters by a click, and demo data",
            "Name another PANAH_HOME or database",
        )
