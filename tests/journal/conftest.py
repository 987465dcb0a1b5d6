"""A database with the sample's tables beside the journal's."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection

from tests.journal import sample


@pytest.fixture
def office(fresh_database: str, as_owner: Callable[[], AbstractContextManager[None]]) -> str:
    """A fresh database, really committed to, with the tables of the sample register."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sample.TABLES)
    return fresh_database
