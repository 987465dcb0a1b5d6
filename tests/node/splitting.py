"""`panah` in a process split off one that has loaded already what no setting changes: most of what a command does."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

PATIENCE_SECONDS = 120

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.node.loaded", __name__])


def run(arguments: tuple[str, ...], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one command with this environment and nothing on its standard input."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        process = _processes.Process(target=_command, args=(arguments, dict(environment), out, err))
        process.start()
        process.join(PATIENCE_SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(["panah", *arguments], PATIENCE_SECONDS)
        return subprocess.CompletedProcess(
            ["panah", *arguments], process.exitcode, out.read_text("utf-8"), err.read_text("utf-8")
        )


def _command(arguments: tuple[str, ...], environment: dict[str, str], out: Path, err: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    from panah.node.cli import main

    sys.exit(main(arguments))
