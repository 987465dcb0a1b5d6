"""A database that is away for a moment: told from one that runs into trouble, and how long to wait for it."""

from django.db import InterfaceError, OperationalError

RETRY_SECONDS = "5"
GOING_DOWN_OR_COMING_UP = frozenset({None, "57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006"})
"""Codes of PostgreSQL for no connection (class 08) and for a server that ends or isn't ready (57P0x); none where
nothing answered at all (https://www.postgresql.org/docs/current/errcodes-appendix.html)."""


def is_database_away(error: BaseException | None) -> bool:
    """Whether this says that the database ended or isn't ready. What went wrong inside one that runs has another code,
    and what never reached it has none."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return getattr(error.__cause__, "sqlstate", None) in GOING_DOWN_OR_COMING_UP
