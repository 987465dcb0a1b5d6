"""`panah certificate check` in a process of its own, without a node."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from panah.protection.certificates import Certificate, issue
from tests.conftest import RUN_FOLDER
from tests.node.conftest import Node

CONTENT = Certificate("2026-AB", "Азиза Ҷӯраева", "1999-01-XX", "2026-11-22", "9999-02-20", "Committee")


def panah(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "panah.node", "certificate", "check", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_certificate_is_genuine_changed_or_none(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw().hex()
    file = tmp_path / "authority.pub"
    file.write_text(public + "\n")
    code = issue(CONTENT, key)
    genuine = panah(code, "--key", str(file), "--json")
    assert json.loads(genuine.stdout)["over"] is False
    assert (genuine.returncode, json.loads(genuine.stdout)["name"]) == (0, CONTENT.name)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    stranger = panah(code, "--key", other)
    assert (stranger.returncode, "not signed" in stranger.stdout) == (1, True)
    unusable = panah(code, "--key", "nothing")
    assert (unusable.returncode, "not a public key" in unusable.stderr) == (2, True)


def test_one_whose_time_is_over_says_so() -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw().hex()
    code = issue(replace(CONTENT, valid_until="2026-01-31"), key)
    said = panah(code, "--key", public)
    assert (said.returncode, said.stdout.splitlines()[0].startswith("genuine, but its time is over")) == (1, True)
    told = panah(code, "--key", public, "--json")
    assert (told.returncode, json.loads(told.stdout)["genuine"], json.loads(told.stdout)["over"]) == (1, True, True)


def test_an_authoritys_key_goes_from_its_node_to_one_that_checks() -> None:
    folder = Path(os.environ[RUN_FOLDER])
    authority, post = (Node(folder / f"certificates-{uuid4().hex[:8]}") for _ in range(2))
    unknown = authority.panah("certificate", "key", "asylum")
    assert (unknown.returncode, f"at home in {authority.home}" in unknown.stderr) == (2, True)
    assert authority.panah("body", "key", "asylum").returncode == 0
    key = authority.panah("certificate", "key", "asylum").stdout.strip()
    assert authority.panah("certificate", "key", "asylum").stdout.strip() == key
    assert post.panah("certificate", "take", "../asylum", key).returncode == 2
    assert post.panah("certificate", "take", "asylum", "nothing").returncode == 2
    assert not (post.home / "keys" / "certificates").exists()
    assert post.panah("certificate", "take", "asylum", key).returncode == 0
    [known] = (post.home / "keys" / "certificates").iterdir()
    assert known.read_text() == f"{key}\n"
    assert not (post.home / "postgres").exists(), "no database for that"
