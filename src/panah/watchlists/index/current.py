"""The index in force: built and swapped in, opened and followed."""

from __future__ import annotations

import io
import os
import secrets
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from panah.watchlists.index import swap
from panah.watchlists.index.choosing import Chooser
from panah.watchlists.index.problems import IndexProblemError
from panah.watchlists.index.reading import Reading, from_file
from panah.watchlists.index.writing import Content, Progress, write

LOOK_EVERY = 1.0
"""Seconds between two looks at which index is in force."""


class Index:
    """What is listed, for looking up. One for each process is enough; threads may share it.

    `now` is the index in force: take it once for each question, so that the whole question is answered by one.
    `trouble` is why a newer one can't be used, if so; the last good one answers until then.
    """

    def __init__(self, chooser: Chooser, folder: Path | None = None, key: bytes = b"") -> None:
        self._chooser = chooser
        self._folder = folder
        self._key = key
        self._mark = swap.mark(folder) if folder else None
        self._looked = time.monotonic()
        self._lock = threading.Lock()
        self.trouble: IndexProblemError | None = None

    @property
    def now(self) -> Chooser:
        """The chooser of the index in force; a newer one is opened beside it while it goes on answering."""
        if self._folder and time.monotonic() - self._looked >= LOOK_EVERY:
            self._look()
        return self._chooser

    def _look(self) -> None:
        self._looked = time.monotonic()
        if self._folder and swap.mark(self._folder) != self._mark and self._lock.acquire(blocking=False):
            threading.Thread(target=self._renew, name="watchlists-index", daemon=True).start()

    def _renew(self) -> None:
        try:
            self.refresh()
        finally:
            self._lock.release()

    def refresh(self) -> None:
        """Open the index in force at once, if it is another one. What is wrong with it is in `trouble`."""
        if self._folder is None:
            return
        mark = swap.mark(self._folder)
        if mark == self._mark:
            return
        try:
            self._chooser = Chooser(_in_force(self._folder, self._key))
            self.trouble = None
        except IndexProblemError as problem:
            self.trouble = problem
        self._mark = mark


def open(folder: str | os.PathLike[str], key: bytes) -> Index:
    """The index in force in a folder. Raises `IndexProblemError`."""
    place = Path(folder)
    return Index(Chooser(_in_force(place, key)), place, key)


def _in_force(folder: Path, key: bytes) -> Reading:
    path = swap.pointed(folder)
    while True:
        try:
            return from_file(path, key)
        except IndexProblemError as problem:
            # Replaced between looking at the pointer and opening the file it named.
            now = swap.pointed(folder)
            if problem.code != "missing" or now == path:
                raise
            path = now


def build(
    folder: str | os.PathLike[str], lists: Iterable[Content], key: bytes, progress: Progress | None = None
) -> Reading:
    """Make an index of lists and put it in force for all who follow this folder.

    `lists` are (terms, version, entries), the entries read once, one after the other; `progress` hears how many entries
    are done, every ten thousand. Whatever goes wrong, the index in force stays. Raises `IndexProblemError`
    (`no_entries`, `same_list`), OSError, and what the entries raise.
    """
    with swap.replacing(Path(folder), secrets.token_hex(8)) as path:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w+b") as stream:
            write(stream, lists, key, progress, path.parent)
        return from_file(path, key)


def in_memory(lists: Iterable[Content], progress: Progress | None = None) -> Index:
    """An index for this run alone, of the same making. Raises `IndexProblemError`, and what the entries raise."""
    stream = io.BytesIO()
    key = secrets.token_bytes(32)
    write(stream, lists, key, progress)
    return Index(Chooser(Reading(memoryview(stream.getvalue()), key)))
