"""`panah journal` on a node with a small journal: what it says of a sound and an altered one, and what it changes."""

from __future__ import annotations

import json
import re
import subprocess
from random import Random
from time import monotonic

import pytest

from tests.node.conftest import Node


@pytest.fixture(scope="module")
def journal(node: Node) -> Node:
    """A node in whose journal something stands: its first administrator."""
    made = node.panah("admin", "create", "--name", "A B", "--username", "someone", "--organisation", "Service")
    assert made.returncode == 0, made.stderr
    return node


def verified(node: Node) -> tuple[int, dict]:
    done = node.panah("journal", "verify", "--json")
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def test_a_sound_journal_is_said_to_be_sound(journal):
    code, answer = verified(journal)
    assert code == 0
    assert set(answer) == {"entries", "ok", "faults"}
    assert answer["ok"] is True
    assert answer["entries"] > 3


def test_rebuilding_leaves_the_same_and_the_same_rights(journal):
    before = people(journal)
    done = journal.panah("journal", "rebuild")
    assert done.returncode == 0, done.stderr
    assert people(journal) == before != []
    assert journal.panah("admin", "create", "--name", "C D", "--username", "c", "--organisation", "E").returncode == 2


def people(node: Node) -> list[tuple]:
    with node.server as server, server.connect("runtime", "panah") as connection:
        return connection.execute("SELECT * FROM people_staff ORDER BY 1").fetchall()


def test_the_machines_clock_is_said_to_be_right(journal):
    done = journal.panah("journal", "clock")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(
        r"this machine: [-0-9 :]+ UTC; the journal: [-0-9 :]+ UTC; the database: [-0-9 :]+ UTC\n", done.stdout
    )
    assert journal.panah("journal", "clock", "--right").returncode == 0
    assert verified(journal)[0] == 0


def test_an_unknown_register_is_refused_with_the_known_ones(journal):
    done = journal.panah("journal", "rebuild", "nonsense")
    assert done.returncode == 2
    assert "staff" in done.stderr


def test_nothing_waits_in_the_quarantine_of_a_young_journal(journal):
    done = journal.panah("journal", "retry")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "0 stay" in done.stderr


def test_nothing_is_due_on_a_young_journal(journal):
    assert journal.panah("journal", "erase").returncode == 0
    assert verified(journal)[1]["ok"] is True


def test_the_signing_key_can_be_replaced(journal):
    before = journal.panah("journal", "keys").stdout
    assert journal.panah("journal", "keys", "--rotate").returncode == 0
    after = journal.panah("journal", "keys").stdout
    assert after.count("journal ") == before.count("journal ") + 1
    assert verified(journal)[1]["ok"] is True


def test_the_country_key_can_be_replaced(journal):
    before = journal.panah("journal", "keys").stdout.splitlines()[-1]
    assert journal.panah("journal", "keys", "--rotate-country").returncode == 0
    assert journal.panah("journal", "keys").stdout.splitlines()[-1] != before


@pytest.mark.faults
def test_a_replacement_of_the_country_key_that_is_killed_leaves_key_and_registers_that_belong_together(journal):
    folder, chance, ended = journal.home / "keys" / "country", Random(7), 0
    began = monotonic()
    with journal.start("journal", "keys", "--rotate-country") as process:
        assert process.wait() == 0
    undisturbed = monotonic() - began
    for _ in range(20):
        with journal.start("journal", "keys", "--rotate-country") as process:
            try:
                process.wait(chance.uniform(0.4, 1.3) * undisturbed)
                ended += 1
            except subprocess.TimeoutExpired:
                process.kill()
        with journal.server as server, server.connect("runtime", "panah") as connection:
            under = connection.execute("SELECT key FROM journal_country_key").fetchone()
        said = (folder / "current").read_text().split(">")
        under = under and under[0].split()[-1:]
        assert under is None or under[0] in said
        assert under is not None or not (folder / f"{said[0]}.after").exists()
        named = journal.panah("journal", "keys").stdout.splitlines()[-1].split()[-1]
        assert named == (under[0] if under else said[0])
    assert 0 < ended < 20
    assert journal.panah("journal", "keys", "--rotate-country").returncode == 0


def test_an_altered_entry_is_found_at_its_place(journal):
    with journal.server as server, server.connect("superuser", "panah") as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute("UPDATE journal_entry SET actor = gen_random_uuid() WHERE sequence = 2")
    code, answer = verified(journal)
    assert code == 1
    assert answer["ok"] is False
    assert [fault["sequence"] for fault in answer["faults"]] == [2]


def test_a_node_without_tables_is_told_what_to_run(tmp_path_factory, node):
    with node.server as server:
        server.create_database("bare")
        owner, runtime = (server.url(role, "bare") for role in ("owner", "runtime"))
        for act in ("verify", "rebuild", "erase", "keys"):
            done = node.panah("journal", act, DATABASE_URL=runtime, DATABASE_OWNER_URL=owner)
            assert done.returncode == 2
            assert "panah migrate" in done.stderr


class TestWithoutANode:
    """In a folder without a node nothing is made just to look into it."""

    @pytest.fixture
    def nothing(self, tmp_path) -> Node:
        return Node(tmp_path / "home")

    def test_verify_says_so_as_a_fault(self, nothing):
        code, answer = verified(nothing)
        assert code == 1
        [fault] = answer["faults"]
        assert (answer["entries"], answer["ok"]) == (0, False)
        assert fault.pop("detail")
        assert fault == {"journal": None, "sequence": None, "fault": "no_node"}
        assert not nothing.home.exists()

    @pytest.mark.parametrize("act", ["verify", "rebuild", "erase", "keys"])
    def test_each_act_says_so_in_one_line(self, nothing, act):
        done = nothing.panah("journal", act)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert not nothing.home.exists()
