"""The demo deletes what is its own and nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

import pytest

from panah.node.home import BUILDING, READY, DemoHome


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
