"""A simple, careful likeness of two spellings of a name, to propose a line on a list: never to decide anything."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from panah.documents.dates import NoSuchDateError, PartialDate
from panah.documents.transliteration import NoTransliterationError, to_zone_letters
from panah.safeguards.tables import load

# Letters outside the common tables are tried as the states of the region write them.
_PRACTICES = ("", "KAZ", "KGZ", "TJK", "UZB", "TKM")


@dataclass(frozen=True, slots=True)
class Letters:
    """``enough``: from so much likeness on a line is proposed; ``alike``: spellings of one sound, made alike in this
    order."""

    enough: float
    alike: Mapping[str, str]


@cache
def letters() -> Letters:
    """Read data/letters.toml once."""
    file = load(__package__, "letters.toml")
    file.date("as_of")
    file.text("source")
    alike = file.table("alike")
    found = Letters(file.share("enough"), {spelling: alike.text(spelling) for spelling in alike.keys()})  # noqa: SIM118
    file.finish()
    return found


def fold(name: str) -> tuple[str, ...]:
    """The words of a name in plain Latin letters, sorted, spellings of one sound made alike; empty if it has none."""
    plain = next((latin for state in _PRACTICES if (latin := _latin(name, state))), "").casefold()
    for spelling, common in letters().alike.items():
        plain = plain.replace(spelling, common)
    plain = re.sub(r"([a-z])\1", r"\1", plain)
    return tuple(sorted(word for word in plain.split("<") if word))


def _latin(name: str, state: str) -> str:
    try:
        return to_zone_letters(re.sub(r"[\d_()/]", " ", name), state)
    except NoTransliterationError:
        return ""


def score(one: str, other: str) -> float:
    """0 to 1: how alike two names are whatever the order of their words. Symmetric.

    A name with fewer words (a father's name left out) is compared by its own words alone, if it has at least two.
    """
    # A fixed order, so that the answer is the same whichever name comes first.
    first, second = sorted((fold(one), fold(other)), key=lambda words: (len(words), words))
    if not first:
        return 0.0
    if len(first) < 2 and len(second) > 1:
        return 0.0
    left = list(second)
    total = 0.0
    for word in sorted(first, key=len, reverse=True):
        best = max(left, key=lambda candidate: (_ratio(word, candidate), candidate))
        total += _ratio(word, best)
        left.remove(best)
    return total / len(first)


def _ratio(one: str, other: str) -> float:
    if one == other:
        return 1.0
    # The matcher isn't symmetric by itself; the order of its arguments is fixed to make it so.
    first, second = sorted((one, other))
    return float(SequenceMatcher(None, first, second, autojunk=False).ratio())


def dates_agree(one: str, other: str) -> bool:
    """Whether two dates of birth (ISO with ``XX``; empty is unknown) may be the same day."""
    if not one or not other:
        return True
    try:
        return PartialDate.parse(one).may_be(PartialDate.parse(other))
    except NoSuchDateError:
        return True
