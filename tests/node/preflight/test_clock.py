"""A machine whose clock can't be right is found, and one that disagrees with its database."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from panah.journal import clock, timekeeping
from panah.node import preflight


def test_a_machine_set_back_before_its_journal_is_found(fresh_database, monkeypatch):
    monkeypatch.setattr(timekeeping.watch, "highest", None)
    assert [one.code for one in preflight.of_clock()] == []
    monkeypatch.setattr(timekeeping.watch, "highest", clock.at(datetime.now(UTC) + timedelta(days=1)))
    assert [one.code for one in preflight.of_clock()] == ["clock"]
    for seconds in (600, -600):
        machine = timekeeping.Watch(lambda ahead=seconds: time.time() + ahead, time.monotonic)
        monkeypatch.setattr(timekeeping, "watch", machine)
        assert [one.code for one in preflight.of_clock()] == ["database_clock"], "the database's is another one"
