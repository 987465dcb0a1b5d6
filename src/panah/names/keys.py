"""Blocking keys: short coarse strings of which two spellings of one name share at least one."""

from __future__ import annotations

from panah.names.parts import Prepared

LONGEST_KEY = 6
FEWEST_LETTERS = 2


def keys(prepared: Prepared) -> tuple[str, ...]:
    """Consonant skeletons of each part but particles and initials, the most telling first; without repetition."""
    found: dict[str, int] = {}
    for part in prepared.parts:
        if part.kind in ("particle", "initial"):
            continue
        for skeleton in part.word.skeletons:
            found[skeleton] = max(found.get(skeleton, 0), len(skeleton))
    return tuple(sorted(found, key=lambda key: (-len(key), key)))
