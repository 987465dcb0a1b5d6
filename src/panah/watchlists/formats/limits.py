"""The bounds within which a file is read; the figures and their reasons are in `limits.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib.resources import files


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


def _load() -> Limits:
    data = tomllib.loads(files(__package__).joinpath("limits.toml").read_text(encoding="utf-8"))
    return Limits(**{field.name: int(data[field.name]) for field in fields(Limits)})


LIMITS = _load()
