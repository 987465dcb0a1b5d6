"""Each right and power of the role that could alter the journal is found."""

from __future__ import annotations

import pytest

from tests.node.preflight.judged import of_database


def test_a_role_that_works_by_the_runtime_roles_rights_has_no_findings(role):
    assert of_database() == []


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER"])
@pytest.mark.parametrize("table", ["journal_entry", "journal_body"])
def test_each_right_on_the_journal_is_found(as_superuser, table, right):
    as_superuser(f"GRANT {right} ON {table} TO panah")
    assert of_database() == ["journal"]


def test_a_right_on_a_single_column_is_found(as_superuser):
    as_superuser("GRANT UPDATE (recorded) ON journal_entry TO panah")
    assert of_database() == ["journal"]


def test_a_right_that_everybody_has_is_found(as_superuser):
    as_superuser("GRANT DELETE ON journal_entry TO PUBLIC")
    assert of_database() == ["journal"]


def test_a_superuser_is_found(given):
    given("ALTER ROLE {role} SUPERUSER")
    assert "powers" in of_database()


@pytest.mark.parametrize("power", ["CREATEROLE", "REPLICATION", "BYPASSRLS"])
def test_other_powers_are_found(given, power):
    given(f"ALTER ROLE {{role}} {power}")
    assert of_database() == ["powers"]


@pytest.mark.parametrize("powerful", ["pg_execute_server_program", "pg_write_server_files"])
def test_one_who_may_write_the_servers_own_files_is_found(given, powerful):
    given(f"GRANT {powerful} TO {{role}}")
    assert of_database() == ["powers"]


def test_one_who_may_become_a_superuser_is_found(given, role):
    given("CREATE ROLE {role}_warden NOLOGIN SUPERUSER")
    try:
        given("GRANT {role}_warden TO {role}")
        assert of_database() == ["powers"]
    finally:
        given("DROP ROLE {role}_warden")


def test_a_member_of_the_owner_is_found(given):
    given("GRANT panah_owner TO {role}")
    assert "owner" in of_database()


def test_one_who_may_become_the_owner_is_found(given):
    given("GRANT panah_owner TO {role} WITH INHERIT FALSE, SET TRUE")
    assert "owner" in of_database()


def test_one_who_may_switch_triggers_off_is_found(given):
    given("GRANT SET ON PARAMETER session_replication_role TO {role}")
    assert of_database() == ["triggers"]


def test_one_who_may_make_tables_is_found(as_superuser):
    as_superuser("GRANT CREATE ON SCHEMA public TO panah")
    assert of_database() == ["create"]


@pytest.mark.parametrize(
    ("setting", "code"),
    [("session_replication_role = replica", "triggers"), ("default_transaction_read_only = on", "reads_only")],
)
def test_what_somebody_set_for_the_role_is_found(given, setting, code):
    given(f"ALTER ROLE {{role}} SET {setting}")
    assert of_database() == [code]
