"""A practice post says on everything that nobody is real, lets nothing leave, and no other node has any of it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import Resolver404, resolve

from panah.journal.carrying import peers
from panah.journal.carrying.reading import Reads
from panah.node.home import BUILDING, DemoHome
from panah.node.practice import kept
from panah.protection import calling
from panah.web import printing

ON = override_settings(PANAH_PRACTICE=True, ROOT_URLCONF="panah.node.practice.site")


@pytest.fixture
def practising(tmp_path: Path, settings: object) -> Path:
    settings.PANAH_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def test_no_other_node_has_these_addresses() -> None:
    with pytest.raises(Resolver404):
        resolve("/practice/")
    assert not settings.PANAH_PRACTICE
    assert "panah.node.practice.said.KeepsWhatWasSaid" not in settings.MIDDLEWARE


@pytest.mark.django_db
def test_every_screen_says_so_also_before_signing_in() -> None:
    said = "nobody here is real"
    assert said not in Client().get("/sign-in/").content.decode()
    with ON:
        for address in ("/sign-in/", "/complain/in/en/", "/no-such-page/"):
            assert said in Client().get(address).content.decode(), address


# One with the head and foot of other papers, and the card for a person, which has neither.
PAPERS: dict[str, dict[str, object]] = {
    "print/role_cards.typ": {"title": "T", "lead": "L", "persons": [], "staff": [], "manifest": ""},
    "print/person_card.typ": {
        "language": "en", "rtl": False, "number_head": "", "number": "ABC", "next": "", "lines": [], "call_head": "",
        "calls": [], "complain_head": "", "complain": [], "rights": "",
    },
}  # fmt: skip


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_says_so(paper: str) -> None:
    def pages() -> list[bytes]:
        return printing.compile_pictures(paper, PAPERS[paper], title="T", now=datetime(2026, 11, 22, tzinfo=UTC))

    plain = pages()
    with ON:
        marked = pages()
    assert len(marked) == len(plain)
    assert marked != plain
    assert pages() == plain


@pytest.mark.django_db
def test_it_knows_no_other_node() -> None:
    card = peers.own_card()
    with ON, pytest.raises(peers.CardError, match="practice post"):
        peers.meet("house", card, Reads.SHARED)


def test_it_calls_nobody() -> None:
    place = calling.place_of("https://127.0.0.1:1/hook", loopback=True)
    assert calling.look_up(place, loopback=True).is_loopback
    with ON, pytest.raises(calling.CallError, match="address_refused"):
        calling.look_up(place, loopback=True)


def test_a_practice_home_is_thrown_away_whole(tmp_path: Path) -> None:
    home = DemoHome(tmp_path / "practice")
    home.set_mark(BUILDING)
    home.set_practising()
    (home.folder / "keys").mkdir()
    (home.folder / "whatever.json").write_text("{}")
    assert home.practising
    home.empty()
    assert not home.folder.exists()
    assert not DemoHome(tmp_path).practising


def test_two_practice_posts_never_share_a_folder(tmp_path: Path) -> None:
    """Whoever starts a second one is told; the first isn't thrown away under its visitors' feet."""
    import fcntl

    with open(tmp_path / "practice.lock", "w", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = subprocess.run(
            [sys.executable, "-m", "panah.node", "demo", "--practice"],
            env={"PANAH_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode != 0
    assert "open here already" in done.stderr


def test_runs_are_kept_beside_the_database(practising: Path) -> None:
    assert kept.runs() == []
    first, second = kept.begin("trader"), kept.begin("family")
    assert (first.turn, second.turn) == (0, 1)
    assert [one.id for one in kept.runs()] == [second.id, first.id]
    kept.end(first.id)
    ended = kept.get(first.id)
    assert ended is not None
    assert ended.ended is not None
    kept.end(first.id)
    assert kept.get(first.id) == ended, "a run that has ended stays so"
    assert kept.get(uuid4()) is None


def test_what_was_said_is_kept_once(practising: Path) -> None:
    hold = uuid4()
    kept.keep_said(hold, [{"sort": "mark", "kind": "fear", "at": 1}])
    kept.keep_said(hold, [{"sort": "mark", "kind": "fear", "at": 1}, {"sort": "mark", "kind": "end", "at": 2}])
    assert [one["kind"] for one in kept.said_at(hold)] == ["fear", "end"]
    assert kept.said_at(uuid4()) == []
