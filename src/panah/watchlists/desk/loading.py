"""Loading a version of a list: read whole or refused, compared with the version in force, sealed, indexed, stated."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.utils import timezone

from panah.journal.record import say
from panah.watchlists import formats, plausible
from panah.watchlists.desk import in_force, keeping, lists
from panah.watchlists.desk.keeping import Kept
from panah.watchlists.desk.problems import Acting, WatchlistError
from panah.watchlists.difference import Difference, difference
from panah.watchlists.entries import Entry
from panah.watchlists.facts.lists import Unusual, VersionLoaded
from panah.watchlists.models import List
from panah.watchlists.plausible import Shape

Progress = Callable[[int, int], None]

_PERSONS, _DOCUMENTS = "person", "document"
# A list of one of these kinds takes the format of that name alone, and no other kind of list takes that format:
# whoever is to be protected must never be met as somebody wanted.
_OF_THEIR_OWN = frozenset({"protect", "lost_documents"})


@dataclass(frozen=True, slots=True)
class Looked:
    """What loading a file would do. ``change`` is None for a list's first version; ``accepted`` is what speaks against
    it and was accepted, ``accepted_by`` by whom."""

    head: Kept
    change: Difference | None
    added: int
    notes: tuple[formats.Note, ...] = ()
    accepted: tuple[formats.Fault, ...] = ()
    accepted_by: UUID | None = None

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many entries it adds, changes and removes."""
        if self.change is None:
            return self.added, 0, 0
        return len(self.change.added), len(self.change.changed), len(self.change.removed)


def look(
    row: List, what: Path | bytes, format: str = formats.AUTO, *, accepted: frozenset[str] = frozenset()
) -> tuple[Looked, Iterable[Entry]]:
    """Read a file as the next version of a list, and say what it would do; nothing is kept.

    Raises ListRefusedError with code and place for what is broken or can't be the next version (but for the codes in
    ``accepted``), WatchlistError ``wrong_content``, which nobody can accept.
    """
    file = formats.read(what, format)
    if file.format not in _OF_THEIR_OWN and formats.is_protect(what):
        # Read as another format on demand; what it says of itself counts.
        raise WatchlistError("wrong_content")
    _fits(row, file.format)
    if not file.counts.get(_DOCUMENTS if row.sort == "lost_documents" else _PERSONS):
        raise WatchlistError("wrong_content")
    head = Kept(
        list=row.code,
        version=file.source_version,
        digest=file.digest,
        format=file.format,
        published=file.published.isoformat() if file.published else "",
        count=file.count,
    )
    looked = _compared(row, head, file.entries, accepted)
    return replace(looked, notes=file.notes), file.entries


def _fits(row: List, format: str) -> None:
    if row.sort != format and _OF_THEIR_OWN & {row.sort, format}:
        raise WatchlistError("wrong_content")


def _compared(row: List, head: Kept, entries: Iterable[Entry], accepted: frozenset[str]) -> Looked:
    old = _in_force(row)
    new = _shape(head, entries)
    change = None
    was: Shape | None = None
    if old is not None:
        was = _shape(old.head, old)
        change = difference(old, entries)
    unusual = plausible.check(new, was, change, accepted=accepted)
    return Looked(head, change, head.count, accepted=unusual)


class _Sealed:
    """The entries of a sealed file, as often as needed."""

    def __init__(self, path: Path) -> None:
        self._path, self.head = path, keeping.head(path)

    def __iter__(self) -> Iterator[Entry]:
        return keeping.entries(self._path)


def _in_force(row: List) -> _Sealed | None:
    if not row.version:
        return None
    path = keeping.current(row.subject, row.digest)
    # A node that learned of a version from another one, or lost the file, has nothing to compare with.
    return _Sealed(path) if path.exists() else None


def _shape(head: Kept, entries: Iterable[Entry]) -> Shape:
    published = datetime.fromisoformat(head.published) if head.published else None
    return plausible.shape(entries, format=head.format, published=published, digest=head.digest)


def keep(row: List, looked: Looked, entries: Iterable[Entry]) -> UUID:
    """Keep a file that was looked at, sealed, for an hour; gives the handle to load it by."""
    handle = uuid4()
    keeping.forget_waiting(row.subject)
    keeping.write(row.subject, keeping.pending(row.subject, handle).name, looked.head, entries)
    return handle


def kept(row: List, handle: UUID) -> tuple[Looked, Iterable[Entry]]:
    """A file that is kept, and what it would do now. WatchlistError ``pending_unknown``."""
    path = keeping.pending(row.subject, handle)
    if not path.exists():
        raise WatchlistError("pending_unknown")
    entries = _Sealed(path)
    _fits(row, entries.head.format)
    return _compared(row, entries.head, entries, frozenset()), entries


def drop(row: List, handle: UUID) -> None:
    """Forget a file that is kept."""
    keeping.pending(row.subject, handle).unlink(missing_ok=True)


def load(row: List, looked: Looked, handle: UUID, *, actor: Acting, progress: Progress | None = None) -> None:
    """Put a file that is kept in force: sealed for good, the index built and swapped in, the fact recorded.

    Until the index is swapped the version in force stays as it is, whatever happens. WatchlistError ``busy`` while
    another list is being loaded, ``list_retired``.
    """
    if row.retired is not None:
        raise WatchlistError("list_retired")
    with alone():
        path = keeping.pending(row.subject, handle)
        if not path.exists():
            raise WatchlistError("pending_unknown")
        head = looked.head
        kept_path = keeping.accept(path, row.subject, head.digest)
        total = head.count + sum(one.entries for one in lists.all_lists() if one.subject != row.subject)
        hear = None if progress is None else lambda done: progress(done, total)
        in_force.rebuild({row.code: (head.version, keeping.entries(kept_path))}, hear)
        if progress is not None:
            progress(total, total)
        try:
            say(_fact(row, looked), actor=actor.id, about=row.subject)
        except Exception:
            # Nobody said that this version is in force: the one before answers again.
            in_force.rebuild(but=[] if row.version else [row.code])
            raise
        lists.changed()
        keeping.forget_old(row.subject, [head.digest, row.digest])


def load_file(
    row: List,
    what: Path | bytes,
    format: str = formats.AUTO,
    *,
    actor: Acting,
    progress: Progress | None = None,
    accepted: frozenset[str] = frozenset(),
) -> Looked:
    """Read, compare, seal and put in force in one go."""
    looked, entries = look(row, what, format, accepted=accepted)
    load(row, looked, keep(row, looked, entries), actor=actor, progress=progress)
    return looked


def reindex(progress: Progress | None = None) -> None:
    """Build the index anew out of what is kept: after a list was retired or its terms changed."""
    with alone():
        total = sum(one.entries for one in lists.all_lists())
        in_force.rebuild(progress=None if progress is None else lambda done: progress(done, total))


def mend() -> bool:
    """Build the index anew if it answers otherwise than the registers say; gives whether it did.

    For the start of a node: a load that was killed may leave a version in the index that no fact names. WatchlistError
    ``busy`` while a list is being loaded, which puts the index right itself.
    """
    with alone():
        if not in_force.drifted():
            return False
        in_force.rebuild()
        return True


def _fact(row: List, looked: Looked) -> VersionLoaded:
    head = looked.head
    published = head.published[:10]
    until = ""
    if row.valid_days:
        since = (
            datetime.fromisoformat(head.published).date() if head.published else timezone.now().astimezone(UTC).date()
        )
        until = (since + timedelta(days=row.valid_days)).isoformat()
    added, changed, removed = looked.counts
    return VersionLoaded(
        mark=head.version,
        digest=head.digest,
        format=head.format,
        entries=head.count,
        added=added,
        changed=changed,
        removed=removed,
        published=published,
        valid_until=until,
        accepted=tuple(Unusual(code=one.code, params=dict(one.params)) for one in looked.accepted),
        accepted_by=looked.accepted_by,
    )


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else on this node loads a list meanwhile; WatchlistError ``busy``."""
    handle = os.open(keeping.folder() / "loading", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WatchlistError("busy") from None
        yield
    finally:
        os.close(handle)
