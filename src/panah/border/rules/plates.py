"""Registration plates compared exactly, whatever letters, spaces and dashes they were typed with."""

from typing import Final
from uuid import UUID, uuid5

# Latin letters that look the same in Cyrillic stand for each other: 01 KG 123 ABC is typed in either keyboard layout.
_LOOK_ALIKES: Final = dict(zip("АВЕЁКМНОРСТУХІЈЅҮ", "ABEEKMHOPCTYXIJSY", strict=True))
_DIGITS: Final = {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
_LOWER: Final = "abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюяіјѕүғқңөұһәўҳҷӣӯ"
_DROPPED: Final = " \t\u00a0-–—_./·'\"\u200c\u200d\u200e\u200f"

_TABLE: Final = {letter: _LOOK_ALIKES.get(letter.upper(), letter.upper()) for letter in _LOWER} | _LOOK_ALIKES | _DIGITS

# The same table for the database's own translate(text, from, to): what has no counterpart at the end is dropped.
FROM: Final = "".join(_TABLE) + _DROPPED
TO: Final = "".join(_TABLE.values())

# Under this fixed name every node gives the same vehicle the same handle.
_FILES: Final = UUID("5d1c1d0e-6f0b-4c53-9a0f-3f6f2f1d7a44")

_TRANSLATION: Final = str.maketrans(FROM[: len(TO)], TO, _DROPPED)


def fold_plate(text: str) -> str:
    """The plate for comparing: look-alike letters folded to Latin, upper case, no spaces, dashes or dots."""
    return text.translate(_TRANSLATION)


def vehicle_file(text: str) -> UUID:
    """The handle under which looks at a vehicle's visits are recorded: the same however the plate was typed."""
    return uuid5(_FILES, fold_plate(text))
