"""The data folder of an embedded PostgreSQL: made once, its configuration written at each start."""

from __future__ import annotations

import os
import shutil
import tempfile

from panah.node.postgres import configuration
from panah.node.postgres.account import unprivileged
from panah.node.postgres.errors import PostgresError
from panah.node.postgres.programs import program
from panah.node.postgres.state import ROLE_NAMES, State


def folder(state: State) -> None:
    """Make the state folder so that the account PostgreSQL runs as can pass, whatever the umask says."""
    missing = [one for one in (state.folder, *state.folder.parents) if not one.exists()]
    state.folder.mkdir(parents=True, exist_ok=True)
    if unprivileged() is not None:
        for one in missing:
            one.chmod(0o755)


def data(state: State, *, durable: bool) -> None:
    """Make the database cluster, whole or not at all. Raises PostgresError."""
    account = unprivileged()
    partial = state.folder / "data.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=state.folder) as password:
        password.write(state.password("superuser"))
        password.flush()
        if account is not None:
            os.chown(partial, account.uid, account.gid)
            os.chown(password.name, account.uid, account.gid)
        # libc's C.UTF-8 sorts by code point on every system and, unlike the builtin provider's, lets pg_trgm see
        # letters beyond ASCII.
        made, said = program(
            "initdb", "-D", partial, "--encoding=UTF8", "--locale-provider=libc", "--locale=C.UTF-8",
            "--auth=scram-sha-256", f"--username={ROLE_NAMES['superuser']}", f"--pwfile={password.name}",
            *([] if durable else ["--no-sync", "--set=scram_iterations=1"]),
        )  # fmt: skip
    if not made:
        shutil.rmtree(partial, ignore_errors=True)
        raise PostgresError(f"The database couldn't be created in {state.folder}: {said}")
    with (partial / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\ninclude = 'panah.conf'\n")
    partial.rename(state.data)


def configure(state: State, port: int, *, durable: bool) -> None:
    """Write how the server is to run, and who is let in how."""
    for name, content in (
        ("panah.conf", configuration.text(port, durable=durable, by_socket=state.by_socket)),
        ("pg_hba.conf", configuration.doors(by_socket=state.by_socket)),
    ):
        path = state.data / name
        path.write_text(content, "utf-8")
        account = unprivileged()
        if account is not None:
            os.chown(path, account.uid, account.gid)
        path.chmod(0o600)
