"""Words with a meaning of their own inside names: particles, sonship, titles."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from panah.names.reading import on_persian_keys


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What `data/words.toml` lists: lower-case words, and endings in canonical spelling, longest first."""

    particles: frozenset[str]
    assimilated: frozenset[str]
    unknown: frozenset[str]
    before_father: frozenset[str]
    father_joined: dict[str, tuple[str, ...]]
    """Those of them that may be written together with the father's name by their first two letters, longest first."""
    after_father: frozenset[str]
    servant: frozenset[str]
    religion: frozenset[str]
    religion_joined: frozenset[str]
    family_apart: frozenset[str]
    god: frozenset[str]
    after_god: frozenset[str]
    titles: frozenset[str]
    honours: frozenset[str]
    special: frozenset[str]
    """All of the above but what follows the word for God."""
    patronymic_endings: tuple[str, ...]
    family_endings: tuple[str, ...]
    honour_endings: tuple[str, ...]
    family_makers: dict[str, tuple[str, ...]]
    written_initials: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Read once."""
    data = tomllib.loads((files(__package__) / "data" / "words.toml").read_text("utf-8"))
    lists: dict[str, Any] = {
        field.name: _longest_first(data[field.name])
        if field.name.endswith("_endings")
        else frozenset(spelling for word in data[field.name] for spelling in _on_both_keyboards(word.lower()))
        for field in fields(Vocabulary)
        if field.name not in ("special", "family_makers", "father_joined", "written_initials")
    }
    special = frozenset().union(
        *(words for name, words in lists.items() if isinstance(words, frozenset) and name != "after_god")
    )
    fathers = _longest_first([word for word in lists["before_father"] if len(word) > 1])
    joined = {word[:2]: tuple(other for other in fathers if other[:2] == word[:2]) for word in fathers}
    makers = {maker: tuple(endings) for maker, endings in data["family_makers"].items()}
    return Vocabulary(
        special=special,
        family_makers=makers,
        father_joined=joined,
        written_initials=data["written_initials"],
        **lists,
    )


def _on_both_keyboards(word: str) -> tuple[str, str]:
    persian = on_persian_keys(word)
    return persian, persian.replace("ی", "ي").replace("ک", "ك")


def _longest_first(endings: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(endings), key=lambda ending: (-len(ending), ending)))
