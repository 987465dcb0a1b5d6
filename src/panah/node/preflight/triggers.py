"""Whether the triggers that hold the safeguards are there and switched on."""

import re
from collections.abc import Iterator
from importlib.resources import files

from panah.node.preflight.asking import present, value
from panah.node.preflight.finding import Finding

GUARDED_BY = ("panah.journal", "panah.border")
"""Whose statements make the triggers that hold the safeguards."""
_TRIGGER = re.compile(r"^CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s[^;]*?\sON (\w+)", re.MULTILINE)


def of_guards() -> Iterator[Finding]:
    """Judge every table that a trigger guards."""
    guards = _guards()
    for table in sorted(present(guards)):
        yield from _of_table(table, guards[table])


def _of_table(table: str, guards: frozenset[str]) -> Iterator[Finding]:
    enabled = value(
        "SELECT array_agg(tgname::text) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')", table
    )
    if missing := guards - set(enabled or ()):
        yield Finding(
            "triggers",
            f"What guards {table} is gone or switched off (trigger {', '.join(sorted(missing))})",
            "Find out who did it and verify the journal with panah journal verify; then, as the owner, enable the "
            f"trigger (ALTER TABLE {table} ENABLE TRIGGER USER) or restore it from a backup",
        )


def _guards() -> dict[str, frozenset[str]]:
    """The triggers that hold the safeguards, for each table, read from the statements that make them."""
    found: dict[str, set[str]] = {}
    for area in GUARDED_BY:
        for file in (files(area) / "sql").iterdir():
            for name, table in _TRIGGER.findall(file.read_text("utf-8")):
                found.setdefault(table, set()).add(name)
    return {table: frozenset(names) for table, names in found.items()}
