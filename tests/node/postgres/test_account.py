"""The account PostgreSQL runs as."""

from __future__ import annotations

import os
import subprocess

from panah.node.postgres import account
from panah.node.postgres.account import Account


def test_binaries_out_of_reach_are_copied_and_run(tmp_path, monkeypatch):
    monkeypatch.setattr(account, "REACHABLE", tmp_path / "reachable")
    monkeypatch.setattr(Account, "could_reach", lambda self, path: False)
    monkeypatch.setattr(account, "unprivileged", lambda: Account("nobody", os.geteuid(), os.getegid()))
    copied = account.binaries.__wrapped__()
    assert copied.is_relative_to(tmp_path)
    done = subprocess.run([copied / "postgres", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("postgres (PostgreSQL) 18")
