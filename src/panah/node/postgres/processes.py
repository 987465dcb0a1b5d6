"""Which processes work on a data folder, as far as the system tells."""

from __future__ import annotations

import os
from pathlib import Path

PROCESSES = Path("/proc")


def working_in(data: Path) -> list[int]:
    """Return the ids of the processes whose working folder is `data`: PostgreSQL's all have that."""
    found = []
    for entry in PROCESSES.glob("[0-9]*"):
        try:
            if (entry / "cwd").samefile(data):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def exists(pid: int) -> bool:
    """Whether any process has this id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def postmaster(data: Path) -> tuple[int, str] | None:
    """Return the id and state (`starting`, `ready`, `stopping`) of the server that runs on `data`.

    A pid file survives a crash, and its number may by now be another program's: such a file counts as none.
    """
    try:
        lines = (data / "postmaster.pid").read_text("utf-8").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if not exists(pid) or (PROCESSES.exists() and pid not in working_in(data)):
        return None
    return pid, lines[7].strip() if len(lines) > 7 else "starting"


def forget_foreign_pid_files(data: Path) -> None:
    """Remove a pid file, and the one beside a socket, whose number now belongs to a program that isn't PostgreSQL.

    PostgreSQL handles a number nobody has by itself, with a guard against orphans of its own that needs the file.
    """
    for path in (data / "postmaster.pid", *data.glob(".s.PGSQL.*.lock")):
        try:
            pid = int(path.read_text("utf-8").splitlines()[0])
        except (OSError, ValueError, IndexError):
            continue
        if PROCESSES.exists() and exists(pid) and not working_in(data):
            path.unlink(missing_ok=True)
