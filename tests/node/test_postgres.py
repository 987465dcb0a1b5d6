"""The embedded PostgreSQL: made, shared, stopped, started again after the worst, and closed to everybody else."""

from __future__ import annotations

import errno
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from panah.node import reviving
from panah.node.postgres import PostgresError, Server, account, processes
from panah.node.postgres.account import Account
from panah.node.postgres.state import State


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of the test's own, not running yet."""
    own = Server(Path(os.environ["PANAH_TEST_RUN"]) / f"own-{uuid4().hex[:8]}", durable=False)
    yield own
    own.halt()


def pid(server: Server) -> int:
    found = processes.postmaster(server.state.data)
    assert found is not None
    return found[0]


def test_starts_from_nothing_with_both_roles_and_stops(server):
    with server:
        for role, name in (("owner", "panah_owner"), ("runtime", "panah")):
            with server.connect(role, "panah") as connection:
                assert connection.execute("SELECT current_user").fetchone() == (name,)
        assert not is_superuser(server, "owner")
        assert not is_superuser(server, "runtime")
    assert processes.postmaster(server.state.data) is None


def is_superuser(server: Server, role: str) -> bool:
    with server.connect(role, "panah") as connection:
        return connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()[0]


@pytest.fixture
def by_port() -> Iterator[Server]:
    """A server whose folder has too long a path for a socket."""
    own = Server(Path(os.environ["PANAH_TEST_RUN"]) / f"own-{uuid4().hex[:8]}" / ("far-away-" * 9), durable=False)
    yield own
    own.halt()


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


def test_a_file_system_without_sockets_has_a_port_too(monkeypatch):
    folder = Path(os.environ["PANAH_TEST_RUN"]) / f"own-{uuid4().hex[:8]}"
    folder.mkdir()
    assert State(folder).by_socket
    assert list(folder.iterdir()) == []
    if os.access("/dev/pts", os.W_OK):
        assert not State(Path("/dev/pts")).by_socket

    class Refused(socket.socket):
        def bind(self, address):
            raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(socket, "socket", Refused)
        assert not State(folder).by_socket
        assert State(folder).url("runtime", 4711).endswith("@127.0.0.1:4711/panah")


def doors(server: Server) -> tuple[str, set[tuple[str, str, str | None]]]:
    """Where the server listens, and whom it lets in how."""
    with server.connect() as connection:
        listens = connection.execute("SHOW listen_addresses").fetchone()[0]
        rows = connection.execute("SELECT auth_method, type, address FROM pg_hba_file_rules").fetchall()
    return listens, set(rows)


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


def test_the_last_to_leave_stops_it(server):
    second = Server(server.state.folder.parent, durable=False)
    with server:
        with second:
            assert pid(second) == pid(server)
        with server.connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert processes.postmaster(server.state.data) is None


def test_two_starts_at_once_make_one_server(server):
    home = server.state.folder.parent
    script = (
        "import sys; from pathlib import Path; from panah.node.postgres import Server, processes\n"
        "s = Server(Path(sys.argv[1]), durable=False); s.start()\n"
        "print(processes.postmaster(s.state.data)[0], flush=True); sys.stdin.read(); s.stop()"
    )
    command = [sys.executable, "-c", script, str(home)]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert len({process.stdout.readline() for process in started}) == 1
    for process in started:
        process.communicate("")
        assert process.returncode == 0
    assert processes.postmaster(server.state.data) is None


def test_what_was_committed_survives_a_killed_server(server):
    server.durable = True
    with server, server.connect("owner", "panah") as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id")
        os.kill(pid(server), signal.SIGKILL)
        wait_until(lambda: processes.postmaster(server.state.data) is None)
    with Server(server.state.folder.parent) as again, again.connect("owner", "panah") as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def kill(server: Server) -> None:
    os.kill(pid(server), signal.SIGKILL)
    wait_until(lambda: processes.postmaster(server.state.data) is None)


def test_a_server_that_dies_under_its_users_is_started_again_and_again_but_not_for_ever(server):
    seconds: list[float] = []

    def waited(wanted: float) -> bool:
        """Whoever looks after it comes by: it is killed while it runs, twice, and at last its folder is broken."""
        seconds.append(wanted)
        assert len(seconds) < 50
        if wanted == reviving.LOOK_SECONDS and not server.has_died():
            if len(seconds) > 6:
                (server.state.data / "PG_VERSION").unlink()
            kill(server)
        return False

    with server:
        assert not reviving.keep_running(server, waited, (0.5, 2, 4, 8))
        (server.state.data / "PG_VERSION").write_text("18\n", "ascii")
    assert [wanted for wanted in seconds if wanted not in (0, reviving.LOOK_SECONDS)] == [0.5, 2, 4, 8]


def test_nothing_is_started_for_somebody_who_ends_nor_in_a_folder_that_was_destroyed(server):
    asked: list[float] = []

    def ended(wanted: float) -> bool:
        asked.append(wanted)
        return len(asked) == 2

    server.start()
    server.stop()
    assert reviving.keep_running(server, ended)
    assert asked == [reviving.LOOK_SECONDS, 0]
    assert processes.postmaster(server.state.data) is None
    server.destroy()
    asked.clear()
    assert reviving.keep_running(server, ended)
    assert asked == [reviving.LOOK_SECONDS, reviving.LOOK_SECONDS]


def test_a_pid_file_that_now_names_a_stranger_does_not_stop_a_start(server):
    with server:
        data = server.state.data
        left = {path: path.read_text().splitlines() for path in (data / "postmaster.pid", data / ".s.PGSQL.5432.lock")}
    for path, content in left.items():
        path.write_text("\n".join([str(os.getppid()), *content[1:]]) + "\n")
    processes.forget_foreign_pid_files(data)
    assert not any(path.exists() for path in left)
    with server:
        assert pid(server) != os.getppid()


def test_an_interrupted_creation_is_begun_again(server):
    partial = server.state.folder / "data.partial"
    partial.mkdir(parents=True)
    (partial / "PG_VERSION").write_text("half")
    with server:
        assert not partial.exists()


def test_a_server_that_an_earlier_version_left_running_on_a_port_is_started_anew(server, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(State, "by_socket", False)
        server.start()
    first = pid(server)
    with Server(server.state.folder.parent, durable=False) as later:
        assert pid(later) != first
        with later.connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    server.stop()


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


def test_a_folder_that_cannot_be_written_is_named():
    with pytest.raises(PostgresError, match="/proc/panah"):
        Server(Path("/proc/panah")).start()


def test_a_home_out_of_the_accounts_reach_is_replaced(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    stranger = Account("nobody", 65534, 65534)
    monkeypatch.setattr("panah.node.postgres.state.unprivileged", lambda: stranger)
    state = State.of(tmp_path / "var")
    assert state.folder.is_relative_to("/var/lib/panah")
    assert State.of(tmp_path / "var") == state
    assert State.of(tmp_path / "other") != state


def test_an_ordinary_user_keeps_the_home(tmp_path, monkeypatch):
    monkeypatch.setattr("panah.node.postgres.state.unprivileged", lambda: None)
    assert State.of(tmp_path / "var").folder == tmp_path / "var" / "postgres"


def test_binaries_out_of_reach_are_copied_and_run(tmp_path, monkeypatch):
    monkeypatch.setattr(account, "REACHABLE", tmp_path / "reachable")
    monkeypatch.setattr(Account, "could_reach", lambda self, path: False)
    monkeypatch.setattr(account, "unprivileged", lambda: Account("nobody", os.geteuid(), os.getegid()))
    copied = account.binaries.__wrapped__()
    assert copied.is_relative_to(tmp_path)
    done = subprocess.run([copied / "postgres", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("postgres (PostgreSQL) 18")


def wait_until(condition) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
