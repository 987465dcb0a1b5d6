"""Which index is in force: a small pointer file, exchanged atomically, that readers look at.

    folder/current             the name of the file in force, one line
    folder/<id>.index          that file; never changed once it has its name
    folder/<id>.building       one being written; left over if its builder was killed, cleared away by the next one
    folder/lock                held while one builds

A replaced file is removed at once: whoever has it mapped keeps it until they let go of it, as the system does for any
file, and whoever was about to open it looks at the pointer again.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from panah.journal.disk import settle
from panah.watchlists.index.problems import IndexProblemError

POINTER = "current"
LOCK = "lock"
READY = ".index"
BUILDING = ".building"


def pointed(folder: Path) -> Path:
    """The file in force. Raises `IndexProblemError` (`missing`, `altered`)."""
    try:
        name = (folder / POINTER).read_text("ascii").strip()
    except FileNotFoundError:
        raise IndexProblemError("missing", POINTER) from None
    except UnicodeDecodeError:
        raise IndexProblemError("altered", POINTER) from None
    if Path(name).name != name or not name.endswith(READY):
        raise IndexProblemError("altered", POINTER)
    return folder / name


def mark(folder: Path) -> tuple[int, int, int] | None:
    """Changes whenever another index is put in force; None while there is none. One call of the system."""
    try:
        found = os.stat(folder / POINTER)
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


@contextmanager
def replacing(folder: Path, name: str) -> Iterator[Path]:
    """The path to write a new index to; it is put in force when the block ends well, and is gone if it doesn't.

    One builder at a time: another one waits.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder):
        _clear(folder, BUILDING)
        building, ready = folder / f"{name}{BUILDING}", folder / f"{name}{READY}"
        try:
            yield building
            _put_in_force(building, ready)
        finally:
            building.unlink(missing_ok=True)
        _clear(folder, READY, ready)


def _put_in_force(building: Path, ready: Path) -> None:
    folder = ready.parent
    settle(building)
    building.rename(ready)
    settle(folder)
    pointer = folder / f"{ready.stem}.pointer{BUILDING}"
    pointer.write_text(f"{ready.name}\n", "ascii")
    settle(pointer)
    pointer.rename(folder / POINTER)
    settle(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    # The lock goes with the process that holds it, however that ends.
    handle = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _clear(folder: Path, ending: str, but: Path | None = None) -> None:
    for path in folder.glob(f"*{ending}"):
        if path != but:
            path.unlink(missing_ok=True)
