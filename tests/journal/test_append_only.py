# ruff: noqa: S608 (statements somebody might try)
"""The database itself lets the journal only grow, whoever asks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from panah.journal.grants import JOURNAL_TABLES
from panah.journal.heads import sign_head
from panah.journal.record import record
from panah.journal.verify import verify
from tests.journal.sample import ParcelSent, say

Owner = Callable[[], AbstractContextManager[None]]

CHANGES = {
    "journal_entry": "kind = 'x'",
    "journal_body": "body = ''",
    "journal_head": "sequence = 0",
    "journal_key": "public = ''",
    "journal_signature": "signature = ''",
    "journal_erasure": "stated_sequence = 1",
    "journal_withheld": "sequence = 1",
}


@pytest.fixture(autouse=True)
def _something_recorded(office: str) -> None:
    record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=UUID(int=7))
    sign_head()


def attempts(table: str) -> list[str]:
    return [
        f"UPDATE {table} SET {CHANGES[table]}",
        f"UPDATE {table} SET {CHANGES[table]} WHERE false",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"INSERT INTO {table} SELECT * FROM {table}",
    ]


@pytest.mark.parametrize("table", JOURNAL_TABLES)
@pytest.mark.parametrize("door", ["", "append", "open", "sign", "erase", "withhold"])
def test_the_runtime_role_can_only_read(table: str, door: str) -> None:
    for statement in attempts(table):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('panah.door', %s, true)", [door])
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)


@pytest.mark.parametrize("table", JOURNAL_TABLES)
def test_the_owner_is_refused_as_well(as_owner: Owner, table: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        for statement in attempts(table):
            with pytest.raises(ProgrammingError, match="is not possible"), transaction.atomic():
                cursor.execute(statement)
    assert verify().ok


def test_the_runtime_role_cant_switch_the_guards_off_or_put_a_function_in_their_place() -> None:
    for statement in (
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_only_grows ON journal_entry",
        "SET session_replication_role = replica",
        "CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql RETURN $1",
        "CREATE SCHEMA pirate",
        "SET ROLE panah_owner",
    ):
        with connection.cursor() as cursor, pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute(statement)


def test_functions_dont_look_into_the_callers_schemas() -> None:
    """A caller's temporary table of the same name is not what the function writes."""
    with connection.cursor() as cursor:
        try:
            cursor.execute("CREATE TEMPORARY TABLE journal_head AS SELECT * FROM journal_head")
        except ProgrammingError:
            return  # no right to make temporary tables: nothing to look into
    entries = record([say(ParcelSent(sender="B", weight=1), uuid4())], actor=UUID(int=7))
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequence FROM public.journal_head")
        assert cursor.fetchone() == (entries[0].sequence,)
        cursor.execute("DROP TABLE pg_temp.journal_head")


def test_every_function_that_writes_says_where_it_looks() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE prosecdef AND proname LIKE 'journal%' AND proconfig IS NULL")
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT count(*) FROM pg_proc p, aclexplode(p.proacl) a"
            " WHERE proname LIKE 'journal%' AND prosecdef AND a.grantee = 0"
        )
        assert cursor.fetchone() == (0,)
