"""Whether this machine's clock can be believed: times, stays, ages and the clocks of holds are reckoned by it.

A battery that died sets a machine back by years; somebody sets the clock while the node runs. The journal's own clock
never falls back, so a machine that stands behind it is wrong, or was wrong before. Then whoever runs the node says that
it is right now (``confirm``), and what is in the journal stays as it was recorded. Entries are dated by the database's
clock: where that runs on another machine, the two have to agree. Other nodes' clocks: ``carrying.clocks``.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import cast

from django.db import connection, transaction

from panah.journal import clock, store
from panah.journal.own import ClockConfirmed
from panah.journal.writing import state

MOST_BEHIND = timedelta(minutes=6)
"""How far the journal's clock may rightly run ahead. No policy: others' push it by up to five (``sql/append.sql``)."""
MOST_MOVED = timedelta(minutes=2)
"""Smaller corrections while the node runs are what keeps a clock right. No policy: how time daemons work."""
_STUCK = timedelta(minutes=1)
"""What a journal's clock may move between two looks. No policy: only whether anything was recorded since."""


class Doubt(StrEnum):
    """Why the clock isn't believed."""

    BEHIND = "behind"
    """Something was recorded here at a later time than it says now."""
    MOVED = "moved"
    """It was set while this process ran."""
    DATABASE = "database"
    """The database, whose clock dates what is recorded, stands behind it."""


@dataclass
class Watch:
    """What one process knows of its machine's clock. ``wall`` gives seconds since 1970, ``steady`` seconds that run on
    whatever the wall clock is set to, also while the machine sleeps."""

    wall: Callable[[], float]
    steady: Callable[[], float]
    highest: int | None = None
    """The highest value of the journal's clock that was seen; None before anybody looked."""
    database_behind: timedelta = timedelta()
    """By how much the database's clock is behind at least, as what was recorded last tells."""

    def __post_init__(self) -> None:
        self._began = self.wall() - self.steady()

    @property
    def now(self) -> datetime:
        """What the machine says (UTC)."""
        return datetime.fromtimestamp(self.wall(), UTC)

    @property
    def moved(self) -> timedelta:
        """By how much the clock was set since this process began."""
        return timedelta(seconds=self.wall() - self.steady() - self._began)

    @property
    def stands(self) -> datetime:
        """Where the journal's clock stands (UTC)."""
        return clock.moment(self.highest or 0)

    def saw(self, value: int) -> None:
        """Takes notice of the journal's clock when something was recorded: the database's isn't ahead of it."""
        self.highest = max(value, self.highest or 0)
        self.database_behind = self.now - clock.moment(value)

    def doubt(self) -> Doubt | None:
        """What is doubtful about the clock now; None if nothing is. Asks the database once, and while it is behind."""
        if abs(self.moved) > MOST_MOVED:
            return Doubt.MOVED
        if self.highest is None:
            head = store.own_head()
            self.highest = head.clock if head is not None else 0
        if self.database_behind > MOST_BEHIND:
            return Doubt.DATABASE
        behind = self.stands - self.now > MOST_BEHIND
        return Doubt.BEHIND if behind and not self._confirmed() else None

    def _confirmed(self) -> bool:
        """Whether the journal's clock still stands where it stood when somebody said that the machine's is right."""
        last = _last_confirmation()
        if last is None:
            return False
        value, recorded = last
        return self.stands - clock.moment(value) < _STUCK and self.now > recorded - MOST_BEHIND


watch = Watch(time.time, lambda: time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)))
"""This process's."""


def confirm() -> None:
    """States in the journal that the machine's clock is right now. Raises store.NoJournalError."""
    with transaction.atomic():
        stands = store.own_head()
        if stands is None:
            raise store.NoJournalError
        ahead = int((clock.moment(stands.clock) - watch.now).total_seconds())
        state(ClockConfirmed(seconds_ahead=ahead), stands.journal)


def database_now() -> datetime:
    """What the database's clock says (UTC)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cast("datetime", cursor.fetchone()[0]).astimezone(UTC)


def _last_confirmation() -> tuple[int, datetime] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.clock, e.recorded FROM journal_head h JOIN journal_entry e ON e.journal = h.journal"
            " AND e.subject = h.journal AND e.kind = %s WHERE h.own ORDER BY e.clock DESC LIMIT 1",
            [ClockConfirmed.kind],
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], row[1])
