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
from collections.abc import Callable
from functools import partial

from panah.stays import Crossing, Regime, assess, load_regime

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


def rate(work: Callable[[], int], seconds: float) -> float:
    """Items a second of processor time."""
    done = 0
    start = time.process_time()
    while (spent := time.process_time() - start) < seconds:
        done += work()
    return done / spent


def main() -> None:
    """Print the rates."""
    histories = [history(seed) for seed in range(HISTORIES)]
    on = dt.date(2026, 1, 15)
    peer = rate(partial(peer_all, histories[:5], on), SECONDS)
    print(f"{'day_by_day (peer, 90/180 only)':34} {peer:10,.0f} /s a core")
    for name in ("schengen", "kazakhstan"):
        regime = load_regime(name)
        plain = rate(partial(assess_all, regime, histories, on, False), SECONDS)
        worded = rate(partial(assess_all, regime, histories, on, True), SECONDS)
        print(f"{name + ', assess':34} {plain:10,.0f} /s a core   goal {GOAL:,}   {plain / peer:,.0f} × the peer")
        print(f"{name + ', assess and say why':34} {worded:10,.0f} /s a core   {worded / peer:,.0f} × the peer")


def assess_all(regime: Regime, histories: list[list[Crossing]], on: dt.date, say_why: bool) -> int:
    """Assess every history; returns how many."""
    for crossings in histories:
        answer = assess(regime, "UZB", crossings, on)
        if say_why:
            answer.as_dict()
    return len(histories)


def peer_all(histories: list[list[Crossing]], on: dt.date) -> int:
    """The same by the peer."""
    for crossings in histories:
        day_by_day(crossings, on)
    return len(histories)


if __name__ == "__main__":
    main()
