"""Whether a list that reads well can be the next version of the one in force.

The readers refuse what is broken. This refuses what is whole and yet can't be right: most of it gone, another list
under this one's name, an older version, a column lost, letters lost. Thresholds are in `plausible.toml`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType

from panah.safeguards.tables import load
from panah.watchlists.difference import Difference
from panah.watchlists.entries import Entry, EntryKind
from panah.watchlists.formats.messages import OBJECTIONS
from panah.watchlists.formats.refusal import Fault, ListRefusedError

# The code pages as which UTF-8 is read by mistake in this part of the world, and what lost letters leave behind.
_CODE_PAGES = ("cp1251", "cp1252", "cp1256", "latin-1", "cp866")
_LOST = re.compile(r"\ufffd|\?{3}")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """See `plausible.toml`."""

    smaller_share: int
    smaller_entries: int
    kept_share: int
    kept_entries: int
    lost_points: int
    lost_names: int
    lost_entries: int
    garbled_share: int
    alike_share: int
    alike_entries: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A version in figures: entries, persons, how many of the persons have a birth date and a nationality, their names
    together, garbled names, how often the commonest name is there; its format and when it was published."""

    entries: int
    persons: int = 0
    births: int = 0
    nationalities: int = 0
    names: int = 0
    garbled: int = 0
    alike: int = 0
    format: str = ""
    published: dt.datetime | None = None
    digest: str = ""


@cache
def thresholds() -> Thresholds:
    """The figures in force."""
    file = load(__package__, "plausible.toml", "")
    file.date("as_of")
    file.text("source")
    found = Thresholds(**{each.name: file.number(each.name, 1, 100_000) for each in fields(Thresholds)})
    file.finish()
    return found


def shape(
    entries: Iterable[Entry], *, format: str = "", published: dt.datetime | None = None, digest: str = ""
) -> Shape:
    """The figures of a version; the entries are gone through once."""
    shown: Counter[int] = Counter()
    count = persons = births = nationalities = names = garbled = 0
    for entry in entries:
        count += 1
        if entry.kind is EntryKind.DOCUMENT:
            continue
        shown[hash(entry.name)] += 1
        garbled += is_garbled(entry.name)
        if entry.kind is EntryKind.PERSON:
            persons += 1
            names += len(entry.names)
            births += any(birth.years() is not None for birth in entry.births)
            nationalities += bool(entry.nationalities)
    alike = max(shown.values(), default=0)
    return Shape(count, persons, births, nationalities, names, garbled, alike, format, published, digest)


def is_garbled(name: str) -> bool:
    """Whether a name went through a wrong conversion: letters are lost, or its bytes in some code page are UTF-8."""
    if name.isascii() or "\ufffd" in name:
        return bool(_LOST.search(name))
    return any(_reads_as_utf8(name, page) for page in _CODE_PAGES)


def _reads_as_utf8(name: str, page: str) -> bool:
    try:
        return len(name.encode(page).decode("utf-8")) < len(name)
    except UnicodeError:
        return False


def objections(new: Shape, old: Shape | None, change: Difference | None = None) -> tuple[Fault, ...]:
    """What speaks against the new version, as codes of the formats' messages; () if nothing does.

    `old` is the shape of the list in force (None for a list's first version), `change` the difference between both.
    """
    limit = thresholds()
    found = [
        *_alone(new, limit),
        *(_beside(new, old, limit) if old is not None else []),
        *(_as_another(old, change, limit) if old is not None and change is not None else []),
    ]
    return tuple(found)


def check(
    new: Shape, old: Shape | None, change: Difference | None = None, *, accepted: frozenset[str] = frozenset()
) -> tuple[Fault, ...]:
    """The objections that a supervisor accepted. Raises `ListRefusedError` with every one that they didn't, and with
    what nobody can accept."""
    found = objections(new, old, change)
    left = tuple(fault for fault in found if fault.code not in accepted & OBJECTIONS.keys())
    if left:
        raise ListRefusedError.of(left, len(left))
    return found


def _alone(new: Shape, limit: Thresholds) -> list[Fault]:
    found = []
    if not new.entries:
        found.append(_fault("no_entries"))
    if new.garbled * 100 > limit.garbled_share * new.entries:
        found.append(_fault("garbled_names", share=_share(new.garbled, new.entries)))
    if new.entries >= limit.alike_entries and new.alike * 100 > limit.alike_share * new.entries:
        found.append(_fault("names_alike", share=_share(new.alike, new.entries)))
    return found


def _beside(new: Shape, old: Shape, limit: Thresholds) -> list[Fault]:
    found = []
    gone = old.entries - new.entries
    if gone >= limit.smaller_entries and new.entries * 100 < limit.smaller_share * old.entries:
        found.append(_fault("much_smaller", new=new.entries, old=old.entries))
    if old.format and new.format and old.format != new.format:
        found.append(_fault("another_format", new=new.format, old=old.format))
    if old.published is not None and new.published is not None and new.published < old.published:
        found.append(_fault("older"))
    if min(old.persons, new.persons) >= limit.lost_entries:
        each, was_each = _share(new.names, new.persons), _share(old.names, old.persons)
        if each * 100 < limit.lost_names * was_each:
            found.append(_fault("names_lost", new=each, old=was_each))
        for code, now, before in (
            ("births_lost", new.births, old.births),
            ("nationalities_lost", new.nationalities, old.nationalities),
        ):
            share, was = _share(now, new.persons), _share(before, old.persons)
            if was - share > limit.lost_points:
                found.append(_fault(code, new=share, old=was))
    return found


def _as_another(old: Shape, change: Difference, limit: Thresholds) -> list[Fault]:
    kept = old.entries - len(change.removed) + len(change.renumbered)
    if old.entries >= limit.kept_entries and kept * 100 < limit.kept_share * old.entries:
        return [_fault("another_list", kept=kept, old=old.entries)]
    return []


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _fault(code: str, **params: int | str) -> Fault:
    return Fault(code, params=MappingProxyType(params))
