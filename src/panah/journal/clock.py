"""The hybrid logical clock: 48 bits of milliseconds since 1970 (UTC), then 16 bits that count within one.

The database ticks it when it appends (``sql/append.sql``); here is what its values mean.
"""

from datetime import UTC, datetime, timedelta

COUNTER_BITS = 16
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def at(moment: datetime) -> int:
    """The lowest clock value of a moment (aware)."""
    return int((moment - EPOCH) / timedelta(milliseconds=1)) << COUNTER_BITS


def moment(clock: int) -> datetime:
    """The moment (UTC, to the millisecond) a clock value stands for."""
    return EPOCH + timedelta(milliseconds=clock >> COUNTER_BITS)


def tick(last: int, now: datetime) -> int:
    """The value after ``last``, not before ``now``: it never falls back when the wall clock does."""
    return max(last + 1, at(now))
