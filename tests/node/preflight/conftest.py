"""Somebody who may do anything to the test's database, and a runtime role of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from panah.node.databases import connect_to


@pytest.fixture
def as_superuser(postgres, fresh_database):
    """Statements of somebody who may do anything to this test's database."""

    def execute(*statements: str) -> None:
        with postgres.connect("superuser", fresh_database) as superuser:
            for statement in statements:
                superuser.execute(statement)

    return execute


@pytest.fixture
def role(postgres, fresh_database, as_superuser) -> Iterator[str]:
    """A runtime role of this test's own, in use: roles belong to the whole server, whose tests all run as `panah`."""
    name, password = f"panah_{secrets.token_hex(6)}", secrets.token_hex(16)
    as_superuser(f"CREATE ROLE {name} LOGIN PASSWORD '{password}' IN ROLE panah")
    url = urlsplit(postgres.url("runtime", fresh_database))
    where = url.netloc.rpartition("@")[2]
    connect_to(urlunsplit(url._replace(netloc=f"{name}:{password}@{where}")))
    yield name
    connect_to(postgres.url("runtime", fresh_database))
    as_superuser(f"DROP OWNED BY {name}", f"DROP ROLE {name}")


@pytest.fixture
def given(as_superuser, role) -> Callable[[str], None]:
    """A statement about `{role}`, in force for whatever is asked from now on."""

    def execute(statement: str) -> None:
        as_superuser(statement.format(role=role))
        connection.close()

    return execute
