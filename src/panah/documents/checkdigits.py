"""The check digit of a machine-readable zone: weights 7, 3, 1, modulo 10 (Doc 9303 part 3 section 4.9)."""

from __future__ import annotations

WEIGHTS = (7, 3, 1)
VALUES = {"<": 0} | {str(n): n for n in range(10)} | {chr(ord("A") + n): 10 + n for n in range(26)}


def check_digit(text: str) -> str:
    """The check digit of `text`, as a character.

    A character that has no value (anything but A-Z, 0-9 and `<`) makes the digit unknowable: the answer is `?`,
    which agrees with nothing.
    """
    total = 0
    for index, character in enumerate(text):
        value = VALUES.get(character)
        if value is None:
            return "?"
        total += value * WEIGHTS[index % 3]
    return str(total % 10)
