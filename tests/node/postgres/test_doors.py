"""The embedded PostgreSQL is closed to everybody else: one way in, with a password, and no value in its log."""

from __future__ import annotations

import socket
import stat

import psycopg
import pytest

from panah.node.postgres import Server


def doors(server: Server) -> tuple[str, set[tuple[str, str, str | None]]]:
    """Where the server listens, and whom it lets in how."""
    with server.connect() as connection:
        listens = connection.execute("SHOW listen_addresses").fetchone()[0]
        rows = connection.execute("SELECT auth_method, type, address FROM pg_hba_file_rules").fetchall()
    return listens, set(rows)


def test_the_one_way_in_is_a_socket_that_asks_for_the_password(server):
    with server:
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=str(server.state.data), user="panah", password="panah", dbname="panah")
        assert doors(server) == ("", {("scram-sha-256", "local", None)})


def test_a_folder_too_deep_for_a_socket_has_a_port_on_loopback_instead(by_port):
    with by_port:
        port = by_port.state.port()
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host="127.0.0.1", port=port, user="panah", password="panah", dbname="panah")
        assert doors(by_port) == ("127.0.0.1", {("scram-sha-256", "host", "127.0.0.1")})
    assert list(by_port.state.data.glob(".s.PGSQL*")) == []


def test_the_runtime_role_sees_no_other_database(server):
    with server:
        server.create_database("other")
        with server.connect() as connection:
            connection.execute("REVOKE CONNECT ON DATABASE other FROM panah")
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            server.connect("runtime", "other")


def test_passwords_are_for_the_callers_eyes_only(server):
    with server:
        for role in ("superuser", "owner", "runtime"):
            path = server.state.password_file(role)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert len(path.read_text()) >= 32
        assert stat.S_IMODE(server.state.data.stat().st_mode) == 0o700


def test_no_value_reaches_the_log(server):
    with server, server.connect("owner", "panah") as connection:
        connection.execute("CREATE TABLE one (number text PRIMARY KEY)")
        for _ in range(2):
            try:
                connection.execute("INSERT INTO one VALUES (%s)", ["X1234567"])
            except psycopg.errors.UniqueViolation:
                continue
        log = server.state.log.read_text()
        assert "one_pkey" in log
        assert "X1234567" not in log


def test_the_port_is_remembered_and_changed_only_if_taken(by_port):
    server = by_port
    with server:
        first = server.state.port()
    with server:
        assert server.state.port() == first
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", first))
        squatter.listen()
        with server:
            assert server.state.port() != first
            with server.connect() as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
