"""Numbers of paper forms: how they are written, which are accounted for, which are missing."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from panah.documents.transliteration import NoTransliterationError, to_zone_letters

_NUMBER = re.compile(r"([A-Z]{2,6})-?0*(\d{1,6})", re.ASCII)
MOST_AT_ONCE = 500
HIGHEST = 999_999


@dataclass(frozen=True, slots=True, order=True)
class FormNumber:
    """``PREFIX-000123``: the prefix belongs to the post, the rest counts up."""

    prefix: str
    count: int

    def __str__(self) -> str:
        return f"{self.prefix}-{self.count:06}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Forms printed together, ``first`` to ``last``."""

    prefix: str
    first: int
    last: int

    def __contains__(self, number: object) -> bool:
        return (
            isinstance(number, FormNumber) and number.prefix == self.prefix and self.first <= number.count <= self.last
        )


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What became of the numbers of a post.

    ``missing``: lower than a number that was used, or declared as used, and neither keyed nor voided; as ranges.
    ``twice``: on more than one form. ``stray``: keyed but never printed. ``stock``: printed and not reached yet.
    """

    printed: int
    accounted: int
    missing: tuple[tuple[FormNumber, FormNumber], ...]
    twice: tuple[FormNumber, ...]
    stray: tuple[FormNumber, ...]
    stock: int

    @property
    def missing_count(self) -> int:
        """How many numbers are missing."""
        return sum(last.count - first.count + 1 for first, last in self.missing)


def parse(text: str, prefix: str = "") -> FormNumber | None:
    """A number as typed or scanned; with ``prefix`` the bare digits do. None if it is none."""
    plain = re.sub(r"\s+", "", text).upper()
    if prefix and re.fullmatch(r"\d{1,6}", plain, re.ASCII):
        plain = f"{prefix}-{plain}"
    found = _NUMBER.fullmatch(plain)
    return FormNumber(found[1], int(found[2])) if found and int(found[2]) else None


def parse_range(text: str, prefix: str = "") -> tuple[FormNumber, FormNumber] | None:
    """A number, or two with a dash or dots between: both ends. None if it is neither, or runs backwards."""
    plain = re.sub(r"\s+", "", text).upper()
    whole = parse(plain, prefix)
    if whole:
        return whole, whole
    for cut in re.finditer(r"[-–—]|\.\.+", plain):
        first, last = parse(plain[: cut.start()], prefix), parse(plain[cut.end() :], prefix)
        if first and last and first.prefix == last.prefix and first <= last:
            return first, last
    return None


def prefix_for(name: str, post: UUID) -> str:
    """The prefix of a post: up to three letters of its name and two drawn from its id, so that like names differ."""
    latin = re.sub(r"[^A-Z]", "", "".join(_latin(letter) for letter in name).upper())
    number = post.int % 676
    return (latin[:3] or "P") + chr(65 + number // 26) + chr(65 + number % 26)


def _latin(letter: str) -> str:
    try:
        return to_zone_letters(letter)
    except NoTransliterationError:
        return ""


def reckon(batches: Iterable[Batch], used: Iterable[FormNumber], declared: Iterable[FormNumber] = ()) -> Reckoning:
    """Account for every number.

    ``used`` holds one number for each form that is keyed, confirmed or voided (a rejected form that waits to be keyed
    again counts once); ``declared`` those written down as used when working on paper ended. Order doesn't matter.
    """
    printed = list(batches)
    times = Counter(used)
    expected = set(declared)
    missing: list[FormNumber] = []
    stock = 0
    for batch in sorted(set(printed), key=lambda one: (one.prefix, one.first, one.last)):
        reached = max((n.count for n in times.keys() | expected if n in batch), default=batch.first - 1)
        stock += batch.last - reached
        missing += [
            number
            for number in (FormNumber(batch.prefix, count) for count in range(batch.first, reached + 1))
            if number not in times
        ]
    covered = [number for number in times if any(number in batch for batch in printed)]
    missing += [number for number in expected if number not in times]
    return Reckoning(
        printed=sum(batch.last - batch.first + 1 for batch in set(printed)),
        accounted=len(covered),
        missing=ranges(missing),
        twice=tuple(sorted(number for number, count in times.items() if count > 1)),
        stray=tuple(sorted(times.keys() - set(covered))),
        stock=stock,
    )


def ranges(numbers: Iterable[FormNumber]) -> tuple[tuple[FormNumber, FormNumber], ...]:
    """Sorted numbers as ranges of neighbours, both ends included."""
    found: list[tuple[FormNumber, FormNumber]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1].prefix == number.prefix and found[-1][1].count + 1 == number.count:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def next_first(batches: Sequence[Batch], prefix: str) -> int:
    """The first number of the next batch: numbers are never printed twice."""
    return max((batch.last for batch in batches if batch.prefix == prefix), default=0) + 1
