"""`panah journal card, peer, carry, take` and `panah body key`: what they answer, and how they refuse."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.conf import settings

from panah.journal.carrying import peers
from panah.journal.envelopes import keyring
from panah.node.cli import Parser
from panah.node.commands import CommandError, body, carrying
from panah.protection.desk import returns
from tests.journal.envelopes.conftest import as_house, home

__all__ = ["as_house", "home"]

House = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def post(home: Path, fresh_database: str) -> str:
    return fresh_database


def panah(*arguments: object) -> int:
    """One of the acts, in this process."""
    parser = Parser(prog="panah journal")
    carrying.add_acts(parser.add_subparsers(dest="act", required=True))
    return carrying.run(parser.parse_args([str(one) for one in arguments]))


def test_a_full_stick_is_told_with_the_name_of_the_file(post: str, as_house: House, tmp_path: Path) -> None:
    with as_house():
        card = peers.own_card()
    peers.own_card()
    peers.meet("house", card)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))
    try:
        with pytest.raises(CommandError, match=r"/bundle: File too large"):
            panah("carry", tmp_path / "bundle", "--to", "house")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.glob("*bundle*")) == []


def test_two_nodes_meet_and_carry(
    post: str, as_house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    card, other, bundle = tmp_path / "card", tmp_path / "other", tmp_path / "bundle"
    assert panah("card") == 0
    card.write_text(capsys.readouterr().out)
    with as_house():
        assert panah("card") == 0
        other.write_text(capsys.readouterr().out)
        assert panah("peer", "post", card, "--reads", "everything") == 0
    assert panah("peer", "house", other) == 0
    assert panah("carry", bundle, "--to", "house") == 0
    assert "1 entries for house" in capsys.readouterr().err
    with as_house():
        with monkeypatch.context() as patched:
            patched.setattr(returns, "thorough", [lambda: 1 // 0])
            assert panah("take", bundle) == 1, "trouble is raised, and is no crash"
        told = capsys.readouterr().err
        assert "1 entries from post" in told
        assert "ZeroDivisionError" in told
        assert panah("take", bundle) == 0
        assert "1 entries from post" in capsys.readouterr().err
    journal = json.loads(card.read_text())["journal"]
    assert panah("carry", bundle, "--to", "house", "--after", f"{journal}:1") == 0
    assert "0 entries" in capsys.readouterr().err
    assert panah("carry", bundle, "--to", "house", "--all") == 0
    assert "1 entries" in capsys.readouterr().err
    with as_house():
        assert panah("peer", "post", card, "--without", journal) == 0
        found = peers.find("post")
        assert found is not None
        assert found.without == [journal]


def test_what_cannot_be_done_is_said_in_one_line(post: str, as_house: House, tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense"
    nonsense.write_text("This is no bundle, and no card either")
    for arguments, sentence in (
        (("carry", tmp_path / "b", "--to", "nobody"), "no node nobody is known here"),
        (("take", nonsense), "this is no bundle .byte 0.; nothing was taken"),
        (("take", tmp_path / "nothing"), "No such file"),
        (("peer", "house", nonsense), "no card of a node"),
        (("carry", tmp_path / "b", "--to", "nobody", "--after", "here"), "must be JOURNAL:SEQUENCE"),
    ):
        with pytest.raises(CommandError, match=sentence):
            panah(*arguments)


def test_the_key_of_a_body_is_made_and_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = Parser(prog="panah body")
    body.add_arguments(parser)
    (home / "keys").mkdir(mode=0o700, exist_ok=True)

    def run(*arguments: str) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(body, "set_up_django", lambda: None)
            assert body.run(parser.parse_args(list(arguments))) == 0
        return capsys.readouterr().out

    told = run("key", "shelter")
    reader = keyring.find("shelter")
    assert reader is not None
    assert told == f"shelter: body {reader.id}, key {reader.public}\n"
    assert "AGE-SECRET-KEY" not in told
    assert run("keys") == told
    assert Path(settings.PANAH_HOME) == home
    with pytest.raises(CommandError, match="another reader"):
        run("key", "shelter", "--body", "00000000-0000-0000-0000-000000000001")
    with pytest.raises(CommandError, match="small letters"):
        run("key", "../shelter")
