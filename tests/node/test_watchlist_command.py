"""`panah watchlist` on a node of its own: loads, compares, shows; a refused file changes nothing and says where."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from panah.node.commands.listloading import refused
from panah.node.demo.lists import exit_bans
from panah.node.demo.sanctions import un_list
from panah.watchlists.formats import Fault, ListRefusedError
from tests.node.conftest import Node

TERMS = (
    *("--title", "Practice sanctions", "--kind", "sanctions", "--source", "Practice council", "--state", "UNO"),
    *("--legal-basis", "Decision 1", "--remedy", "Ombudsperson", "--valid-days", "90"),
)
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("lists")
    (made / "first.xml").write_bytes(un_list(today=TODAY, persons=60))
    (made / "second.xml").write_bytes(un_list(today=TODAY, persons=62))
    changed = (made / "first.xml").read_bytes().replace(b"<FIRST_NAME>HASHMAT<", b"<FIRST_NAME>SOMEBODY<", 1)
    (made / "other.xml").write_bytes(changed.replace(b"<GENDER>Male<", b"<GENDER>Female<", 1))
    (made / "half.xml").write_bytes(un_list(today=TODAY, persons=60)[:30_000])
    (made / "bomb.xml").write_text('<!DOCTYPE a [<!ENTITY b "cc">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>')
    (made / "bans.csv").write_bytes(exit_bans(today=TODAY))
    return made


@pytest.fixture(scope="module")
def loaded(node: Node, folder: Path) -> Node:
    """A node with one list in force."""
    done = node.panah("watchlist", "load", "un", str(folder / "first.xml"), *TERMS)
    assert done.returncode == 0, done.stderr
    assert "In force now" in done.stdout
    assert "65 of 65 entries indexed" in done.stderr
    return node


def in_force(node: Node) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(node.panah("watchlist", "show", "un", "--json").stdout)
    return told


def test_without_terms_no_list_is_established(node: Node, folder: Path) -> None:
    done = node.panah("watchlist", "load", "nobodys", str(folder / "first.xml"))
    assert done.returncode == 2
    assert "--legal-basis" in done.stderr


def test_a_refused_file_establishes_no_list(node: Node, folder: Path) -> None:
    done = node.panah("watchlist", "load", "never", str(folder / "half.xml"), *TERMS)
    assert done.returncode == 1, done.stderr
    assert node.panah("watchlist", "show", "never").returncode == 2


def test_other_terms_than_the_established_ones_load_nothing(loaded: Node, folder: Path) -> None:
    before = in_force(loaded)
    for other in (("--kind", "wanted"), ("--state", "KAZ"), ("--valid-days", "0")):
        done = loaded.panah("watchlist", "load", "un", str(folder / "second.xml"), *other)
        assert done.returncode == 2, done.stderr
        assert other[0] in done.stderr
        assert done.stderr.count("\n") == 1
    assert in_force(loaded) == before


def test_show_and_list_say_what_is_in_force(loaded: Node) -> None:
    told = in_force(loaded)
    assert (told["kind"], told["issuing_state"], told["entries"]) == ("sanctions", "UNO", 65)
    assert told["version"] == told["version_asked"]
    assert told["validity"] == "valid"
    (line,) = [json.loads(line) for line in loaded.panah("watchlist", "list", "--json").stdout.splitlines()]
    assert line["code"] == "un"


def test_diff_says_what_would_change_and_changes_nothing(loaded: Node, folder: Path) -> None:
    done = loaded.panah("watchlist", "diff", "un", str(folder / "second.xml"), "--names")
    assert done.returncode == 0, done.stderr
    assert "2 added" in done.stdout
    assert sum(line.startswith("  + ") for line in done.stdout.splitlines()) == 2
    assert "In force" not in done.stdout


def test_diff_in_json_says_of_each_entry_what_changes_field_by_field(loaded: Node, folder: Path) -> None:
    done = loaded.panah("watchlist", "diff", "un", str(folder / "other.xml"), "--json")
    assert done.returncode == 0, done.stderr
    counts, *told = [json.loads(line) for line in done.stdout.splitlines()]
    by_kind = {kind: [one for one in told if one["change"] == kind] for kind in ("added", "changed", "removed")}
    assert {kind: len(found) for kind, found in by_kind.items()} == {kind: counts[kind] for kind in by_kind}
    assert [(one["id"], one["names"]) for one in by_kind["changed"]] == [
        ("900001", ["SOMEBODY BADAMYAR", "بادامیار حشمت", "Badamyar Hashmat", "Teacher"])
    ]
    assert by_kind["changed"][0]["fields"] == [
        {"field": "names", "old": ["HASHMAT BADAMYAR"], "new": ["SOMEBODY BADAMYAR"]},
        {"field": "sex", "old": ["M"], "new": ["F"]},
    ]
    assert by_kind["changed"][0]["material"] is True
    done = loaded.panah("watchlist", "diff", "un", str(folder / "second.xml"), "--json")
    counts, *told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["change"] for one in told].count("added") == counts["added"] == 2
    assert all(one["id"] and one["names"] for one in told)


def test_a_refused_file_says_where_and_the_list_in_force_stays(loaded: Node, folder: Path) -> None:
    before = in_force(loaded)
    for name in ("half.xml", "bomb.xml", "bans.csv", "not-there.xml"):
        done = loaded.panah("watchlist", "load", "un", str(folder / name))
        assert done.returncode == 1, name
        assert "refused; the version in force stays" in done.stderr
        assert len(done.stderr.strip().splitlines()) > 1
        assert "Traceback" not in done.stderr
    assert in_force(loaded) == before


def test_only_somebody_who_may_sign_in_accepts_a_file(loaded: Node, folder: Path) -> None:
    before = in_force(loaded)
    done = loaded.panah("watchlist", "load", "un", str(folder / "second.xml"), "--accept", "older", "--by", "nobody")
    assert done.returncode == 2
    assert "--by" in done.stderr
    assert in_force(loaded) == before


def test_what_was_refused_is_told_in_json_too(loaded: Node, folder: Path) -> None:
    done = loaded.panah("watchlist", "load", "un", str(folder / "half.xml"), "--json")
    told = json.loads(done.stdout)
    assert told["refused"] is True
    assert told["faults"][0]["code"] == "xml_cut_off"
    assert "line" in told["faults"][0]["place"]


def test_the_next_version_states_its_changes(loaded: Node, folder: Path) -> None:
    done = loaded.panah("watchlist", "load", "un", str(folder / "second.xml"), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["loaded"] is True
    assert (told["entries"], told["removed"]) == (67, 0)
    assert [one["entries"] for one in in_force(loaded)["versions"]] == [67, 65]


def test_nothing_of_a_list_lies_readable_on_the_disk(loaded: Node) -> None:
    kept = [path for path in (loaded.home / "watchlists").rglob("*") if path.is_file()]
    assert len(kept) > 2
    for path in kept:
        content = path.read_bytes()
        for word in (b"CONSOLIDATED", b"Practice", b"KARGATASH"):
            assert word not in content, path.name


def test_an_unknown_list_is_one_clear_line(loaded: Node) -> None:
    done = loaded.panah("watchlist", "show", "nobodys")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_whoever_is_refused_is_told_how_to_accept_what_may_be_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    faults = tuple(Fault(code, params={"share": 9}) for code in ("garbled_names", "no_entries"))
    given = Namespace(json=False, file=Path("list.csv"))
    assert refused(given, ListRefusedError.of(faults, 2)) == 1
    assert capsys.readouterr().err.endswith("if this is right all the same: --accept garbled_names\n")
