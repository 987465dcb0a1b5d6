"""Lists of people have handles too: a look at one is recorded once, under the handle of the list."""

from typing import Final
from uuid import UUID, uuid5

LISTS: Final = ("events", "papers", "listings")
"""Lists of a post that aren't anything with a handle of its own, as a vehicle, a group or a roll is."""

# Under this fixed name every node gives the same list of the same post the same handle.
_FILES: Final = UUID("0b6f6a52-3d0e-4f57-8c62-7d9f2a4f9b1e")


def list_file(name: str, post: UUID) -> UUID:
    """The handle under which looks at a list of a post are recorded; ``name`` is one of LISTS."""
    return uuid5(_FILES, f"{name}:{post}")
