"""What must hold for the names of an entry, in any format."""

from __future__ import annotations

import unicodedata

from panah.watchlists.entries import ListedName, script_of
from panah.watchlists.formats.limits import LIMITS
from panah.watchlists.formats.listfile import Reading
from panah.watchlists.formats.refusal import Where

_LOST = "\ufffd"


def check_names(names: tuple[ListedName, ...], where: Where, reading: Reading) -> None:
    """Adds faults for names that can't be used, and notes words that mix scripts (look-alike letters) and lost
    letters, which published lists do have."""
    if not names:
        reading.faults.add("no_name", where)
        return
    if len(names) > LIMITS.names:
        reading.faults.add("too_many_names", where, limit=LIMITS.names)
    for at, name in enumerate(names):
        if len(name.text) > LIMITS.name:
            reading.faults.add("name_too_long", where, limit=LIMITS.name)
        elif _LOST in name.text:
            reading.note("broken_name", where)
        elif not at and not _has_letters(name.text):
            reading.faults.add("name_without_letters", where)
        elif name.script == "Zmix" and any(script_of(word) == "Zmix" for word in name.text.split()):
            reading.note("mixed_script", where)


def _has_letters(text: str) -> bool:
    return any(unicodedata.category(letter).startswith("L") for letter in text)
