"""Files on stable storage that are there whole or not at all. Pure: without Django."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".part"
"""How the name of a file ends while it is written; what a killed process leaves."""


@contextmanager
def whole(path: Path, *, replace: bool = True) -> Iterator[BinaryIO]:
    """Writes a file (0600) that takes the place of one there. Without ``replace`` that one is left, and FileExistsError
    raised; OSError where the disk doesn't take it."""
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}{PARTIAL}")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if replace:
            partial.replace(path)
        else:
            os.link(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    settle(path.parent)


def settle(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
