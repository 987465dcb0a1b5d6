"""Plates folded in the database, as ``rules.plates`` folds them: one expression for queries and indexes."""

from django.db.models import F, Func, TextField, Value

from panah.border.rules.plates import FROM, TO


def folded(column: str) -> Func:
    """The column with look-alike letters made one and blanks and dashes left out."""
    return Func(F(column), Value(FROM), Value(TO), function="translate", output_field=TextField())
