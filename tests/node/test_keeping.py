"""What the keeper does beside signing."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from panah.node.keeping import clear_ended_sessions


def test_rows_of_ended_sessions_go_and_others_stay(db):
    for key, hours in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=hours))
    clear_ended_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
