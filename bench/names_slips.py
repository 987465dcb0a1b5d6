"""One slip of the keyboard in one of two scripts: how many names still find each other, by kind of slip.

    python bench/names_slips.py

Names of `bench/names_slips.toml` put together at random, each written in two scripts, one of them with one slip
(`bench/altering.py`) in a word of four letters or more, never in its first. *Lost* is a pair below the model's
threshold; *without a slip* says how many are lost anyway. *Taken for one* are pairs without a slip with the same given
name and two family names of the stock, each with each: what a laxer comparison would cost.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from random import Random

from panah.names import compare

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.altering import FEWEST_LETTERS, SLIPS, slip

SCRIPTS = ("Latin", "Cyrillic", "Arabic")
BETWEEN = ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2))
NAMES = 2_000
SEED = 17


def main() -> None:
    """Print the shares lost."""
    columns = ("without a slip", *SLIPS, "taken for one")
    print(f"{'lost, of ' + str(NAMES) + ' each':22}" + "".join(f"{column:>16}" for column in columns))
    for mine, theirs in BETWEEN:
        row = [sum(1 for pair in pairs(mine, theirs, kind) if not compare(*pair).match) for kind in ("", *SLIPS)]
        others = [compare(*pair).match for pair in two_families(mine, theirs)]
        shares = [*(lost / NAMES for lost in row), sum(others) / len(others)]
        print(f"{SCRIPTS[mine] + ', ' + SCRIPTS[theirs]:22}" + "".join(f"{share:16.1%}" for share in shares))


def pairs(mine: int, theirs: int, kind: str) -> Iterator[tuple[str, str]]:
    """Names in two scripts, by the place of each in a line, one side with a slip of this kind, in turns."""
    random = Random(SEED)
    given, family = _stock("given"), _stock("family")
    for number in range(NAMES):
        first, last = random.choice(given), random.choice(family)
        sides = [f"{first[script]} {last[script]}" for script in (mine, theirs)]
        if kind:
            sides[number % 2] = _slipped(sides[number % 2], kind, random)
        yield sides[0], sides[1]


def two_families(mine: int, theirs: int) -> Iterator[tuple[str, str]]:
    """The same given name with each two family names."""
    given, families = _stock("given"), _stock("family")
    for number, (one, other) in enumerate(permutations(families, 2)):
        first = given[number % len(given)]
        yield f"{first[mine]} {one[mine]}", f"{first[theirs]} {other[theirs]}"


def _stock(part: str) -> list[list[str]]:
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return [word.split("|") for word in told[part]]


def _slipped(name: str, kind: str, random: Random) -> str:
    words = name.split()
    at = random.choice([at for at, word in enumerate(words) if len(word) >= FEWEST_LETTERS])
    words[at] = slip(words[at], kind, random.randrange(1, len(words[at]) - 1), random)
    return " ".join(words)


if __name__ == "__main__":
    main()
