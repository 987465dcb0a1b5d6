"""The keys of a node: out of reach in one step, then overwritten, then gone.

The one step is the renaming of the folder of keys. Before it the node works as ever; after it no program of Panah uses
a key of this home again, and whatever is started next goes on with the overwriting. Between the two lies what it takes
to write some dozens of small files: a few thousandths of a second.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from panah.journal import disk
from panah.journal.keyfiles import DESTROYED, DESTROYING

KEYS_GONE, ALL_GONE = "keys destroyed", "everything destroyed"


def begun(home: Path) -> bool:
    """Whether somebody began, and not everything is gone yet."""
    return (home / DESTROYING).exists() or _mark(home).startswith(KEYS_GONE)


def ended(home: Path) -> str:
    """When everything was gone, as the mark says; empty for any other node."""
    mark = _mark(home)
    return mark.removeprefix(ALL_GONE).strip() if mark.startswith(ALL_GONE) else ""


def put_out_of_reach(home: Path) -> None:
    """The one step. Does nothing where it was taken already."""
    going = home / DESTROYING
    if not going.exists() and (home / "keys").is_dir():
        (home / "keys").rename(going)
    elif not going.exists() and not _mark(home):
        going.mkdir(mode=0o700)
    disk.settle(home)


def overwrite_all(home: Path, others: Iterable[Path] = ()) -> int:
    """Overwrites and removes every key, and the files in ``others`` (folders of further secrets); gives how many."""
    going = home / DESTROYING
    # Bodies' keys and the node's own first, the names of journals last.
    found = sorted(
        (path for folder in (going, *others) for path in files(folder)),
        key=lambda path: (path.suffix not in (".age", ".key"), str(path)),
    )
    _overwrite(found)
    if _mark(home) == "":
        mark(home, KEYS_GONE)
    for folder in (going, *others):
        remove(folder)
    disk.settle(home)
    return len(found)


def mark(home: Path, what: str) -> None:
    """Says in the home how far it went, and when."""
    # Always under the same name, so that who goes on after a kill leaves no second one.
    partial = home / f"{DESTROYED}{disk.PARTIAL}"
    partial.write_text(f"{what} {datetime.now(UTC).isoformat(timespec='seconds')}\n", "ascii")
    disk.settle(partial)
    partial.replace(home / DESTROYED)
    disk.settle(home)


def remove(folder: Path) -> None:
    """Removes a folder with all that is in it, a link as a link; what is gone already doesn't matter."""
    for path in sorted(_within(folder), key=lambda path: len(path.parts), reverse=True):
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    if folder.is_dir():
        folder.rmdir()


def _overwrite(paths: Iterable[Path]) -> None:
    """All of them in the system's memory at once, then all of them on the disk."""
    opened = []
    for path in paths:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
        except OSError:
            continue  # gone already, or not to be written to: it is removed all the same
        size = os.fstat(descriptor).st_size
        os.pwrite(descriptor, os.urandom(size), 0)
        opened.append(descriptor)
    for descriptor in opened:
        os.fsync(descriptor)
        os.close(descriptor)


def files(folder: Path) -> list[Path]:
    """Every file below a folder; links are left out."""
    return [path for path in _within(folder) if path.is_file() and not path.is_symlink()]


def _within(folder: Path) -> list[Path]:
    return [Path(at) / name for at, folders, files in os.walk(folder) for name in (*folders, *files)]


def _mark(home: Path) -> str:
    try:
        return (home / DESTROYED).read_text("ascii").strip()
    except OSError:
        return ""
