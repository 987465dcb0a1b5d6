"""The embedded PostgreSQL: made, shared, stopped, started again after the worst."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from panah.node.postgres import PostgresError, Server, processes
from panah.node.postgres.state import State
from tests.node.postgres.killing import pid, wait_until


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


def test_a_folder_that_cannot_be_written_is_named():
    with pytest.raises(PostgresError, match="/proc/panah"):
        Server(Path("/proc/panah")).start()
