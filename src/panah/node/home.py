"""What lies in a node's home folder beside the database, as far as the demo has to know."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from panah.node.postgres import Server
from panah.node.postgres.state import Role, State

MARK = "demo"
HOUSE = "house"
PRACTISING = "practising"
PRACTICE_HOME = "practice"
BUILDING, READY = "building", "ready"


@dataclass(frozen=True, slots=True)
class DemoHome:
    """The home folder of a demo. A mark in it says so, and whether its data are whole."""

    folder: Path

    @property
    def mark(self) -> str:
        """`building` while its data are being made, `ready` after that, empty for a home that is no demo's."""
        try:
            return (self.folder / MARK).read_text("ascii").strip()
        except OSError:
            return ""

    def set_mark(self, mark: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / MARK).write_text(f"{mark}\n", "ascii")

    @property
    def practising(self) -> bool:
        """Whether this is the home of a practice post, which is thrown away and sends nothing to anybody."""
        return (self.folder / PRACTISING).is_file()

    def set_practising(self) -> None:
        """Say that everything in this home is practice."""
        (self.folder / PRACTISING).touch()

    def empty(self) -> None:
        """Delete the demo's database, keys and secrets. Never touches a home without the mark."""
        if not self.mark:
            return
        Server(self.folder).destroy()
        if self.practising:
            # Nothing of a practice post stays, whatever a version to come puts there.
            shutil.rmtree(self.folder)
            return
        for name in ("keys", "secrets", "static", HOUSE):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / MARK).unlink()


def demo_of(home: Path) -> Path | None:
    """The demo whose bodies' house this folder is: its home. None for any other folder."""
    return home.parent if home.name == HOUSE and home.is_dir() and DemoHome(home.parent).mark == READY else None


def house_url(demo: Path, role: Role) -> str:
    """The address of the house's own database, at the server of its demo; empty where that never ran."""
    address = State.of(demo).remembered_url(role)
    return urlsplit(address)._replace(path=f"/{HOUSE}").geturl() if address else ""
