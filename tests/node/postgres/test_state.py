"""Where a server lies, and how it is reached."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from uuid import uuid4

from panah.node.postgres.account import Account
from panah.node.postgres.state import State


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
