"""A file that a command is given: by its name, or - for standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from panah.node.commands import CommandError


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """Its bytes. Raises CommandError, naming it, where it can't be opened."""
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 (closed below, where nothing else is caught)
    except (OSError, ValueError) as error:
        raise CommandError(f"{file}: {getattr(error, 'strerror', None) or error}") from None
    with stream:
        yield stream


def on_one_line(text: str) -> str:
    """What was given, without what would steer a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
