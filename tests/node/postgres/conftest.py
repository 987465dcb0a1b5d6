"""Servers of the test's own: one reached by a socket, one by a port."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from panah.node.postgres import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of the test's own, not running yet."""
    own = Server(Path(os.environ["PANAH_TEST_RUN"]) / f"own-{uuid4().hex[:8]}", durable=False)
    yield own
    own.halt()


@pytest.fixture
def by_port() -> Iterator[Server]:
    """A server whose folder has too long a path for a socket."""
    own = Server(Path(os.environ["PANAH_TEST_RUN"]) / f"own-{uuid4().hex[:8]}" / ("far-away-" * 9), durable=False)
    yield own
    own.halt()
