"""S9, a stolen node: an overrun post ends its keys and data by one deliberate action that survives being killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from panah.journal import boxes, countrykey, keyfiles
from panah.journal.envelopes import keyring
from panah.node.cli import Parser
from panah.node.commands import CommandError, destroy
from panah.node.destroying import data, doing
from panah.node.environment import Environment
from panah.node.postgres import processes
from panah.node.postgres.state import State
from panah.node.running import read_environment
from tests.conftest import RUN_FOLDER

STEPS = ("rename", "replace", "pwrite", "fsync", "unlink", "rmdir", "mkdir")


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A post's home with keys of every sort, secrets, lists, and files where its database would lie; in memory."""
    home = Path(tempfile.mkdtemp(dir=os.environ[RUN_FOLDER])) / "node"
    home.mkdir()
    before, settings.PANAH_HOME = settings.PANAH_HOME, home
    keyring.node()
    keyring.make("shelter")
    boxes.node_key("tokens")
    countrykey.current_id()
    (home / data.NAMES).write_text("Dostyk  North\n")
    state = State.of(home)
    for folder in (home / "secrets", home / "watchlists" / "un", state.folder / "secrets", state.data / "global"):
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(b"a secret of this node")
    monkeypatch.setenv("PANAH_HOME", str(home))
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "PANAH_MODE"):
        monkeypatch.delenv(name, raising=False)
    yield home
    settings.PANAH_HOME = before
    shutil.rmtree(state.folder, ignore_errors=True)
    shutil.rmtree(home.parent)


def contents(home: Path) -> dict[str, bytes]:
    """What lies in the home, and where its database does."""
    folders = {home, State.of(home).folder}
    return {str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """In a child: the process is killed with its ``number``-th step on the disk, before it is taken."""
    taken = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            nonlocal taken
            taken += 1
            if taken == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)

        return step

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    yield


def put_back(whole: Path, home: Path) -> None:
    shutil.rmtree(home)
    shutil.copytree(whole / "home", home)
    shutil.copytree(whole / "postgres", State.of(home).folder, dirs_exist_ok=True)


def destroyed_until(number: int, environment: Environment) -> bool:
    """Destroys in a process that is killed at a step; True when it came to the end before."""
    child = os.fork()
    if child == 0:
        with killed_at(number):
            doing.destroy(environment, lambda _line: None)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def test_killed_at_some_steps_it_is_a_working_post_or_one_without_keys(home: Path, tmp_path: Path) -> None:
    kill(home, tmp_path, [*range(1, 12), *range(12, 400, 11)])


@pytest.mark.faults
def test_killed_at_any_step_it_is_a_working_post_or_one_without_keys(home: Path, tmp_path: Path) -> None:
    kill(home, tmp_path, range(1, 400))


def kill(home: Path, tmp_path: Path, steps: Iterable[int]) -> None:
    """Never one that still opens some of what was sealed; and whatever is started next goes on with it."""
    whole = tmp_path / "whole"
    shutil.copytree(home, whole / "home")
    shutil.copytree(State.of(home).folder, whole / "postgres", dirs_exist_ok=True)
    before = contents(home)
    secrets = [path.read_bytes() for path in (home / "keys").rglob("*.key")]
    secrets += [
        line for path in (home / "keys").rglob("*.age") for line in path.read_bytes().split() if line[:3] == b"AGE"
    ]
    working = 0
    for number in steps:
        put_back(whole, home)
        environment = Environment(home=home)
        finished = destroyed_until(number, environment)
        if (home / "keys").exists():
            assert contents(home) == before
            assert keyring.find("shelter") is not None
            working += 1
            continue
        for use in (keyring.readers, keyring.node, countrykey.current_id, lambda: boxes.node_key("tokens")):
            with pytest.raises(keyfiles.KeysUnusableError, match="destroyed"):
                use()
        assert not (home / "keys").exists()
        if not finished:
            with pytest.raises(CommandError, match="this node was destroyed"):
                read_environment()
        left = contents(home)
        assert set(left) == {str(home / keyfiles.DESTROYED)}
        assert not any(secret in content for secret in secrets for content in left.values())
        if finished:
            break
    assert finished
    assert working == 1, "the first step is the one that counts"
    assert number > 40


def test_keys_are_overwritten_before_they_are_removed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = home / "keys" / "sealed" / "shelter.age"
    link = home.parent / "another name of the same file"
    os.link(kept, link)
    before = link.read_bytes()
    doing.destroy(Environment(home=home), lambda _line: None)
    assert len(link.read_bytes()) == len(before)
    assert b"AGE-SECRET" not in link.read_bytes()


def panah(*words: str) -> int:
    parser = Parser(prog="panah destroy")
    destroy.add_arguments(parser)
    return destroy.run(parser.parse_args(words))


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def _signals(self) -> Iterator[None]:
        kept = {one: signal.getsignal(one) for one in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)}
        yield
        for one, handler in kept.items():
            signal.signal(one, handler)

    def test_only_the_posts_name_destroys_it(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = contents(home)
        for wrong in (("Dostyk",), ("yes",), ("Dostyk North!",)):
            with pytest.raises(CommandError, match="nothing was done"):
                panah(*wrong)
        assert contents(home) == before
        assert panah("dostyk", "NORTH") == 0
        assert "flash storage" in capsys.readouterr().err
        with pytest.raises(CommandError, match="destroyed already"):
            panah("Dostyk North")
        with pytest.raises(CommandError, match="name another, empty folder"):
            read_environment()

    def test_what_is_not_panahs_stays(self, home: Path) -> None:
        (home / "notes.txt").write_text("mine")
        panah("Dostyk North")
        assert (home / "notes.txt").read_text() == "mine"

    def test_without_a_node_there_is_nothing_to_destroy(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PANAH_HOME", str(tmp_path / "empty"))
        with pytest.raises(CommandError, match="there is no node"):
            panah("anything")
        assert not (tmp_path / "empty").exists()


def test_a_post_that_is_serving_is_gone_within_seconds(tmp_path: Path) -> None:
    """The command beside a server that works: it ends it, and nothing of the database is left."""
    home = Path(tempfile.mkdtemp(prefix="panah-destroy-", dir="/var/tmp"))
    home.chmod(0o755)
    variables = os.environ | {"PANAH_HOME": str(home), "PANAH_MODE": "development", "PANAH_SECRET_KEY": "x" * 60}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        variables.pop(name, None)
    said = tmp_path / "said"
    with said.open("w") as out:
        serving = subprocess.Popen([sys.executable, "-m", "tests.node.serving"], env=variables, stdout=out)
    try:
        while "serving" not in said.read_text():
            assert serving.poll() is None
            time.sleep(0.05)
        port = said.read_text().split()[1]
        database = State.of(home).data
        assert processes.working_in(database)
        done = subprocess.run(
            [sys.executable, "-m", "panah.node", "destroy", home.name],
            env=variables, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "The database is destroyed" in done.stderr
        assert serving.wait(timeout=10) == -signal.SIGKILL
        assert not processes.working_in(database.with_name(data.GOING))
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", int(port)), timeout=1):
            pass
        assert [path.name for path in home.rglob("*") if path.is_file() and path.parent.name != "postgres"] == [
            "destroyed"
        ]
        again = subprocess.run(
            [sys.executable, "-m", "panah.node", "migrate"], env=variables, capture_output=True, text=True, check=False
        )
        assert "this node was destroyed" in again.stderr
        assert again.returncode == 2
    finally:
        serving.kill()
        serving.wait()
        shutil.rmtree(home)
