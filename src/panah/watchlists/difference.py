"""What a new version of a list adds, changes and removes, field by field.

Entries are told apart by the source's own id. An id that was renamed is one entry removed and one added; where the two
say the same of the same person, `renumbered` points it out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import Enum

from panah.watchlists.entries import Birth, Entry, ListedDocument, ListedName, Place

# What a list's owner keeps for itself; it tells nothing of the person and changes with every export.
_ADMINISTRATION = frozenset({"source_fields", "updated_on", "flags"})
_FIELDS = tuple(each.name for each in fields(Entry) if each.name != "id" and each.name not in _ADMINISTRATION)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what it no longer says and what it says now, each value as one line of text."""

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An entry as it is referred to: the source's id, its kind, the name (or number) it is shown by; all its names."""

    id: str
    kind: str
    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that says something else now; `material` is whether that may change whom it fits (another digest)."""

    entry: Named
    fields: tuple[FieldChange, ...]
    material: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """From an old version to a new one. `unchanged` counts the entries that say the same, whatever became of the
    source's own administration. `renumbered` are pairs of ids, old and new, of entries that say the same."""

    added: tuple[Named, ...]
    removed: tuple[Named, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    renumbered: tuple[tuple[str, str], ...] = ()


def difference(old: Iterable[Entry], new: Iterable[Entry]) -> Difference:
    """What changed from `old` to `new`. `old` is gone through twice; neither is held in memory whole.

    Order: added and changed as in `new`, removed as in `old`.
    """
    before = {entry.id: _shown(entry) for entry in old}
    added: list[tuple[Named, bytes]] = []
    after: dict[str, Entry] = {}
    unchanged = 0
    for entry in new:
        known = before.pop(entry.id, None)
        if known is None:
            added.append((_named(entry), _shown(entry)))
        elif known == _shown(entry):
            unchanged += 1
        else:
            after[entry.id] = entry
    changed: dict[str, Changed] = {}
    removed: list[tuple[Named, bytes]] = []
    if after or before:
        for entry in old:
            if entry.id in after:
                changed[entry.id] = _changed(entry, after[entry.id])
            elif entry.id in before:
                removed.append((_named(entry), before[entry.id]))
    return Difference(
        added=tuple(named for named, _ in added),
        removed=tuple(named for named, _ in removed),
        changed=tuple(changed[key] for key in after),
        unchanged=unchanged,
        renumbered=_renumbered(removed, added),
    )


def field_changes(old: Entry, new: Entry) -> tuple[FieldChange, ...]:
    """The fields in which two records differ; of fields with several values only those that differ."""
    found = []
    for name in _FIELDS:
        was, now = _values(getattr(old, name)), _values(getattr(new, name))
        if was != now:
            gone = tuple(value for value in was if value not in now)
            come = tuple(value for value in now if value not in was)
            # The same values in another order: shown whole, since the first of the names is the one that is shown.
            found.append(FieldChange(name, gone, come) if gone or come else FieldChange(name, was, now))
    return tuple(found)


def _changed(old: Entry, new: Entry) -> Changed:
    return Changed(_named(new), field_changes(old, new), old.digest() != new.digest())


def _named(entry: Entry) -> Named:
    number = entry.documents[0].number if entry.documents and not entry.names else ""
    return Named(entry.id, entry.kind.value, entry.name or number, tuple(name.text for name in entry.names))


def _renumbered(removed: list[tuple[Named, bytes]], added: list[tuple[Named, bytes]]) -> tuple[tuple[str, str], ...]:
    waiting: dict[bytes, list[str]] = {}
    for named, shown in removed:
        waiting.setdefault(shown, []).append(named.id)
    return tuple((waiting[shown].pop(0), named.id) for named, shown in added if waiting.get(shown))


def _shown(entry: Entry) -> bytes:
    """A hash of all but the id and the source's administration."""
    values = [_values(getattr(entry, name)) for name in _FIELDS]
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _values(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(_text(each) for each in value)
    text = _text(value)
    return (text,) if text else ()


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case ListedName():
            return f"{value.text} ({value.quality.value})" if value.quality.value != "strong" else value.text
        case ListedDocument():
            return " ".join(
                part for part in (value.issuer, value.number, value.type, value.issued_on, value.note) if part
            )
        case Birth():
            return f"{value} ({value.text})" if value.text and value.text != str(value) else str(value)
        case Place():
            return value.text
        case Enum():
            return str(value.value)
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)
