"""What the keeper does beside signing."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from panah.border.models import IdempotencyKey
from panah.node.keeping import clear_ended_sessions, clear_old_answers, note_names


def test_rows_of_ended_sessions_go_and_others_stay(db):
    for key, hours in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=hours))
    clear_ended_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


def test_old_answers_to_machines_go_and_fresh_ones_stay(db):
    for key, age in (("fresh-answer", timedelta(days=1)), ("old-answer", timedelta(days=5))):
        IdempotencyKey.objects.create(device=uuid4(), key=key, request_digest=b"", at=timezone.now() - age)
    clear_old_answers()
    assert [kept.key for kept in IdempotencyKey.objects.all()] == ["fresh-answer"]


def test_a_full_disk_ends_no_keeping(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, *_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_text", full)
    note_names()
