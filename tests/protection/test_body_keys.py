"""A body that lost its key gets it back from shares, on the same node or another; the monitor sees that it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from pyrage import x25519

from panah.journal import rebuild
from panah.journal.carrying import peers
from panah.journal.carrying.carry import carry
from panah.journal.carrying.reading import Reads
from panah.journal.carrying.take import take
from panah.journal.envelopes import keyring
from panah.journal.shares.keyshares import opened
from panah.node.cli import Parser
from panah.node.commands import CommandError, body, bodyshares
from panah.node.postgres import Server
from panah.protection.desk import bodies, bodykeys, matters
from panah.protection.models import KeyEvent, Matter
from tests.border.conftest import SECOND
from tests.conftest import another_node
from tests.people.factories import client_of, somebody
from tests.protection.conftest import Nodes, _no_sample, alone, as_house, establish, home, nodes, post

__all__ = ["_no_sample", "alone", "as_house", "home", "nodes", "post"]

House = Callable[[], AbstractContextManager[None]]
Owner = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def _this_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """The acts of the command work on the node the test stands on."""
    monkeypatch.setattr(bodyshares, "node", nullcontext)
    monkeypatch.setattr(bodyshares, "has_node", lambda _environment: True)


def panah(*words: object) -> int:
    parser = Parser(prog="panah body")
    body.add_arguments(parser)
    return body.run(parser.parse_args(["key", *map(str, words)]))


def seen_by(reader: UUID) -> list[tuple[object, ...]]:
    return sorted(Matter.objects.for_body(reader).values_list("subject", "category", "said"), key=str)


def monitor() -> keyring.Reader:
    """The monitor of the directory, with a key that lies elsewhere."""
    reader = keyring.make("monitor", uuid4())
    establish("monitor", key=reader.public, id=reader.id)
    return reader


def test_all_that_was_sealed_is_there_again(alone: Nodes, home: Path, tmp_path: Path, as_owner: Owner) -> None:
    monitor()
    asylum = alone.readers["asylum"].id
    matters.open_matter(alone.held(), "asylum", actor=SECOND)
    before = seen_by(asylum)
    assert before
    assert panah("split", "asylum", "--into", tmp_path / "shares") == 0
    shares = sorted((tmp_path / "shares").glob("*.share.*"))
    assert [path.name.partition(".")[2] for path in shares] == ["share.pdf", "share.txt", "share.age"]
    assert shares[0].read_bytes().startswith(b"%PDF")
    _paper, text, sealed = shares
    (home / "keys" / "sealed" / "asylum.age").unlink()
    with as_owner():
        list(rebuild.rebuild("sealed"))
    assert seen_by(asylum) == []
    assert panah("rehearse", text, sealed) == 0
    assert keyring.find("asylum") is None
    assert panah("recover", text, sealed, "--asked-by", "Head of the authority: disk failed") == 0
    with as_owner():
        list(rebuild.rebuild("sealed"))
    assert seen_by(asylum) == before
    events = bodykeys.of_body(asylum)
    assert [event.act for event in events] == ["recovered", "rehearsed", "divided"]
    assert events[0].asked_by == "Head of the authority: disk failed"
    assert events[0].holders == ["body", "monitor"]
    assert events[1].opens


@pytest.fixture
def newcomer(postgres: Server, nodes: Nodes, home: Path, _template: str, tmp_path: Path) -> Iterator[House]:
    """`with newcomer(): ...` works on a third node, with an empty database and no keys."""
    (tmp_path / "new").mkdir()
    here = str(connection.settings_dict["NAME"])
    with another_node(postgres, _template, here, home=tmp_path / "new") as there:
        yield there


def test_on_a_new_node_once_everything_was_carried_there(nodes: Nodes, newcomer: House, tmp_path: Path) -> None:
    assert nodes.as_house is not None
    asylum, stick = nodes.readers["asylum"].id, tmp_path / "stick"
    matters.open_matter(nodes.held(), "asylum", actor=SECOND)
    nodes.carry()
    with nodes.as_house():
        before = seen_by(asylum)
        holders = ("--holder", "body", "--holder", "monitor", "--holder", "notary")
        panah("split", "asylum", "--into", tmp_path / "shares", *holders)
    here = peers.own_card()
    with newcomer():
        card = peers.own_card()
        post = peers.meet("post", here, Reads.SHARED)
        assert panah("recover", *sorted((tmp_path / "shares").glob("*.txt"))[1:], "--asked-by", "The director") == 0
    carry(stick, peers.meet("new", card, Reads.SHARED))
    with newcomer():
        take(stick)
        assert seen_by(asylum) == before != []
        carry(stick, post)
    take(stick)
    assert [(event.node, event.holders) for event in bodykeys.recoveries()] == [(card.journal, ["monitor", "notary"])]


@pytest.mark.usefixtures("db", "home")
class TestTheCommand:
    def test_shares_of_an_old_key_say_that_they_are(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        old = keyring.make("shelter", uuid4())
        panah("split", "shelter", "--into", tmp_path, "--holder", "a", "--holder", "b")
        new = keyring.make("shelter")
        establish("ngo", key=new.public, id=old.id)
        shares = sorted(tmp_path.glob("*.txt"))
        assert panah("rehearse", *shares) == 1
        assert "not what is sealed now" in capsys.readouterr().out
        assert [event.opens for event in bodykeys.of_body(old.id) if event.act == "rehearsed"] == [False]
        assert bodykeys.outdated(bodies.body(old.id))
        panah("split", "shelter", "--into", tmp_path, "--holder", "a", "--holder", "b")
        assert not bodykeys.outdated(bodies.body(old.id))

    def test_the_monitor_opens_its_share_for_the_bodys_new_node(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        mine = keyring.make("monitor")
        keyring.make("shelter")
        panah("split", "shelter", "--into", tmp_path, "--holder", "a", "--holder", f"monitor={mine.public}")
        (sealed,) = tmp_path.glob("*.age")
        there = x25519.Identity.generate()
        capsys.readouterr()
        assert panah("open", sealed, "--to", there.to_public(), "--into", tmp_path / "stick") == 0
        # A file for the stick, never letters on a screen.
        again = Path(capsys.readouterr().out.strip())
        assert again.parent == tmp_path / "stick"
        assert opened(again.read_bytes(), [there]).holder == "monitor"
        with pytest.raises(CommandError, match="sealed to somebody else"):
            panah("open", again)

    def test_what_cannot_be_done_is_one_line(self, tmp_path: Path) -> None:
        keyring.make("shelter")
        nonsense = tmp_path / "nonsense"
        nonsense.write_text("nothing")
        for words, sentence in (
            (("split",), "say the name of one body"),
            (("split", "nobody", "--holder", "a", "--holder", "b"), "no key of nobody"),
            (("split", "shelter"), "no monitor with a key yet"),
            (("split", "shelter", "--holder", "a", "--holder", "a"), "name of their own"),
            (("split", "shelter", "--holder", "a"), "at least 2"),
            (("split", "shelter", "--holder", "a=b", "--holder", "c"), "age1"),
            (("recover", nonsense), "--asked-by"),
            (("recover", nonsense, "--asked-by", "me"), "no share of a key"),
            (("rehearse", tmp_path / "nothing"), "No such file"),
            (("shelter", "divide"), "the name of one body"),
        ):
            with pytest.raises(CommandError, match=sentence):
                panah(*words)
        assert not KeyEvent.objects.exists()


@pytest.mark.usefixtures("db", "home")
def test_the_monitor_sees_who_asked_for_a_recovery(tmp_path: Path) -> None:
    made = keyring.make("shelter")
    establish("anti_trafficking", "trafficking", key=made.public, id=made.id, name="Shelter by the river")
    page = client_of(somebody("monitor")).get(f"/bodies/{made.id}/").content.decode()
    assert "nobody can bring it back" in page
    panah("split", "shelter", "--into", tmp_path, "--holder", "a", "--holder", "b")
    panah("recover", *sorted(tmp_path.glob("*.txt")), "--asked-by", "Director, by telephone")
    watching = client_of(somebody("monitor"))
    for address in (f"/bodies/{made.id}/", "/oversight/"):
        page = watching.get(address).content.decode()
        assert "Director, by telephone" in page
        assert "Shelter by the river" in page
        assert "nobody can bring it back" not in page
