"""A simple, careful likeness of two spellings of a name, to propose a line on a list: never to decide anything."""

import re
import tomllib
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from panah.documents.dates import NoSuchDate, PartialDate

ENOUGH = 0.82


@cache
def _letters() -> tuple[dict[int, str], tuple[tuple[str, str], ...]]:
    data = tomllib.loads(files(__package__).joinpath("data/letters.toml").read_text(encoding="utf-8"))
    return str.maketrans(data["cyrillic"]), tuple(data["alike"].items())


def fold(name: str) -> tuple[str, ...]:
    """The words of a name in plain Latin letters, sorted, spellings of one sound made alike."""
    table, alike = _letters()
    plain = unicodedata.normalize("NFC", name).casefold().translate(table)
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark))
    plain = re.sub(r"['’ʻʼ`\u2018]", "", plain)
    for spelling, common in alike:
        plain = plain.replace(spelling, common)
    plain = re.sub(r"([^\W\d_])\1", r"\1", plain)
    return tuple(sorted(word for word in re.split(r"[\W\d_]+", plain) if word))


def score(one: str, other: str) -> float:
    """0 to 1: how alike two names are whatever the order of their words. Symmetric.

    A name with fewer words (a father's name left out) is compared by its own words alone, if it has at least two.
    """
    first, second = sorted((fold(one), fold(other)), key=len)
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
    return SequenceMatcher(None, *sorted((one, other)), autojunk=False).ratio()


def dates_agree(one: str, other: str) -> bool:
    """Whether two dates of birth (ISO with ``XX``; empty is unknown) may be the same day."""
    if not one or not other:
        return True
    try:
        return PartialDate.parse(one).may_be(PartialDate.parse(other))
    except NoSuchDate:
        return True
