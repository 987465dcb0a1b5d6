"""Every code that the rules can give is on the list for those who word it."""

from __future__ import annotations

import re
from pathlib import Path

import panah.safeguards
from panah.safeguards.codes import codes

ROOMS = ("indicators", "conversation", "noticing", "routes")
CODE = re.compile(r"\"((?:rule|ask|talk|record|choose|consent|profile|gap|clock):[a-z_]+)\"")


def test_no_code_is_missing_from_the_list() -> None:
    root = Path(panah.safeguards.__file__).parent
    written = {
        code for room in ROOMS for file in (root / room).rglob("*.py") for code in CODE.findall(file.read_text())
    }
    assert written
    assert written <= set(codes())


def test_no_code_is_listed_that_nobody_gives() -> None:
    root = Path(panah.safeguards.__file__).parent
    files = (file for room in ROOMS for file in (root / room).rglob("*") if file.suffix in (".py", ".toml"))
    together = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [code for code in codes() if code not in together and f'"{code.partition(":")[2]}"' not in together] == []
    assert len(set(codes())) == len(codes())
