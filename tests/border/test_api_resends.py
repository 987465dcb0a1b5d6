"""A resend on a bad line never counts a person twice."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from panah.border.api import idempotency
from panah.border.desk import sample
from panah.border.models import Crossing, IdempotencyKey, Presentation
from panah.border.rules.line import line
from panah.journal import heads
from tests.border.api import Gate, a_gate, a_post, problem, zone
from tests.border.test_refusal_in_the_database import another_connection


@pytest.fixture
def gate(db: None) -> Gate:
    return a_gate(a_post())


def body(mrz: str = "") -> dict[str, str]:
    return {"direction": "entry", "mrz": mrz or zone()}


@pytest.mark.parametrize("path", ["presentations", "inspections"])
def test_a_resend_gets_the_same_bytes_and_counts_nobody_twice(gate, path):
    sent = body()
    first = gate.send(path, sent, key="once-0001")
    second = gate.send(path, sent, key="once-0001")
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert "Idempotent-Replay" not in first.headers
    assert second.headers["Idempotent-Replay"] == "true"
    assert Presentation.objects.count() == 1


def test_an_outcome_can_be_sent_again_too(gate):
    presentation = gate.send("presentations", body()).json()["presentation"]
    answers = [gate.send(f"presentations/{presentation}/crossing", key="once-0002") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.content for answer in answers}) == 1
    assert Crossing.objects.count() == 1


def test_a_key_belongs_to_one_request(gate):
    gate.send("inspections", body(), key="once-0003")
    problem(gate.send("inspections", body(), key="once-0003"), 422, "idempotency_reuse")
    problem(gate.send("presentations", body(), key="once-0003"), 422, "idempotency_reuse")
    assert Presentation.objects.count() == 1


def test_keys_of_two_machines_do_not_meet(gate):
    other = a_gate(gate.post)
    sent = body()
    assert gate.send("inspections", sent, key="once-0004").status_code == 201
    assert "Idempotent-Replay" not in other.send("inspections", sent, key="once-0004").headers


@pytest.mark.parametrize("key", ["", "short", "x" * 81, "with blanks in it", "ключ-ключ-ключ", "a\tb-cdefghij"])
def test_without_a_usable_key_nothing_is_recorded(gate, key):
    problem(gate.send("inspections", body(), key=key), 400, "idempotency_key")
    assert not Presentation.objects.exists()


def test_a_request_that_failed_leaves_nothing_and_can_be_sent_again(gate, monkeypatch):
    """The fault comes at the worst moment: everything is recorded, only the answer isn't signed yet."""
    sent = body()
    with monkeypatch.context() as broken:
        broken.setattr("panah.border.api.answers.sign_head", lambda: 1 / 0)
        problem(gate.send("inspections", sent, key="once-0005"), 500, "fault")
    assert not Presentation.objects.exists()
    assert not IdempotencyKey.objects.exists()
    again = gate.send("inspections", sent, key="once-0005")
    assert again.status_code == 201
    assert "Idempotent-Replay" not in again.headers
    assert Presentation.objects.count() == 1


def test_what_was_wrong_can_be_put_right_under_the_same_key(gate):
    problem(gate.send("inspections", body("nothing to read here"), key="once-0006"), 422, "no_mrz")
    assert gate.send("inspections", body(), key="once-0006").status_code == 201


def test_answers_are_forgotten_after_some_days(gate):
    gate.send("inspections", body(), key="once-0007")
    gate.send("inspections", body(), key="once-0008")
    IdempotencyKey.objects.filter(key="once-0007").update(at=timezone.now() - line().resent - timedelta(minutes=1))
    assert idempotency.forget_old() == 1
    assert IdempotencyKey.objects.get().key == "once-0008"


def at_once(*calls):
    """All calls, each in a thread with a connection of its own, let go together."""
    answers: list[object] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def work(place, call):
        try:
            start.wait()
            answers[place] = call()
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=numbered) for numbered in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def same_machine(gate: Gate) -> Gate:
    return Gate(gate.post, gate.token, gate.id)


def test_two_at_once_with_one_key_count_one_presentation(fresh_database, monkeypatch):
    gate = a_gate(a_post())
    monkeypatch.setattr(sample, "is_sampled", lambda lot: False)
    for turn in range(5):
        sent, key = body(), f"twins-{turn:04}"
        answers = at_once(*[lambda s=sent, k=key: same_machine(gate).send("inspections", s, key=k) for _ in range(4)])
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert sum("Idempotent-Replay" in answer.headers for answer in answers) == 3
        assert Presentation.objects.count() == turn + 1


def test_two_at_once_with_two_keys_give_one_outcome(fresh_database, monkeypatch):
    gate = a_gate(a_post())
    monkeypatch.setattr(sample, "is_sampled", lambda lot: False)
    for _turn in range(5):
        presentation = gate.send("presentations", body()).json()["presentation"]
        ways = ("crossing", "set-aside", "crossing", "set-aside")
        answers = at_once(
            *[lambda w=way, p=presentation: same_machine(gate).send(f"presentations/{p}/{w}") for way in ways]
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


def test_what_is_acknowledged_is_signed_on_stable_storage(fresh_database):
    """After the answer the marker beside the keys, which no restored database takes back, stands at the receipt."""
    from uuid import UUID

    from panah.journal import marker

    receipt = a_gate(a_post()).inspect().json()["receipt"]
    kept = marker.read(UUID(receipt["journal"]))
    assert (kept.sequence, kept.chain.hex()) == (receipt["sequence"], receipt["chain"])
    assert heads.latest(UUID(receipt["journal"])).signature.hex() == receipt["signature"]


def test_a_lost_answer_is_given_again_with_its_receipt(gate):
    sent, key = body(), uuid4().hex
    first = gate.send("inspections", sent, key=key).json()["receipt"]
    gate.inspect()
    assert gate.send("inspections", sent, key=key).json()["receipt"] == first


def test_while_the_database_is_away_a_machine_is_told_to_wait_and_to_send_again(fresh_database):
    """The server ends this connection; what was asked then is asked again, under the same key, and counted once."""
    gate = a_gate(a_post())
    sent, key = body(), "away-0001"
    with another_connection() as other:
        ended = connection.connection.info.backend_pid
        other.execute("SELECT pg_terminate_backend(%s)", [ended])
        other.commit()
        while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [ended]).fetchone():
            other.rollback()
    away = gate.send("inspections", sent, key=key)
    problem(away, 503, "database_away")
    assert away.headers["Retry-After"] == "5"
    # As at the beginning of every request outside of tests.
    connection.close()
    assert gate.send("inspections", sent, key=key).status_code == 201
    assert gate.send("inspections", sent, key=key).headers["Idempotent-Replay"] == "true"
    assert Presentation.objects.count() == 1
