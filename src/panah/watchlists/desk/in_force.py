"""The index in force: opened once a process, followed when another one is put in its place, built out of all lists."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any

from django.utils import timezone

from panah.watchlists import index, screening
from panah.watchlists.desk import keeping
from panah.watchlists.desk.lists import terms_of
from panah.watchlists.entries import Entry
from panah.watchlists.index import Contents, Index
from panah.watchlists.keys import node_key
from panah.watchlists.models import List
from panah.watchlists.screening import Hit, Person

log = logging.getLogger(__name__)

# A broken index is looked at again after so many seconds: checking it costs time that a line of people has not.
RETRY_SECONDS = 5.0

Progress = Callable[[int], None]


class IndexUnusableError(Exception):
    """The lists can't be asked on this node now. ``since``: when that was first noticed by this process; ``outdated``:
    nothing is wrong with the index but that another version of Panah made it."""

    def __init__(self, since: datetime, *, outdated: bool = False) -> None:
        super().__init__("the lists can't be asked")
        self.since, self.outdated = since, outdated


@dataclass(frozen=True, slots=True)
class Match:
    """A possible match with the entry as the list says it. ``why`` as JSON would have it."""

    list: str
    version: str
    entry: Entry
    name: str
    score: float
    why: Sequence[Mapping[str, Any]]
    digest: str


@dataclass
class _Opened:
    """What this process holds open. ``failed`` and ``since`` are of the first of the failures that go on."""

    index: Index | None = None
    folder: str = ""
    tried: float = 0.0
    since: datetime | None = None
    outdated: bool = False
    lock: Lock = field(default_factory=Lock)


_opened = _Opened()


@dataclass(frozen=True, slots=True)
class InForce:
    """The index, for one question."""

    index: Index

    def versions(self) -> dict[str, str]:
        """The version of each list in it, by code."""
        return {one.terms.code: one.version for one in self.lists()}

    def lists(self) -> tuple[Contents, ...]:
        """What it holds."""
        return self.index.now.reading.lists

    def matches(self, person: Person) -> tuple[Match, ...]:
        """Possible matches, best first. Raises IndexUnusableError."""
        try:
            return tuple(self._match(hit) for hit in screening.screen(person, self.index))
        except Exception as problem:
            # Whatever is wrong with the lists, somebody stands at the line: it is said, and never an error.
            raise _unusable(problem) from None

    def _match(self, hit: Hit) -> Match:
        return Match(
            list=hit.list,
            version=hit.version,
            entry=self.index.now.reading.entry(hit.list, hit.entry) or Entry(id=hit.entry),
            name=hit.name,
            score=hit.score,
            why=[one.as_dict() for one in hit.why],
            digest=hit.digest,
        )

    def entries(self, code: str) -> Iterator[Entry]:
        """All entries of a list. Raises IndexProblemError at one that was altered."""
        return self.index.now.reading.entries(code)


def current() -> InForce:
    """The index in force. Raises IndexUnusableError."""
    folder = str(keeping.index_folder())
    if _opened.index is None or _opened.folder != folder:
        _open(folder)
    assert _opened.index is not None
    return InForce(_opened.index)


def warm() -> None:
    """Open the index before anybody stands at the line; what is wrong with it is said when it is asked."""
    if (keeping.index_folder() / "current").exists():
        with suppress(IndexUnusableError):
            current()


def drifted() -> bool:
    """Whether the index answers otherwise than the registers say is in force, though the files for it are here.

    So it is after a load that was killed between the index and the fact, and with an index that an earlier version of
    Panah made, which read names in another way. Raises IndexUnusableError for one that is damaged.
    """
    stated = {row.code: row for row in List.objects.filter(retired__isnull=True).exclude(version="")}
    try:
        there = current().versions() if (keeping.index_folder() / "current").exists() else {}
    except IndexUnusableError as problem:
        if problem.outdated:
            return True
        raise
    kept = {code for code, row in stated.items() if keeping.current(row.subject, row.digest).exists()}
    return any(code not in stated or stated[code].version != version for code, version in there.items()) or bool(
        kept - there.keys()
    )


def _open(folder: str) -> None:
    with _opened.lock:
        if _opened.index is not None and _opened.folder == folder:
            return
        if _opened.since is not None and _opened.folder == folder and time.monotonic() - _opened.tried < RETRY_SECONDS:
            raise IndexUnusableError(_opened.since, outdated=_opened.outdated)
        if _opened.folder != folder:
            _opened.since = None
        _opened.index, _opened.folder, _opened.tried = None, folder, time.monotonic()
        try:
            _opened.index = index.open(folder, node_key("index"))
        except Exception as problem:
            raise _unusable(problem) from None
        _opened.since = None


def _unusable(problem: Exception) -> IndexUnusableError:
    if _opened.since is None:
        _opened.since = timezone.now()
        log.error("the watchlists can't be asked: %s", getattr(problem, "code", type(problem).__name__))
    _opened.outdated = getattr(problem, "code", "") == "other_layout"
    return IndexUnusableError(_opened.since, outdated=_opened.outdated)


def rebuild(
    replaced: Mapping[str, tuple[str, Iterable[Entry]]] | None = None,
    progress: Progress | None = None,
    but: Iterable[str] = (),
) -> None:
    """Build the index out of all lists in use and put it in force; this process follows at once, others in a second.

    ``replaced``: by code, the version and entries that take the place of what is kept; ``but``: codes left out. A list
    whose file isn't on this node is left out and named in the log: it shows as not asked, the others are asked all the
    same. Raises ContentUnusableError for a file that is damaged, IndexProblemError, OSError.
    """
    chosen = replaced or {}
    left_out = set(but)
    contents = []
    for row in List.objects.filter(retired__isnull=True).order_by("code"):
        if row.code in left_out:
            continue
        if row.code in chosen:
            version, entries = chosen[row.code]
            contents.append((terms_of(row), version, entries))
        elif row.version:
            path = keeping.current(row.subject, row.digest)
            if path.exists():
                contents.append((terms_of(row), row.version, keeping.entries(path)))
            else:
                log.error("the list %s can't be asked: the file of its version isn't on this node", row.code)
    if not contents:
        # Nothing is listed any more: there is no index over nothing.
        for path in keeping.index_folder().glob("*"):
            path.unlink(missing_ok=True)
        forget()
        return
    index.build(keeping.index_folder(), contents, node_key("index"), progress)
    follow()


def follow() -> None:
    """Take the index that was just put in force at once."""
    if _opened.index is not None and _opened.folder == str(keeping.index_folder()):
        _opened.index.refresh()
    else:
        _opened.since = None


def forget() -> None:
    """Let go of the index, and of what is known about its trouble."""
    with _opened.lock:
        _opened.index, _opened.folder, _opened.since, _opened.tried = None, "", None, 0.0
