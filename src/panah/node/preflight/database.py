"""The database as the runtime role sees it: its settings, its tables, and that nothing could alter the journal."""

from collections.abc import Collection, Iterator

from panah.node.preflight import rights, triggers
from panah.node.preflight.asking import present, value
from panah.node.preflight.finding import Finding

OLDEST_POSTGRESQL = 15
CYRILLIC = "Жўраев"


def of_database(*, read_only: Collection[str], durable: bool = True) -> Iterator[Finding]:
    """Judge the database as the runtime role sees it. `read_only` names the journal's tables.

    `durable` also asks that a commit survives a power cut.
    """
    version = int(value("SHOW server_version_num")) // 10000
    if version < OLDEST_POSTGRESQL:
        yield Finding("version", f"PostgreSQL {version} is too old", f"Use {OLDEST_POSTGRESQL} or newer")
    if (encoding := value("SHOW server_encoding")) != "UTF8":
        yield Finding("encoding", f"The database's encoding is {encoding}", "Make one with ENCODING 'UTF8'")
    if durable:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            if value(f"SHOW {name}") == "off":
                yield Finding("durable", f"{name} is off: a power cut would lose crossings", f"Set {name} = on")
    if value("SHOW default_transaction_read_only") == "on" or value("SELECT pg_is_in_recovery()"):
        yield Finding(
            "reads_only",
            "The database only lets itself be read: nothing could be recorded",
            "Name the server that is written to in DATABASE_URL, and take default_transaction_read_only away",
        )
    yield from _of_trigrams()
    yield from rights.of_role()
    there = present(read_only)
    for table in sorted(set(read_only) - there):
        yield Finding("tables", f"The journal's table {table} isn't there", "Run: panah migrate")
    for table in sorted(there):
        yield from rights.of_journal_table(table)
    yield from triggers.of_guards()


def _of_trigrams() -> Iterator[Finding]:
    if not value("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"):
        yield Finding("trigrams", "The extension pg_trgm isn't there", "Run: panah migrate")
    elif not value("SELECT cardinality(show_trgm(%s))", CYRILLIC):
        yield Finding(
            "cyrillic",
            "pg_trgm doesn't see Cyrillic letters in this database: names would not be found",
            "Make the database anew with LOCALE_PROVIDER libc LOCALE 'C.UTF-8' and load its data there",
        )
