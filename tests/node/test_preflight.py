"""A production node refuses to start for each reason by itself, and says why and what to do."""

from __future__ import annotations

import dataclasses
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import ProgrammingError, connection

from panah.journal import clock, countrykey, keyfiles, timekeeping
from panah.journal.envelopes import keyring
from panah.journal.grants import JOURNAL_TABLES
from panah.node import preflight
from panah.node.databases import connect_to
from panah.node.environment import Environment, Https, Mode, NodeKind

SAFE = Environment(
    mode=Mode.PRODUCTION,
    secret="xK3vQ9mZ" * 8 + "abcdefgh",
    hosts=("post.example",),
    https=Https.PROXY,
    database_url="postgresql://panah:Kq3xv82hjsd@db.example/panah",
    database_owner_url="postgresql://panah_owner:Lz93mzn8ydh@db.example/panah",
)


def of_configuration(**changed: object) -> list[str]:
    found = list(preflight.of_configuration(dataclasses.replace(SAFE, **changed)))
    assert all(finding.why and finding.remedy for finding in found)
    return [finding.code for finding in found]


def of_database() -> list[str]:
    found = list(preflight.of_database(read_only=JOURNAL_TABLES, durable=False))
    assert all(finding.why and finding.remedy for finding in found)
    return [finding.code for finding in found]


def test_a_safe_configuration_has_no_findings():
    assert of_configuration() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"mode": Mode.DEVELOPMENT}, "mode"),
        ({"mode": Mode.DEMO}, "mode"),
        ({"secret": ""}, "secret"),
        ({"secret": "short-but-random-9xK3vQ"}, "secret"),
        ({"secret": "a" * 80}, "secret"),
        ({"hosts": ()}, "hosts"),
        ({"hosts": ("*",)}, "hosts"),
        ({"hosts": (".",)}, "hosts"),
        ({"https": Https.NONE}, "https"),
        ({"certificate": Path("/nowhere/tls.pem")}, "certificate"),
        ({"database_url": "postgresql://panah:panah@db.example/panah"}, "password"),
        ({"database_url": "postgresql://border:border@db.example/panah"}, "password"),
        ({"database_owner_url": "postgresql://owner:Password@db.example/panah"}, "password"),
        ({"database_url": "postgresql://panah@127.0.0.1/panah"}, "password"),
    ],
)
def test_each_insecure_setting_is_a_finding_of_its_own(changed, code):
    assert of_configuration(**changed) == [code]


def test_debug_is_a_finding(settings):
    settings.DEBUG = True
    assert of_configuration() == ["debug"]


def test_no_finding_repeats_a_password():
    unsafe = dataclasses.replace(SAFE, database_url="postgresql://changeme:changeme@db/panah", secret="hunter2")
    told = " ".join(map(str, preflight.of_configuration(unsafe)))
    assert "changeme" not in told
    assert "hunter2" not in told


def test_everything_wrong_is_told_at_once():
    assert len(of_configuration(secret="", hosts=(), https=Https.NONE)) == 3


def test_the_migrated_database_has_no_findings(fresh_database):
    assert of_database() == []


def test_a_database_without_power_cut_safety_is_found(fresh_database):
    codes = [finding.code for finding in preflight.of_database(read_only=JOURNAL_TABLES)]
    assert set(codes) == {"durable"}


@pytest.fixture
def as_superuser(postgres, fresh_database):
    """Statements of somebody who may do anything to this test's database."""

    def execute(*statements: str) -> None:
        with postgres.connect("superuser", fresh_database) as superuser:
            for statement in statements:
                superuser.execute(statement)

    return execute


@pytest.fixture
def role(postgres, fresh_database, as_superuser) -> Iterator[str]:
    """A runtime role of this test's own, in use: roles belong to the whole server, whose tests all run as `panah`."""
    name, password = f"panah_{secrets.token_hex(6)}", secrets.token_hex(16)
    as_superuser(f"CREATE ROLE {name} LOGIN PASSWORD '{password}' IN ROLE panah")
    url = urlsplit(postgres.url("runtime", fresh_database))
    where = url.netloc.rpartition("@")[2]
    connect_to(urlunsplit(url._replace(netloc=f"{name}:{password}@{where}")))
    yield name
    connect_to(postgres.url("runtime", fresh_database))
    as_superuser(f"DROP OWNED BY {name}", f"DROP ROLE {name}")


@pytest.fixture
def given(as_superuser, role) -> Callable[[str], None]:
    """A statement about `{role}`, in force for whatever is asked from now on."""

    def execute(statement: str) -> None:
        as_superuser(statement.format(role=role))
        connection.close()

    return execute


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


def test_a_trigger_switched_off_is_found(as_superuser):
    as_superuser("ALTER TABLE journal_entry DISABLE TRIGGER ALL")
    assert of_database() == ["triggers"]


@pytest.mark.parametrize("table", ["border_refusal", "border_presentation", "border_hold", "border_person_pair"])
def test_a_guard_of_refusals_switched_off_is_found(as_superuser, table):
    as_superuser(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    assert of_database() == ["triggers"]


@pytest.mark.parametrize(
    ("setting", "code"),
    [("session_replication_role = replica", "triggers"), ("default_transaction_read_only = on", "reads_only")],
)
def test_what_somebody_set_for_the_role_is_found(given, setting, code):
    given(f"ALTER ROLE {{role}} SET {setting}")
    assert of_database() == [code]


def test_a_trigger_for_replicas_only_is_found(as_superuser):
    as_superuser("ALTER TABLE journal_body ENABLE REPLICA TRIGGER journal_only_grows")
    assert of_database() == ["triggers"]


def test_a_trigger_that_is_gone_is_found(as_superuser):
    as_superuser("DROP TRIGGER journal_by_function ON journal_head")
    assert of_database() == ["triggers"]


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


def test_keys_of_bodies_lie_where_they_belong(settings, tmp_path: Path):
    settings.PANAH_HOME = tmp_path

    def codes(kind: NodeKind) -> list[str]:
        return [one.code for one in preflight.of_keys(dataclasses.replace(SAFE, node=kind, home=tmp_path))]

    assert [codes(kind) for kind in NodeKind] == [[], [], ["no_readers"]]
    keyring.make("shelter")
    assert [codes(kind) for kind in NodeKind] == [[], ["readers"], []]


def test_a_machine_set_back_before_its_journal_is_found(fresh_database, monkeypatch):
    monkeypatch.setattr(timekeeping.watch, "highest", None)
    assert [one.code for one in preflight.of_clock()] == []
    monkeypatch.setattr(timekeeping.watch, "highest", clock.at(datetime.now(UTC) + timedelta(days=1)))
    assert [one.code for one in preflight.of_clock()] == ["clock"]
    for seconds in (600, -600):
        machine = timekeeping.Watch(lambda ahead=seconds: time.time() + ahead, time.monotonic)
        monkeypatch.setattr(timekeeping, "watch", machine)
        assert [one.code for one in preflight.of_clock()] == ["database_clock"], "the database's is another one"


def test_the_registers_must_be_under_the_country_key_in_use(fresh_database, as_owner, settings, tmp_path):
    settings.PANAH_HOME = tmp_path

    def codes():
        return [one.code for one in preflight.of_country_key()]

    first, new = countrykey.current_id(), countrykey.prepared()
    assert codes() == []
    keyfiles.write(keyfiles.folder("country") / "current", new.encode(), replace=True)
    assert codes() == ["country_key"], "an older database was put back"
    with pytest.raises(ProgrammingError, match="permission denied"):
        countrykey.say_of_registers(new)
    with as_owner():
        countrykey.say_of_registers(new)
    assert codes() == []
    keyfiles.write(keyfiles.folder("country") / "current", first.encode(), replace=True)
    assert codes() == ["country_key_missing"], "older keys were put back"
    keyfiles.write(keyfiles.folder("country") / "current", new.encode(), replace=True)
    (keyfiles.folder("country") / f"{new}.after").unlink()
    countrykey._names.cache_clear()
    countrykey._line.cache_clear()
    assert codes() == ["country_key_missing"], "a file was left out"
