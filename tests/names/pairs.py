"""Labelled pairs: our own, near family names, compound names, and the development set where it is present."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import NamedTuple

OWN = Path(__file__).parent / "data" / "pairs.csv"
FAMILIES = OWN.with_name("families.csv")
"""Family names that are near each other, by what makes them so; written down before they were first compared."""
COMPOUNDS = OWN.with_name("compounds.csv")
"""Names of two words, together, apart, with a hyphen or misspelt, in three scripts; written down likewise."""
CAUSES = OWN.with_name("causes.csv")
"""What was taken wrongly once, by its cause: spellings of one person that were lost, two persons that were joined."""
LANGUAGES = OWN.with_name("languages.csv")
"""Names in the orthographies and passport styles of each language; written down before they were first compared."""
SHARED = Path(os.environ.get("PANAH_SHARED_DATA", "../shared/data")) / "name_pairs_dev.csv"


class Pair(NamedTuple):
    left: str
    right: str
    same: bool
    kind: str


def read(path: Path) -> list[Pair]:
    """The pairs of a file with the columns left, right, same."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(row["left"], row["right"], row["same"] == "true", row.get("kind") or "")
            for row in csv.DictReader(file)
        ]


def f1(told: list[tuple[bool, bool]]) -> float:
    """Of (said to be one person, is one person)."""
    both = sum(said and true for said, true in told)
    return 2 * both / (2 * both + sum(said != true for said, true in told))
