"""The reviewed table of what follows from a match: complete, and nothing in it refuses anybody."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from panah.watchlists.rules.kinds import asked, kinds
from panah.watchlists.terms import ListKind


def test_every_kind_has_its_row() -> None:
    assert set(kinds()) == {kind.value for kind in ListKind}


def test_the_table_says_where_it_is_from_and_as_of_when() -> None:
    data = tomllib.loads(files("panah.watchlists.rules").joinpath("data/kinds.toml").read_text("utf-8"))
    assert data["source"]
    assert data["as_of"]
    assert set(data) == {"source", "as_of", *(kind.value for kind in ListKind)}, "no row for what isn't a kind"


@pytest.mark.parametrize("kind", list(ListKind))
def test_words_of_the_table_are_known_ones(kind: ListKind) -> None:
    row = kinds()[kind.value]
    assert row.directions <= {"entry", "exit"}
    assert row.directions
    assert row.booth in ("match", "document", "nothing")
    assert row.state in ("green", "amber", "red")
    assert row.told in ("offer", "decide")


def test_bans_bind_in_their_own_direction_alone() -> None:
    assert asked("exit_ban", "exit")
    assert not asked("exit_ban", "entry")
    assert asked("entry_ban", "entry")
    assert not asked("entry_ban", "exit")


def test_a_list_to_protect_shows_the_booth_nothing() -> None:
    """Safeguard S5; whoever changes this row changes a safeguard."""
    row = kinds()["protect"]
    assert (row.booth, row.state, row.told, row.apart) == ("nothing", "green", "decide", True)
