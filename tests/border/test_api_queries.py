"""How often a request goes to the database: an upper bound each, so that it doesn't creep up unseen."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.border.api import Gate, a_gate, a_post, zone


@pytest.fixture
def gate(fresh_database: str) -> Gate:
    gate = a_gate(a_post())
    gate.inspect()  # from here on the connection's journal is known and the post is kept
    return gate


def queries(call: Any) -> list[str]:
    """The statements of a request."""
    seen: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        seen.append(" ".join(sql.split())[:100])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer = call()
    assert answer.status_code < 300, answer.content
    return seen


def test_an_inspection_at_a_gate(gate):
    seen = queries(lambda: gate.inspect())
    assert len(seen) <= 12, seen


def test_an_inspection_of_somebody_known(gate):
    mrz = zone()
    assert gate.inspect(mrz).json()["outcome"] == "crossed"
    seen = queries(lambda: gate.inspect(mrz))
    assert len(seen) <= 13, seen


def test_a_presentation_and_its_crossing(gate):
    sent = {"direction": "entry", "mrz": zone()}
    opened: dict[str, Any] = {}

    def present() -> Any:
        answer = gate.send("presentations", sent)
        opened.update(answer.json())
        return answer

    assert len(seen := queries(present)) <= 10, seen
    seen = queries(lambda: gate.send(f"presentations/{opened['presentation']}/crossing"))
    # One of them asks whether a possible match on a list waits for an answer.
    assert len(seen) <= 15, seen


def test_who_invites_somebody_costs_one_question_more_and_only_where_it_was_said(gate):
    mrz, host = zone(), {"sponsor": "Steppe Bau", "address": "Almaty, Abai 5"}
    plain = queries(lambda: gate.send("inspections", {"direction": "entry", "mrz": zone()}))
    seen = queries(lambda: gate.send("inspections", {"direction": "entry", "mrz": mrz, "host": host}))
    assert len(seen) == len(plain) + 1, seen
    opened = gate.send("presentations", {"direction": "entry", "mrz": zone()}).json()["presentation"]
    again = gate.send("presentations", {"direction": "entry", "mrz": zone()}).json()["presentation"]
    plain = queries(lambda: gate.send(f"presentations/{opened}/crossing"))
    assert len(queries(lambda: gate.send(f"presentations/{again}/crossing", {"host": host}))) == len(plain)


def test_a_resend(gate):
    sent = {"direction": "entry", "mrz": zone()}
    gate.send("inspections", sent, key="again-0001")
    seen = queries(lambda: gate.send("inspections", sent, key="again-0001"))
    assert len(seen) <= 3, seen


def test_asking_how_it_stands(gate):
    presentation = gate.inspect().json()["presentation"]
    seen = queries(lambda: gate.get(f"presentations/{presentation}"))
    assert len(seen) <= 4, seen


def test_what_needs_no_register_asks_only_who_is_there(gate):
    body = {"regime": "schengen", "nationality": "UZB", "crossings": [["2026-01-01", "entry"]], "on": "2026-03-01"}
    assert len(queries(lambda: gate.send("stays", body))) == 1
    assert len(queries(lambda: gate.get("kinds"))) == 1
