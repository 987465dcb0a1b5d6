"""What the runtime role may and may not do with the journal; `panah migrate` grants it."""

JOURNAL_TABLES: tuple[str, ...] = ()
"""Tables the runtime role only reads."""

JOURNAL_FUNCTIONS: tuple[str, ...] = ()
"""Signatures of the functions the runtime role may call, and nobody else may."""
