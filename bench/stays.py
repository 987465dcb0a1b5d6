"""How many stays a core assesses in a second, beside a plain day-by-day count of the same rule in the same run.

    python bench/stays.py

The peer, `day_by_day`, is the 90-in-180 rule written as one would explain it: a set of days, and for each day of the
stay a count of the days in its window. It answers days used, last lawful day and days over; nothing about doubts,
duties, bans or reasons.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Iterable

from panah.stays import Crossing, assess, load_regime

CROSSINGS = 20
HISTORIES = 2_000
SECONDS = 2.0
GOAL = 20_000
ONE_DAY = dt.timedelta(days=1)


def history(seed: int) -> list[Crossing]:
    """Twenty crossings over about two years, the last one an exit."""
    rng = random.Random(seed)
    day = dt.date(2024, 1, 1) + dt.timedelta(days=rng.randrange(30))
    crossings = []
    for number in range(CROSSINGS):
        crossings.append(Crossing(day, "exit" if number % 2 else "entry"))
        day += dt.timedelta(days=rng.randrange(1, 25) if number % 2 == 0 else rng.randrange(5, 60))
    return crossings


def day_by_day(crossings: list[Crossing], on: dt.date) -> tuple[int, dt.date, int]:
    """The peer: 90 days in any 180, counted day by day."""
    days: set[dt.date] = set()
    for entry, leave in zip(crossings[::2], crossings[1::2], strict=True):
        day = entry.date
        while day <= leave.date:
            days.add(day)
            day += ONE_DAY

    def used(day: dt.date) -> int:
        return sum((day - back * ONE_DAY) in days for back in range(180))

    over = sum(used(day) > 90 for day in sorted(days) if day >= crossings[-2].date)
    now = used(on)
    day = on
    while True:
        days.add(day)
        if used(day) > 90:
            return now, day - ONE_DAY, over
        day += ONE_DAY


def rate(work: Callable[[], Iterable[object]], seconds: float) -> float:
    """Items a second of processor time."""
    done = 0
    start = time.process_time()
    while (spent := time.process_time() - start) < seconds:
        done += sum(1 for _ in work())
    return done / spent


def main() -> None:
    """Print the rates."""
    histories = [history(seed) for seed in range(HISTORIES)]
    on = dt.date(2026, 1, 15)
    for name in ("schengen", "kazakhstan"):
        regime = load_regime(name)
        ours = rate(lambda regime=regime: (assess(regime, "UZB", crossings, on) for crossings in histories), SECONDS)
        print(f"{name + ', assess':32} {ours:10,.0f} /s a core   (goal {GOAL:,})")
        full = rate(
            lambda regime=regime: (assess(regime, "UZB", crossings, on).as_dict() for crossings in histories), SECONDS
        )
        print(f"{name + ', assess and word it':32} {full:10,.0f} /s a core")
        if name == "schengen":
            schengen = ours
    peer = rate(lambda: (day_by_day(crossings, on) for crossings in histories[:5]), SECONDS)
    print(f"{'day_by_day (peer, 90/180 only)':32} {peer:10,.0f} /s a core   ratio {schengen / peer:,.0f} ×")


if __name__ == "__main__":
    main()
