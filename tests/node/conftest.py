"""A node in a home of its own, driven by its commands in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from panah.node.postgres import Server
from tests.node import splitting


class Node:
    """A node in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def environment(self, **settings: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {"PANAH_HOME": str(self.home)} | settings

    def panah(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return splitting.run(arguments, self.environment(**settings))

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "panah.node", *arguments],
            env=self.environment(**settings),
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def server(self) -> Server:
        return Server(self.home)


@pytest.fixture(scope="module")
def resting_node() -> Iterator[Node]:
    """A migrated node, as it stands before its first start."""
    own = Node(Path(os.environ["PANAH_TEST_RUN"]) / f"node-{uuid4().hex[:8]}")
    migrated = own.panah("migrate")
    assert migrated.returncode == 0, migrated.stderr
    yield own
    own.server.halt()


@pytest.fixture(scope="module")
def node(resting_node: Node) -> Iterator[Node]:
    """The same with its database running, so that no command has to start and stop it."""
    with resting_node.server:
        yield resting_node
