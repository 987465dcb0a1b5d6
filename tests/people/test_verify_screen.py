"""Verifying the journal in front of one's eyes."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from panah.journal.faults import FaultKind
from panah.people.views.verify import FAULTS
from tests.people.factories import client_of, somebody


def test_every_fault_has_words():
    assert set(FAULTS) == set(FaultKind)


@pytest.mark.parametrize("role", ["monitor", "administrator"])
def test_a_sound_journal_is_found_in_order(fresh_database, role):
    client = client_of(somebody(role))
    assert client.get(reverse("people:verify")).status_code == 200
    assert "panel green" in client.post(reverse("people:verify")).content.decode()
    answer = client.post(reverse("people:verify-run"))
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert lines[0] == {"seen": 0, "entries": lines[0]["entries"]}
    assert lines[0]["entries"] > 0
    assert "panel green" in lines[-1]["html"]


def test_an_altered_entry_is_shown(fresh_database, as_owner):
    client = client_of(somebody("monitor"))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_body DISABLE TRIGGER USER")
        cursor.execute("UPDATE journal_body SET body = '{}' WHERE sequence = (SELECT max(sequence) FROM journal_body)")
    page = client.post(reverse("people:verify")).content.decode()
    assert "panel red" in page
    assert str(FAULTS[FaultKind.BODY_ALTERED]) in page
