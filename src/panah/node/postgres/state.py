"""What a node remembers about its embedded PostgreSQL between two starts: where, which port, which passwords."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from panah.journal import disk
from panah.node.postgres.account import unprivileged

Role = Literal["superuser", "owner", "runtime"]
ROLE_NAMES: dict[Role, str] = {"superuser": "postgres", "owner": "panah_owner", "runtime": "panah"}
DATABASE = "panah"
# What fits into an address of a Unix socket on every system we know (Linux takes 107, BSD 103).
LONGEST_SOCKET = 103
# What a file system says that takes no sockets, such as that of many sticks and of some folders shared over a network.
_NO_SOCKETS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS})


@dataclass(frozen=True, slots=True)
class State:
    """The folder of one server. `data` belongs to the account PostgreSQL runs as, everything else to the caller."""

    folder: Path

    @classmethod
    def of(cls, home: Path) -> State:
        """Return the state of the node whose home is `home`.

        PostgreSQL refuses to run as root. Started by root it runs as an unprivileged account, so a home that account
        can't reach (/root, a 0700 folder) is replaced by one below /var/lib/panah, named after the home.
        """
        home = home.absolute()
        account = unprivileged()
        if account is not None and not account.could_reach(home):
            digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
            home = Path("/var/lib/panah") / f"{home.parent.name or 'home'}-{digest}"
        return cls(home / "postgres")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.data / "panah.log"

    @property
    def port_file(self) -> Path:
        return self.folder / "port"

    @property
    def by_socket(self) -> bool:
        """Whether the server is reached by a socket in its data folder, which nobody but its account can enter. That is
        faster than a port, and closed to other accounts; a folder whose path is too long for it, or whose file system
        takes no sockets, has a port instead."""
        return len(os.fsencode(self.socket(65535))) <= LONGEST_SOCKET and _takes_sockets(self.folder)

    def socket(self, port: int | None) -> Path:
        """Where PostgreSQL puts its socket."""
        return self.data / f".s.PGSQL.{port}"

    def password_file(self, role: Role) -> Path:
        return self.folder / "secrets" / role

    def password(self, role: Role) -> str:
        """Return the role's password, made on first use and kept in a file only the caller's account can read."""
        path = self.password_file(role)
        if path.exists():
            return path.read_text("ascii").strip()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        password = secrets.token_urlsafe(24)
        with disk.whole(path) as file:
            file.write(password.encode("ascii"))
        return password

    def port(self) -> int | None:
        try:
            return int(self.port_file.read_text("ascii"))
        except (OSError, ValueError):
            return None

    def remember_port(self, port: int) -> None:
        self.port_file.write_text(f"{port}\n", "ascii")

    def url(self, role: Role, port: int, database: str = DATABASE) -> str:
        who = f"postgresql://{ROLE_NAMES[role]}:{self.password(role)}"
        if self.by_socket:
            return f"{who}@/{database}?{urlencode({'host': self.data, 'port': port})}"
        return f"{who}@127.0.0.1:{port}/{database}"

    def remembered_url(self, role: Role) -> str:
        """Return the address the server had when it last ran, or an empty text if it never did. Starts nothing."""
        port = self.port()
        if port is None or not os.access(self.password_file(role), os.R_OK):
            return ""
        return self.url(role, port)


def _takes_sockets(folder: Path) -> bool:
    """Whether the folder's file system takes sockets; also where that can't be tried, in a folder that isn't there
    yet, or is closed to us, or full."""
    trial = folder / f".{secrets.token_hex(4)}"
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.bind(os.fspath(trial))
        except OSError as error:
            return error.errno not in _NO_SOCKETS
    trial.unlink(missing_ok=True)
    return True
