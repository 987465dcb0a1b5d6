"""How alike two words of a name are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from panah.names.skeleton import abjad_distance, distance
from panah.names.words import Word

OTHER_READING = 0.15
"""Letters added where the words meet only in a reading that isn't the likeliest."""
OTHER_ENDING = 0.5
"""Letters added where only the roots of two family names are alike."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`apart`: weighted letters that differ. `alike`: from 0 to 1, which counts them against the words' length."""

    apart: float
    alike: float
    how: str


_SAME = Likeness(0.0, 1.0, "same")


@lru_cache(maxsize=131072)
def likeness(left: Word, right: Word) -> Likeness:
    """Symmetric. How the words meet: `same`, `spelling`, `reading`, `root`, `letters`."""
    if left is right or (left.text == right.text and left.script == right.script):
        return _SAME
    if (left.script == "arabic") != (right.script == "arabic"):
        arabic, other = (left, right) if left.script == "arabic" else (right, left)
        apart = min(abjad_distance(arabic.text, form) for form in other.forms)
        length = max(len(arabic.text), len(other.bones) + 1)
        return Likeness(apart, max(0.0, 1.0 - apart / length), "script")
    if left.script != right.script and "other" in (left.script, right.script):
        return Likeness(9.0, 0.0, "letters")
    first, second = left.forms[0], right.forms[0]
    if first == second:
        return Likeness(0.0, 0.99, "spelling")
    apart, how = distance(first, second), "letters"
    if len(left.forms) > 1 or len(right.forms) > 1:
        read = min(distance(a, b) for a in left.forms for b in right.forms) + OTHER_READING
        if read < apart:
            apart, how = read, "reading"
    length = max(len(left.root), len(right.root), 1)
    if left.root != first or right.root != second:
        rooted = distance(left.root, right.root) + OTHER_ENDING
        if rooted < apart:
            apart, how = rooted, "root"
    else:
        length = max(len(first), len(second))
    return Likeness(apart, max(0.0, 0.99 - apart / length), how)
