"""For migrations: a table of a sealed register belongs into the schema ``sealed``."""

from django.db.migrations import RunSQL

SCHEMA = "sealed"


def into_sealed(*tables: str) -> list[RunSQL]:
    """Operations that put new tables there; connections find them under their plain names."""
    return [
        RunSQL(f'ALTER TABLE public."{table}" SET SCHEMA {SCHEMA}', f'ALTER TABLE {SCHEMA}."{table}" SET SCHEMA public')
        for table in tables
    ]
