"""Stamp numbers that go on counting: pure."""

from __future__ import annotations

import re

_LAST_NUMBER = re.compile(r"(\d+)(\D*)$", re.ASCII)


def following(stamp: str) -> str:
    """The number after this one, as wide as it: "A 099" gives "A 100". Without a number, the same text again."""
    found = _LAST_NUMBER.search(stamp)
    if found is None:
        return stamp
    number = str(int(found.group(1)) + 1).zfill(len(found.group(1)))
    return stamp[: found.start()] + number + found.group(2)
