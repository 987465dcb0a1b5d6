"""How many rows each of several questions finds, in one statement: a list's tabs are counted with every page of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def counted(questions: Mapping[str, QuerySet[Any]], bound: int) -> dict[str, int]:
    """How many each finds, by its name; one more than ``bound`` stands for any number above it, and no more are gone
    through."""
    asked = [rows.order_by().values("pk")[: bound + 1].query.sql_with_params() for rows in questions.values()]
    if not asked:
        return {}
    parts = ", ".join(f"(SELECT count(*) FROM ({sql}) AS found)" for sql, _ in asked)  # noqa: S608 (compiled above)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {parts}", [one for _, params in asked for one in params])
        return dict(zip(questions, cursor.fetchone(), strict=True))
