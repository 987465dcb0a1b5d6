"""Bring a database up to date: extensions, migrations, then the runtime role's rights. Run as the owner."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from panah.journal.grants import JOURNAL_FUNCTIONS, READ_TABLES
from panah.node import grants


def bring_up_to_date(runtime: str, verbosity: int = 0) -> None:
    """Make the tables and give the role `runtime` its rights. Repeating it changes nothing."""
    grants.prepare()
    call_command("migrate", interactive=False, verbosity=verbosity)
    grants.grant(runtime, read_only=READ_TABLES, functions=JOURNAL_FUNCTIONS)


def missing_migrations() -> list[str]:
    """Return the migrations the database lacks, as `app.name`. Works as either role."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def holds_facts() -> bool:
    """Whether anything was ever recorded here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('journal_entry') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT EXISTS (SELECT FROM journal_entry)")
        return bool(cursor.fetchone()[0])
