"""Reads a file whole, once, and gives it out as a list only if nothing in it is wrong."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from panah.watchlists.entries import Entry, EntryKind
from panah.watchlists.formats.limits import LIMITS
from panah.watchlists.formats.listfile import Entries, ListFile, Reader, Reading, Source
from panah.watchlists.formats.names import check_names
from panah.watchlists.formats.refusal import Faults, ListRefusedError, TooManyFaultsError, Where


def read_with(reader: Reader, code: str, source: Source, companions: tuple[Source, ...] = ()) -> ListFile:
    """The file as a list. `companions` are the files beside it that the reader reads too.

    Raises `ListRefusedError` with the place of each fault. Large lists are read a second time when their entries are
    asked for; that the file is still the same is checked then.
    """
    digest = _digest(source, companions)
    reading = Reading(source)
    kept: list[Entry] | None = []
    seen: dict[str, int] = {}
    counts: Counter[str] = Counter()
    try:
        for entry, where in reader(reading):
            _check(entry, where, seen, reading)
            counts[entry.kind] += 1
            if kept is not None:
                kept.append(entry)
                kept = kept if len(kept) <= LIMITS.kept_entries else None
            if len(seen) > LIMITS.entries:
                raise ListRefusedError("too_many_entries", where, {"limit": LIMITS.entries})
    except TooManyFaultsError:
        pass
    except ListRefusedError as refused:
        raise reading.faults.before(refused) from None
    reading.faults.check()
    count = counts.total()
    if not count:
        raise ListRefusedError("no_entries")
    if reading.declared not in (None, count):
        raise ListRefusedError("count_differs", params={"declared": reading.declared or 0, "found": count})
    if _digest(source, companions) != digest:
        raise ListRefusedError("changed_while_reading")
    return ListFile(
        format=code,
        source_version=reading.version or f"sha256:{digest[:12]}",
        published=reading.published,
        digest=digest,
        entries=Entries(
            count, tuple(kept) if kept is not None else None, lambda: _again(reader, source, companions, digest)
        ),
        counts=MappingProxyType({kind.value: counts[kind] for kind in EntryKind if counts[kind]}),
        notes=reading.notes(),
    )


def source_of(what: Path | str | bytes) -> Source:
    """The source for a path or for bytes."""
    return Source(what if isinstance(what, bytes) else Path(what))


def _again(reader: Reader, source: Source, companions: tuple[Source, ...], digest: str) -> Iterator[Entry]:
    """The entries once more. Before the first one is given out the file is compared with what was read."""
    if _digest(source, companions) != digest:
        raise ListRefusedError("changed_while_reading")
    reading = Reading(source)
    for entry, _ in reader(reading):
        yield entry
    reading.faults.check()


def _digest(source: Source, companions: tuple[Source, ...]) -> str:
    digests = [each.digest() for each in (source, *companions)]
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _check(entry: Entry, where: Where, seen: dict[str, int], reading: Reading) -> None:
    """What holds for an entry of any format."""
    faults: Faults = reading.faults
    place = Where(where.line, where.column, where.field, entry.id[:80], where.file)
    if not entry.id:
        faults.add("no_id", place)
    elif entry.id in seen:
        faults.add("duplicate_id", place, first=seen[entry.id])
    else:
        seen[entry.id] = where.line
    if entry.kind is EntryKind.DOCUMENT:
        if not any(document.plain_number for document in entry.documents):
            faults.add("no_number", place)
    else:
        check_names(entry.names, place, reading)
