"""What the embedded PostgreSQL raises."""


class PostgresError(Exception):
    """The embedded PostgreSQL can't do what is asked; the text says why and what to do."""
