"""Where the type checker is told to look away, it is written down why; and where it needn't be told, it isn't."""

from __future__ import annotations

import re
from pathlib import Path

import panah

SOURCE = Path(panah.__file__).parent
IGNORE = re.compile(r"# type: ignore(?P<codes>\[[a-z, -]+\])?(?P<why>  # \S.*)?")


def test_every_type_that_is_ignored_has_its_reason() -> None:
    silent = [
        f"{file.relative_to(SOURCE)}:{number}"
        for file in sorted(SOURCE.rglob("*.py"))
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if (found := IGNORE.search(line)) and not (found["codes"] and found["why"])
    ]
    assert silent == []
