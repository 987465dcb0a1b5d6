"""`panah certificate check` in a process of its own, without a node."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from panah.protection.certificates import Certificate, issue

CONTENT = Certificate("2026-AB", "Азиза Ҷӯраева", "1999-01-XX", "2026-11-22", "2027-02-20", "Committee")


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
    assert (genuine.returncode, json.loads(genuine.stdout)["name"]) == (0, CONTENT.name)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    stranger = panah(code, "--key", other)
    assert (stranger.returncode, "not signed" in stranger.stdout) == (1, True)
    unusable = panah(code, "--key", "nothing")
    assert (unusable.returncode, "not a public key" in unusable.stderr) == (2, True)
