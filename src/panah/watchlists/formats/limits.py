"""The bounds within which a file is read; the figures and their reasons are in `limits.toml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from panah.safeguards.tables import load


@dataclass(frozen=True, slots=True)
class Limits:
    """See `limits.toml` for each."""

    bytes: int
    entries: int
    line_bytes: int
    cell: int
    columns: int
    name: int
    names: int
    depth: int
    elements: int
    kept_entries: int
    listed_faults: int
    counted_faults: int


@cache
def limits() -> Limits:
    """The bounds in use."""
    file = load(__package__, "limits.toml", "")
    file.date("as_of")
    file.text("source")
    found = Limits(**{field.name: file.number(field.name, 1, 1 << 40) for field in fields(Limits)})
    file.finish()
    return found


LIMITS = limits()
