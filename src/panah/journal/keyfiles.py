"""Files of the node's secrets, outside the database: folders 0700, files 0600, written whole or not at all."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from panah.journal import disk

DESTROYING, DESTROYED = "keys.destroying", "destroyed"
"""In the home of a node whose keys are out of reach for good: the folder they lay in, and the mark that is left."""


class KeysUnusableError(RuntimeError):
    """The folder or a file of keys is missing, open to others, or not readable; the text says which."""


def home() -> Path:
    """The node's own folder."""
    return Path(getattr(settings, "PANAH_HOME", None) or settings.ENVIRONMENT.home)


def folder(*parts: str) -> Path:
    """``PANAH_HOME/keys`` or a folder in it; made when missing. Raises KeysUnusableError when others may read it."""
    path = home() / "keys"
    if not path.exists() and any((home() / name).exists() for name in (DESTROYING, DESTROYED)):
        raise KeysUnusableError("the keys of this node were destroyed")
    for step in (path, *(path.joinpath(*parts[: length + 1]) for length in range(len(parts)))):
        step.mkdir(mode=0o700, parents=step == path, exist_ok=True)
    if path.stat().st_mode & 0o077:
        raise KeysUnusableError(f"others may read {path}; make it 0700")
    return path.joinpath(*parts)


def write(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Writes a file on stable storage. Without ``replace`` an existing file is left and FileExistsError raised."""
    with disk.whole(path, replace=replace) as file:
        file.write(content)


def read(path: Path) -> bytes:
    """A file's content. Raises KeysUnusableError, naming the file."""
    try:
        if path.stat().st_mode & 0o077:
            raise KeysUnusableError(f"others may read {path}; make it 0600")
        return path.read_bytes()
    except OSError as error:
        raise KeysUnusableError(f"{path}: {error.strerror}") from None


def kept(path: Path, fresh: Callable[[], bytes]) -> bytes:
    """A file's content; ``fresh`` makes it where there is none yet. Raises KeysUnusableError, naming the file."""
    if not path.exists():
        with suppress(FileExistsError):  # another process of this node was quicker
            write(path, fresh())
    return read(path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keeps other processes of this node out of the same piece of work."""
    with path.open("ab") as file:
        path.chmod(0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
