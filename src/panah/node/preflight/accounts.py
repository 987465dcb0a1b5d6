"""Who could sign in."""

from collections.abc import Iterator

from panah.node.preflight.finding import Finding
from panah.people.desk import has_demo_accounts


def of_accounts() -> Iterator[Finding]:
    """Judge who could sign in. Needs tables that are up to date."""
    if has_demo_accounts():
        yield Finding(
            "demo",
            "The database holds demo accounts, which anybody enters by a click, and demo data",
            "Name another PANAH_HOME or database",
        )
