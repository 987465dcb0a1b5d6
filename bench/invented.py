"""Invented people and lists of them, seeded: given and family names fall as they do in a country.

Names are drawn from stocks with frequencies that fall with the rank (Zipf): a few hundred names are most people's, and
a long tail is a few people's each. With a million listed, the most frequent given name stands in tens of thousands of
entries, and hundreds share both names. Family names are given names of fathers with the endings of the region, as they
are; the tail is put together from syllables.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from random import Random

from panah.documents import PartialDate
from panah.watchlists.entries import Birth, Entry, ListedDocument, ListedName, NameQuality

STATES = ("KAZ", "UZB", "KGZ", "TJK", "TKM", "RUS", "AFG", "TUR")
_SHARES = (18, 34, 8, 12, 6, 12, 7, 3)
_STOCK = tomllib.loads((Path(__file__).parent / "invented.toml").read_text("utf-8"))
TAIL = 60_000
"""Family names that few bear."""


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who isn't: name as in a passport, in the state's own script where it is known, birth, document."""

    name: str
    native: str
    birth: dt.date
    sex: str
    state: str
    document: str


class Stock:
    """Draws people. The same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        told = tomllib.loads((files("panah.node") / "demo" / "names.toml").read_text("utf-8"))
        self._given: dict[tuple[str, str], _Drawn] = {}
        self._families: dict[str, _Drawn] = {}
        fixed = Random(0)  # the stocks are the same for every seed
        tail = [_made(fixed) for _ in range(TAIL)]
        for state in STATES:
            for sex, field in (("M", "male"), ("F", "female")):
                more = fixed.sample(_STOCK["given"], len(_STOCK["given"])) if sex == "M" else []
                self._given[state, sex] = _Drawn([*told[state][field], *more], 0.9)
            fathers = fixed.sample(_STOCK["given"], len(_STOCK["given"]))
            derived = [_derived(father, ending) for ending in _STOCK["endings"] for father in fathers]
            fixed.shuffle(derived)
            own = fixed.sample(tail, TAIL // 4)
            self._families[state] = _Drawn(list(dict.fromkeys([*told[state]["surnames"], *derived, *own])), 0.75)

    def person(self) -> Invented:
        random = self._random
        state = random.choices(STATES, _SHARES)[0]
        sex = "M" if random.random() < 0.75 else "F"
        family, family_native = self._families[state].one(random)
        given, given_native = self._given[state, sex].one(random)
        parts, native = [given, family], [given_native, family_native]
        if random.random() < 0.35:
            father, _ = self._given[state, "M"].one(random)
            parts.append(f"{father}{'OVICH' if sex == 'M' else 'OVNA'}")
        if sex == "F" and family.lower().endswith(("ov", "ev")):
            parts[1], native[1] = f"{family}a", f"{family_native}а" if family_native else ""
        birth = dt.date(1945, 1, 1) + dt.timedelta(days=min(random.randrange(23_000), random.randrange(26_000)))
        if random.random() < 0.06:
            birth = birth.replace(month=1, day=1)
        number = f"{random.choice('ABNP')}{random.randrange(10**7, 10**8)}"
        return Invented(" ".join(parts).title(), " ".join(native) if all(native) else "", birth, sex, state, number)

    def people(self, count: int) -> Iterator[Invented]:
        for _ in range(count):
            yield self.person()

    def entries(self, count: int) -> Iterator[Entry]:
        """Entries of a list: some with another spelling, the native one, a bare year, a document."""
        random = self._random
        for number in range(count):
            person = self.person()
            names = [ListedName(person.name, NameQuality.STRONG, "Latn")]
            if person.native and random.random() < 0.3:
                names.append(ListedName.of(person.native, NameQuality.ORIGINAL))
            if random.random() < 0.1:
                names.append(ListedName(person.name.split()[0], NameQuality.WEAK, "Latn"))
            birth = PartialDate.of(person.birth) if random.random() < 0.8 else PartialDate(person.birth.year)
            yield Entry(
                id=str(number),
                names=tuple(names),
                births=(Birth(birth),) if random.random() < 0.95 else (),
                sex=person.sex,
                nationalities=(person.state,),
                documents=(ListedDocument(person.document, person.state),) if random.random() < 0.4 else (),
            )


class _Drawn:
    """ "latin|native" by rank, the first most often."""

    def __init__(self, names: list[str], fall: float) -> None:
        self._names = [(latin, native) for latin, _, native in (name.partition("|") for name in names)]
        self._sums = list(accumulate(1.0 / (rank + 2) ** fall for rank in range(len(names))))

    def one(self, random: Random) -> tuple[str, str]:
        return self._names[bisect(self._sums, random.random() * self._sums[-1])]


def _derived(father: str, ending: str) -> str:
    if ending[0] in "aeiou" and father[-1] in "aeiou":
        return f"{father}{'y' if ending[0] == 'e' else 'n'}{ending}"
    return f"{father}{ending}"


def _made(random: Random) -> str:
    middle = "".join(random.choice(_STOCK["middles"]) for _ in range(random.choice((1, 1, 2))))
    start, ending = random.choice(_STOCK["starts"]), random.choice(_STOCK["endings"])
    return f"{start}{middle}{random.choice('rlnmtdsbk')}{ending}"
