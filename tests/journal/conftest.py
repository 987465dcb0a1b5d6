"""Databases with the sample's tables beside the journal's: one, or two as two nodes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from panah.node.postgres import Server
from tests.conftest import another_node
from tests.journal import sample

Owner = Callable[[], AbstractContextManager[None]]
Node = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def home(settings: object, tmp_path: Path) -> Path:
    """A folder of this node's own for keys."""
    settings.PANAH_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def office(fresh_database: str, as_owner: Owner) -> str:
    """A fresh database, really committed to, with the tables of the sample register."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sample.TABLES)
    return fresh_database


@pytest.fixture
def as_other_node(postgres: Server, office: str, _template: str) -> Iterator[Node]:
    """`with as_other_node(): ...` works on a second node's database."""
    with another_node(postgres, _template, office, tables=sample.TABLES) as there:
        yield there


@pytest.fixture
def retention_table() -> Iterator[None]:
    """Parcels are kept a year after the last that happened with them, arrivals ten."""
    path = Path(settings.PANAH_HOME) / "retention.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sample.RETENTION, "utf-8")
    yield
    path.unlink()
