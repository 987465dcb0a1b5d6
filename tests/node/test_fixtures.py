"""The ground other tests stand on: who they are in the database, and that they leave nothing behind."""

from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError, connection


def role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def test_tests_work_as_the_runtime_role(db):
    assert role() == "panah"


def test_the_runtime_role_cannot_make_tables(db):
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("CREATE TABLE sneaked_in (id int)")


def test_a_fresh_database_is_another_one_each_time(fresh_database, postgres):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone() == (fresh_database,)
    with psycopg.connect(postgres.url("runtime", fresh_database)) as another:
        assert another.execute("SELECT current_user").fetchone() == ("panah",)


def test_as_owner_is_the_owner_for_a_while_only(as_owner):
    with as_owner():
        assert role() == "panah_owner"
    assert role() == "panah"


def test_trigrams_see_cyrillic(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(show_trgm('Жўраев'))")
        assert cursor.fetchone()[0] > 3
