"""The demo deletes what is its own and nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from panah.node import home as homes
from panah.node import running
from panah.node.home import BUILDING, READY, DemoHome, demo_of
from panah.node.postgres import Server
from panah.node.postgres.state import State
from tests.conftest import RUN_FOLDER
from tests.node.conftest import Node


@pytest.fixture
def folder() -> Path:
    home = Path(os.environ["PANAH_TEST_RUN"]) / f"home-{uuid4().hex[:8]}"
    (home / "keys").mkdir(parents=True)
    (home / "keys" / "precious.key").write_text("kept")
    return home


def test_a_home_without_the_mark_is_never_emptied(folder):
    home = DemoHome(folder)
    assert home.mark == ""
    home.empty()
    assert (folder / "keys" / "precious.key").read_text() == "kept"


@pytest.mark.parametrize("mark", [BUILDING, READY])
def test_a_demo_is_emptied_whole_and_is_no_demo_then(folder, mark):
    home = DemoHome(folder)
    home.set_mark(mark)
    assert home.mark == mark
    (folder / "notes.txt").write_text("not ours")
    home.empty()
    assert home.mark == ""
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["notes.txt"]
    assert not (folder / "keys").exists()


def test_a_command_at_the_bodies_house_of_a_demo_works_at_its_database(
    folder: Path, postgres: Server, fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homes, "HOUSE", fresh_database)
    house = folder / fresh_database
    house.mkdir()
    (folder / "postgres").symlink_to(State.of(Path(os.environ[RUN_FOLDER])).folder)
    monkeypatch.setenv("PANAH_HOME", str(house))
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        # Set and taken away, so that it is undone afterwards.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    assert demo_of(house) is None, "no demo is there yet"
    assert running.read_environment().database_url == ""
    DemoHome(folder).set_mark(READY)
    environment = running.read_environment()
    assert (environment.home, demo_of(folder)) == (house, None)
    assert running.has_node(environment)
    for role, url in (("panah", environment.database_url), ("panah_owner", environment.database_owner_url)):
        assert urlsplit(url).path == f"/{fresh_database}"
        with psycopg.connect(url) as connection:
            assert connection.info.user == role


def test_who_asks_for_bodies_at_a_home_without_any_learns_which_home_and_gets_no_database(folder: Path) -> None:
    node = Node(folder)
    for arguments in (("split", "shelter"), ("rehearse", "a.share"), ("recover", "a.share", "--asked-by", "Me")):
        said = node.panah("body", "key", *arguments)
        assert said.returncode == 2
        assert f"PANAH_HOME={node.home} has no database" in said.stderr
    assert not (node.home / "postgres").exists()
    DemoHome(node.home).set_mark(READY)
    (node.home / "house").mkdir()
    (node.home / "keys").chmod(0o700)
    told = node.panah("body", "keys").stderr
    assert f"No body is at home in {node.home}" in told
    assert f"PANAH_HOME={node.home / 'house'}" in told
    assert not (node.home / "postgres").exists()
