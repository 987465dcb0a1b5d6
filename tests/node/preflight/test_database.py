"""A database that would lose crossings, tables or names is found."""

from __future__ import annotations

from django.db import connection

from panah.journal.grants import JOURNAL_TABLES
from panah.node import preflight
from panah.node.databases import connect_to
from tests.node.preflight.judged import of_database


def test_the_migrated_database_has_no_findings(fresh_database):
    assert of_database() == []


def test_a_database_without_power_cut_safety_is_found(fresh_database):
    codes = [finding.code for finding in preflight.of_database(read_only=JOURNAL_TABLES)]
    assert set(codes) == {"durable"}


def test_a_journal_table_that_is_gone_is_found(as_superuser):
    as_superuser("DROP TABLE journal_signature CASCADE")
    assert of_database() == ["tables"]


def test_missing_trigrams_are_found(as_superuser):
    as_superuser("DROP EXTENSION pg_trgm CASCADE")
    assert of_database() == ["trigrams"]


def test_a_database_whose_trigrams_miss_cyrillic_is_found(postgres, django_db_setup, django_db_blocker):
    name = "panah_ascii"
    with postgres.connect() as superuser:
        superuser.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
        )
    with postgres.connect("superuser", name) as superuser:
        superuser.execute("CREATE EXTENSION pg_trgm")
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        try:
            connect_to(postgres.url("runtime", name))
            assert [finding.code for finding in preflight.of_database(read_only=(), durable=False)] == ["cyrillic"]
        finally:
            connect_to(postgres.url("runtime", before))
    postgres.drop_database(name)


def test_a_database_that_is_not_utf8_is_found(postgres, django_db_setup, django_db_blocker):
    name = "panah_latin"
    with postgres.connect() as superuser:
        superuser.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        try:
            connect_to(postgres.url("runtime", name))
            codes = [finding.code for finding in preflight.of_database(read_only=JOURNAL_TABLES, durable=False)]
            assert "encoding" in codes
            assert "trigrams" in codes
            assert codes.count("tables") == len(JOURNAL_TABLES)
        finally:
            connect_to(postgres.url("runtime", before))
    postgres.drop_database(name)
