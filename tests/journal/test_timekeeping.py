"""A machine whose clock can't be right is noticed."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from panah.journal import clock, store, timekeeping
from panah.journal.record import record
from panah.journal.timekeeping import Doubt, Watch
from tests.journal.sample import ParcelSent, say

Owner = Callable[[], AbstractContextManager[None]]
YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def own_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process saw of other databases doesn't count."""
    monkeypatch.setattr(timekeeping.watch, "highest", None)


def machine(ahead: timedelta = timedelta()) -> Watch:
    """A machine just started, whose clock stands that far before or behind the right time."""
    return Watch(lambda: time.time() + ahead.total_seconds(), time.monotonic)


def work() -> None:
    record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=uuid4())


def test_a_machine_that_stands_behind_its_journal_is_wrong(office: str) -> None:
    assert machine(-YEAR).doubt() is None, "nothing was recorded yet"
    work()
    assert machine(-YEAR).doubt() is Doubt.BEHIND
    assert machine(timedelta(minutes=-5)).doubt() is None
    assert machine().doubt() is None
    assert machine(YEAR).doubt() is None, "a node may have been off for long"


def test_what_is_recorded_tells_a_running_process(office: str) -> None:
    running = machine(-YEAR)
    assert running.doubt() is None
    work()
    running.saw(timekeeping.watch.highest or 0)
    assert running.doubt() is Doubt.BEHIND


def test_a_database_whose_clock_is_behind_is_noticed_by_what_is_recorded(office: str) -> None:
    work()
    recorded = timekeeping.watch.highest or 0
    for ahead, doubt in ((YEAR, Doubt.DATABASE), (timedelta(minutes=5), None), (-timedelta(minutes=5), None)):
        running = machine(ahead)
        running.saw(recorded)
        assert running.doubt() is doubt


@pytest.mark.parametrize("by", [timedelta(hours=3), timedelta(hours=-3)])
def test_a_clock_that_is_set_while_the_node_runs_is_noticed(office: str, by: timedelta) -> None:
    told = [1_800_000_000.0, 50.0]
    running = Watch(lambda: told[0], lambda: told[1])
    told[0] += 60
    told[1] += 60
    assert running.doubt() is None
    told[0] += 90
    assert running.doubt() is None, "put right by a time server"
    told[0] += by.total_seconds()
    assert running.doubt() is Doubt.MOVED


def test_whoever_says_that_the_clock_is_right_now_is_believed_until_it_falls_back_again(
    office: str, as_owner: Owner
) -> None:
    work()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_head DISABLE TRIGGER USER")
        cursor.execute("UPDATE journal_head SET clock = %s", [clock.at(machine(YEAR).now)])
        cursor.execute("ALTER TABLE journal_head ENABLE TRIGGER USER")
    work()
    assert machine().doubt() is Doubt.BEHIND
    timekeeping.confirm()
    assert machine().doubt() is None
    work()
    assert machine().doubt() is None
    assert machine(-YEAR).doubt() is Doubt.BEHIND


def test_there_is_nothing_to_confirm_without_a_journal(office: str) -> None:
    with pytest.raises(store.NoJournalError):
        timekeeping.confirm()
