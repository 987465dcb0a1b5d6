"""Offices with the tables of the sealed sample, and readers with keys in homes of their own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from panah.journal.envelopes import registers
from panah.node.postgres import Server
from tests.conftest import another_node
from tests.journal import sample as open_sample
from tests.journal.envelopes import sample

Owner = Callable[[], AbstractContextManager[None]]
House = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder of this node's own for keys."""
    before = settings.PANAH_HOME
    settings.PANAH_HOME = tmp_path / "post"
    settings.PANAH_HOME.mkdir()
    yield settings.PANAH_HOME
    settings.PANAH_HOME = before


@pytest.fixture
def post(home: Path, fresh_database: str, as_owner: Owner, monkeypatch: pytest.MonkeyPatch) -> str:
    """A node that seals and opens nothing unless the test gives it keys."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(open_sample.TABLES + sample.TABLES)
    monkeypatch.setattr(registers, "_sealed", [*registers._sealed, sample.secrets])
    return fresh_database


@pytest.fixture
def as_house(postgres: Server, post: str, home: Path, _template: str, tmp_path: Path) -> Iterator[House]:
    """`with as_house(): ...` works on another node: a database and a folder of keys of its own."""
    elsewhere = tmp_path / "house"
    elsewhere.mkdir()
    tables = open_sample.TABLES + sample.TABLES
    with another_node(postgres, _template, post, home=elsewhere, tables=tables) as there:
        yield there
