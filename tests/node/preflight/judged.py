"""What the start finds wrong with the test's database."""

from __future__ import annotations

from panah.journal.grants import JOURNAL_TABLES
from panah.node import preflight


def of_database() -> list[str]:
    """The codes of the findings; durability is left out, tests do without it."""
    found = list(preflight.of_database(read_only=JOURNAL_TABLES, durable=False))
    assert all(finding.why and finding.remedy for finding in found)
    return [finding.code for finding in found]
