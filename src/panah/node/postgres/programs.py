"""PostgreSQL's own programs, run to their end, and the last thing they or the server had to say."""

from __future__ import annotations

import tempfile
from pathlib import Path

from panah.node.postgres.account import binaries, run


def program(name: str, *arguments: object) -> tuple[bool, str]:
    """Run a program; return whether it succeeded and the last line it said.

    Its daemon may outlive it, so it gets a file to write to and no pipe of ours to hold open.
    """
    command = [str(binaries() / name), *map(str, arguments)]
    with tempfile.TemporaryFile() as output:
        done = run(command, stdout=output, stderr=output)
        output.seek(0)
        return done.returncode == 0, _last(output.read().decode("utf-8", "replace"))


def last_said(log: Path) -> str:
    """The last line of a server's log."""
    try:
        return _last(log.read_text("utf-8", "replace"))
    except OSError:
        return "it wrote no log"


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
