"""Databases with the sample's tables beside the journal's: one, or two as two nodes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from panah.node.postgres import Server
from tests.conftest import _connect_to
from tests.journal import sample

Owner = Callable[[], AbstractContextManager[None]]
Node = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def office(fresh_database: str, as_owner: Owner) -> str:
    """A fresh database, really committed to, with the tables of the sample register."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sample.TABLES)
    return fresh_database


@pytest.fixture
def as_other_node(postgres: Server, office: str, _template: str) -> Iterator[Node]:
    """`with as_other_node(): ...` works on a second node's database."""
    name = f"panah_{uuid4().hex[:16]}"
    postgres.create_database(name, _template)
    _connect_to(postgres, name, "owner")
    with connection.cursor() as cursor:
        cursor.execute(sample.TABLES)
    _connect_to(postgres, office)

    @contextmanager
    def other() -> Iterator[None]:
        _connect_to(postgres, name)
        try:
            yield
        finally:
            _connect_to(postgres, office)

    yield other
    _connect_to(postgres, office)
    postgres.drop_database(name)


@pytest.fixture
def retention_table() -> Iterator[None]:
    """Parcels are kept a year after the last that happened with them, arrivals ten."""
    path = Path(settings.PANAH_HOME) / "retention.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sample.RETENTION, "utf-8")
    yield
    path.unlink()
