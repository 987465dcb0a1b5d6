"""The file a list comes in, and what reading it gave."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Protocol

from panah.watchlists.entries import Entry
from panah.watchlists.formats.limits import LIMITS
from panah.watchlists.formats.refusal import Faults, ListRefusedError, Where


class Source:
    """Where the bytes come from: a file, or bytes already in memory. It can be opened as often as needed."""

    def __init__(self, what: Path | bytes) -> None:
        self._what = what

    @property
    def path(self) -> Path | None:
        """The file, or None for bytes."""
        return self._what if isinstance(self._what, Path) else None

    def open(self) -> BinaryIO:
        """The bytes from their beginning. Raises `ListRefusedError`."""
        try:
            if isinstance(self._what, bytes):
                return io.BytesIO(self._what)
            if self._what.stat().st_size > LIMITS.bytes:
                raise ListRefusedError("too_large", params={"limit": LIMITS.bytes})
            return self._what.open("rb")
        except OSError as fault:
            raise ListRefusedError("unreadable") from fault

    def head(self, size: int = 65536) -> bytes:
        """The first bytes. Raises `ListRefusedError`."""
        with self.open() as stream:
            return self.reading(lambda: stream.read(size))

    @staticmethod
    def reading(read: Callable[[], bytes]) -> bytes:
        """What `read` gives. Raises `ListRefusedError` where the disk doesn't."""
        try:
            return read()
        except OSError as fault:
            raise ListRefusedError("unreadable") from fault

    def beside(self, *names: str) -> Source | None:
        """The file of one of these names in the same folder, whatever its capitals; None if there is none."""
        if self.path is None:
            return None
        wanted = {name.lower() for name in names}
        try:
            found = sorted(
                path for path in self.path.parent.iterdir() if path.name.lower() in wanted and path.is_file()
            )
        except OSError as fault:
            raise ListRefusedError("unreadable") from fault
        return Source(found[0]) if found else None

    def digest(self) -> str:
        """SHA-256 of all bytes, in hex. Raises `ListRefusedError`."""
        total = hashlib.sha256()
        with self.open() as stream:
            while block := self.reading(lambda: stream.read(1 << 20)):
                total.update(block)
        return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed that refuses nothing: a code of `NOTES`, how often, and where first."""

    code: str
    count: int
    first: Where


@dataclass(slots=True)
class Reading:
    """What one pass over a file gathers; readers write to it."""

    source: Source
    faults: Faults = field(default_factory=Faults)
    version: str = ""
    published: dt.datetime | None = None
    declared: int | None = None
    _notes: dict[str, tuple[int, Where]] = field(default_factory=dict)

    def note(self, code: str, where: Where | None = None, count: int = 1) -> None:
        """Something noticed."""
        so_far, first = self._notes.get(code, (0, where or Where()))
        self._notes[code] = (so_far + count, first)

    def notes(self) -> tuple[Note, ...]:
        """All of them, in the order they were first noticed."""
        return tuple(Note(code, count, first) for code, (count, first) in self._notes.items())


class Reader(Protocol):
    """Yields each entry with its place; adds to `reading.faults` what is wrong with one and goes on.

    Raises `ListRefusedError` for what is wrong with the file.
    """

    def __call__(self, reading: Reading) -> Iterator[tuple[Entry, Where]]: ...


class Entries:
    """The entries of an accepted file: iterable as often as needed. A large list is read from its file again each time;
    should the file have changed since, iterating raises `ListRefusedError`."""

    def __init__(self, count: int, kept: tuple[Entry, ...] | None, again: Callable[[], Iterator[Entry]]) -> None:
        self._count, self._kept, self._again = count, kept, again

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._kept) if self._kept is not None else self._again()


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that was read whole and found to be a list.

    `source_version` is what the source calls this version, or the beginning of the file's digest; `published` is in
    UTC; `counts` is by kind of entry; `digest` is the SHA-256 of the file (and of those beside it that belong to it).
    """

    format: str
    source_version: str
    published: dt.datetime | None
    digest: str
    entries: Entries
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[Note, ...] = ()

    @property
    def count(self) -> int:
        """How many entries."""
        return len(self.entries)
