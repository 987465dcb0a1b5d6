"""`panah up` and its companions as an operator meets them: processes on an embedded server of their own."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path
from uuid import uuid4

import pytest

from panah.node.ports import free_port
from panah.node.postgres import processes
from tests.node.conftest import Node

SAFE = {
    "PANAH_SECRET_KEY": "k9Vx2mQ7" * 8 + "abcdefgh",
    "PANAH_HOSTS": "post.example",
    "PANAH_HTTPS": "proxy",
    "PANAH_WORKERS": "1",
    "PANAH_THREADS": "2",
}


def answer(port: int, path: str = "/", **headers: str) -> http.client.HTTPResponse:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers={"Host": "post.example", **headers})
        response = connection.getresponse()
        response.body = response.read()
        return response


def in_chunks(port: int, cookie: str, page: bytes) -> int:
    """The status of a form sent without its length: 403 if its token wasn't read."""
    token = page.partition(b'name="csrfmiddlewaretoken" value="')[2].partition(b'"')[0]
    told = {"Host": "post.example", "X-Forwarded-Proto": "https", "Cookie": cookie.strip()}
    told |= {"Referer": "https://post.example/sign-in/", "Content-Type": "application/x-www-form-urlencoded"}
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("POST", "/language/", iter([b"language=ru&csrfmiddlewaretoken=", token]), told)
        return connection.getresponse().status


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < until
            time.sleep(0.1)
        else:
            return


def kill_database(node: Node) -> int:
    """As the system does when there is no memory left."""
    pid, _ = processes.postmaster(node.server.state.data)
    os.kill(pid, signal.SIGKILL)
    while processes.postmaster(node.server.state.data) is not None:
        time.sleep(0.01)
    return pid


def looked_into_database(port: int) -> tuple[int, bytes]:
    """What a page answers that asks the database for a session first."""
    got = answer(port, "/sign-in/", **{"X-Forwarded-Proto": "https", "Cookie": "__Host-session=" + "k" * 32})
    return got.status, got.body


@pytest.fixture(scope="module")
def node(resting_node: Node) -> Node:
    """Starting and stopping is what these tests are about."""
    return resting_node


def test_up_says_everything_that_is_wrong_at_once(node):
    done = node.panah("up")
    assert done.returncode == 2
    told = done.stderr
    for word in ("PANAH_SECRET_KEY", "PANAH_HOSTS", "PANAH_HTTPS"):
        assert word in told
    assert "Traceback" not in told


def test_a_node_that_is_safe_could_start(node):
    done = node.panah("up", "--check", **SAFE)
    assert (done.returncode, done.stderr) == (0, "This node could start\n")


def test_referrals_start_the_database_they_need(node):
    done = node.panah("referrals", "export", "--format", "htcds")
    assert done.returncode == 2
    assert done.stderr.endswith("--body: name one of the bodies at home here (none)\n")


def test_a_look_makes_no_database_and_one_that_is_not_up_to_date_is_refused():
    fresh = Node(Path(os.environ["PANAH_TEST_RUN"]) / f"fresh-{uuid4().hex[:8]}")
    try:
        for check in (("up", "--check"), ("migrate", "--check")):
            done = fresh.panah(*check, **SAFE)
            assert (done.returncode, "There is no database yet" in done.stderr) == (2 if check[0] == "up" else 1, True)
            assert "Traceback" not in done.stderr
        assert "PANAH_HOSTS" in fresh.panah("up", "--check").stderr
        assert not fresh.home.exists()
        with fresh.server:
            assert fresh.panah("migrate", "--check").returncode == 1
        done = fresh.panah("up", "--check", **SAFE)
        assert done.returncode == 2
        assert "panah migrate" in done.stderr
    finally:
        fresh.server.halt()


def test_up_refuses_the_owner_as_runtime_role(node):
    with node.server as server:
        done = node.panah("up", "--check", DATABASE_URL=server.url("owner"), **SAFE)
    assert done.returncode == 2
    assert "could alter the journal" in done.stderr
    assert "panah_owner" in done.stderr


def test_a_database_restored_without_its_rights_gets_them_back(node):
    with node.server as server:
        with server.connect("superuser", "panah") as superuser:
            for what in ("TABLES", "FUNCTIONS"):
                superuser.execute(f"REVOKE ALL ON ALL {what} IN SCHEMA public FROM panah")
        refused = node.panah("up", "--check", **SAFE).stderr
        assert node.panah("migrate").returncode == 0
        assert node.panah("up", "--check", **SAFE).returncode == 0
    assert re.search(r"may not use [1-9]\d+ tables and 9 functions.* Run: panah migrate", refused), refused


def test_migrating_another_database_needs_its_owner(node):
    with node.server as server:
        done = node.panah("migrate", DATABASE_URL=server.url("runtime"))
    assert done.returncode == 2
    assert "DATABASE_OWNER_URL" in done.stderr


def test_a_node_serves_encrypted_visitors_only_and_stops_as_a_whole(node):
    port = free_port()
    process = node.start("up", "--port", str(port), **SAFE)
    try:
        wait_for(port, process)
        plain = answer(port, "/sign-in/")
        assert plain.status == 301
        assert plain.getheader("Location") == "https://post.example/sign-in/"

        behind_proxy = answer(port, "/sign-in/", **{"X-Forwarded-Proto": "https"})
        assert behind_proxy.status == 200
        assert "max-age=31536000" in behind_proxy.getheader("Strict-Transport-Security")
        assert "script-src" not in behind_proxy.getheader("Content-Security-Policy")
        assert "unsafe" not in behind_proxy.getheader("Content-Security-Policy")
        cookie = behind_proxy.getheader("Set-Cookie")
        assert cookie.strip().startswith("__Host-csrf=")
        assert "Secure" in cookie

        assert in_chunks(port, cookie.partition(";")[0], behind_proxy.body) == 302

        stranger = answer(port, "/sign-in/", **{"X-Forwarded-Proto": "https", "Host": "evil.example"})
        assert stranger.status == 400
        assert b"Traceback" not in stranger.body

        assert looked_into_database(port)[0] == 200
        with (node.server.state.folder / "start.lock").open("a") as nobody_starts_it:
            fcntl.flock(nobody_starts_it, fcntl.LOCK_EX)
            killed = kill_database(node)
            status, page = looked_into_database(port)
        assert status == 503
        assert b"The database doesn't answer just now" in page
        assert b"Traceback" not in page
        until = time.monotonic() + 60
        while (status := looked_into_database(port)[0]) == 503 and time.monotonic() < until:
            time.sleep(0.25)
        assert status == 200, "a database that died comes back under the node"
        assert processes.postmaster(node.server.state.data)[0] != killed
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert processes.postmaster(node.server.state.data) is None


def test_a_killed_node_leaves_nothing_that_stops_the_next(node):
    port = free_port()
    process = node.start("up", "--port", str(port), **SAFE)
    wait_for(port, process)
    process.kill()
    process.communicate()
    done = node.panah("up", "--check", **SAFE)
    assert done.returncode == 0, done.stderr


def test_the_first_administrator_gets_a_code_once_and_only_the_first(node):
    options = ("--name", "Aigerim Test", "--username", "aigerim", "--organisation", "Border service")
    made = node.panah("admin", "create", *options)
    assert made.returncode == 0, made.stderr
    assert "Sign in as aigerim" in made.stdout
    again = node.panah("admin", "create", *options)
    assert again.returncode == 2
    assert again.stdout == ""
    assert "has an administrator already" in again.stderr


def test_a_user_name_that_cannot_be_is_refused_in_words(node):
    done = node.panah("admin", "create", "--name", "X", "--username", "no spaces please", "--organisation", "Y")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_a_command_told_to_end_lets_go_of_the_database(node):
    process = node.start("up", "--port", str(free_port()), **SAFE)
    until = time.monotonic() + 60
    while processes.postmaster(node.server.state.data) is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert processes.postmaster(node.server.state.data) is None
