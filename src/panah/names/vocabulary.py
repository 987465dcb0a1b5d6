"""Words with a meaning of their own inside names: particles, sonship, titles."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What `data/words.toml` lists, as sets of lower-case words."""

    particles: frozenset[str]
    before_father: frozenset[str]
    after_father: frozenset[str]
    titles: frozenset[str]
    servant: frozenset[str]
    religion: frozenset[str]
    religion_joined: frozenset[str]
    patronymic_endings: tuple[str, ...]
    family_endings: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """Read once."""
    data = tomllib.loads((files(__package__) / "data" / "words.toml").read_text("utf-8"))
    names = ("particles", "before_father", "after_father", "titles", "servant", "religion", "religion_joined")
    sets = {name: frozenset(word.lower() for word in data[name]) for name in names}
    endings = {name: _longest_first(data[name]) for name in ("patronymic_endings", "family_endings")}
    return Vocabulary(**sets, **endings)  # type: ignore[arg-type]  # each name is a field of the fitting kind


def _longest_first(endings: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(endings), key=lambda ending: (-len(ending), ending)))
