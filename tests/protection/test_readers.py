"""Whatever sealed register protection adds: apart by reader, in the schema of its own, folded by a register."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

import panah.protection
from panah.journal.envelopes import registers
from panah.journal.envelopes.rows import ReaderMissingError, SealedRow
from panah.journal.facts import kinds
from panah.journal.models import Opened
from tests.journal.envelopes import sample

TABLES = [model for model in apps.get_models() if issubclass(model, SealedRow) and model is not sample.Secret]


def test_there_are_some() -> None:
    assert len(TABLES) >= 2


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_rows_are_asked_for_a_body_only(table: type[SealedRow]) -> None:
    with pytest.raises(ReaderMissingError):
        table.objects.filter(subject=None)


@pytest.mark.django_db
def test_sealed_tables_lie_in_a_schema_of_their_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'sealed' AND c.relkind = 'r'"
        )
        there = {row[0] for row in cursor.fetchall()}
    assert there == {table._meta.db_table for table in TABLES} | {Opened._meta.db_table}


def test_each_is_folded_by_a_register() -> None:
    folded = {table for register in registers._sealed for table in register.tables}
    assert {table._meta.db_table for table in TABLES} <= folded


def test_every_sealed_fact_is_kept_as_long_as_its_envelope() -> None:
    """From outside all envelopes are alike: a class of its own would promise what nobody can keep."""
    sealed = {kind: fact.retention for kind, fact in kinds().items() if fact.sealed and not kind.startswith("sample:")}
    assert sealed
    assert set(sealed.values()) == {"sealed"}


def test_no_desk_and_no_screen_reads_for_everybody() -> None:
    """Handlers may; whoever serves people asks for their body."""
    folder = Path(panah.protection.__file__).parent
    found = [
        path.relative_to(folder).as_posix()
        for room in ("desk", "views", "api", "templates")
        for path in sorted((folder / room).rglob("*"))
        if path.is_file() and path.suffix in {".py", ".html"} and "everybodys" in path.read_text("utf-8")
    ]
    assert found == []
