"""Judges a history of stays: what is used, until when the present stay may last, where a limit was broken."""

from __future__ import annotations

from dataclasses import dataclass, field

from panah.stays.ground import Ground
from panah.stays.ledger import Interval, Ledger, without
from panah.stays.limits import Bound
from panah.stays.regime import StayRule


@dataclass(frozen=True, slots=True)
class Breach:
    """A stay that lasted too long: since when, and how many counted days up to its end or the day of assessment."""

    entered: int
    left: int
    since: int
    days: int


@dataclass(slots=True)
class Verdict:
    """What the arithmetic says on one day.

    `entered` is the day the stay began; a person who is outside is judged as if entering on the day of assessment.
    `present` says whether that day is a day of presence, the day of leaving included. `bounds` are the limits on
    the stay; none where no rule lets it be. `over` is the first day too many, None where nothing ends the stay.
    """

    entered: int
    inside: bool
    present: bool
    ledger: Ledger
    rule: StayRule | None
    bounds: list[Bound]
    days_used: int = 0
    over: int | None = None
    breaches: list[Breach] = field(default_factory=list)
    current: Breach | None = None

    @property
    def let(self) -> bool:
        """Whether something lets the stay be: limits that bound it, or a rule that has none."""
        return bool(self.bounds) or (self.rule is not None and self.rule.no_limit)


def judge(stays: list[Interval], inside: bool, on: int, ground: Ground) -> Verdict:
    """Judge the stays as known on the day `on`; the last one is still going on when `inside`."""
    ledger = Ledger(())
    present = inside or (bool(stays) and stays[-1][1] == on)
    past = stays[:-1] if present else stays
    breaches: list[Breach] = []
    previous = 0
    for entered, left in past:
        _count(ledger, entered, left, previous, ground)
        previous = max(previous, left)
        if not _harmless(ledger, entered, left, ground):
            breach = _breach(ledger, (entered, left), ground)
            if breach is not None:
                breaches.append(breach)
    entered = stays[-1][0] if present else on
    rule = ground.plan_at(entered).rule_on(entered, on)
    bounds = ground.bounds(entered, on, rule)
    verdict = Verdict(entered, inside, present, ledger, rule, bounds, breaches=breaches)
    if not present:
        verdict.days_used = _days_used(bounds, ledger, on)
    _count(ledger, entered, ground.reach, previous, ground)
    if present:
        free = verdict.let and not bounds
        verdict.days_used = ledger.count(entered, on) if free else _days_used(bounds, ledger, on)
    pieces = without((entered, ground.reach), ground.off)
    verdict.over = _first_over(ledger, (entered, on), pieces, ground)
    if present and verdict.over is not None and verdict.over <= on:
        verdict.current = Breach(entered, on, verdict.over, _days_over(pieces, verdict.over, on, ground))
    return verdict


def _count(ledger: Ledger, entered: int, left: int, previous: int, ground: Ground) -> None:
    """Enter the counted days of a stay; a day on which the person left and came back is counted once."""
    start = entered if entered > previous else previous + 1
    if start > left:
        return
    if not ground.off:
        ledger.append(start, left)
        return
    for first, last in without((start, left), ground.off):
        ledger.append(first, last)


def _harmless(ledger: Ledger, entered: int, left: int, ground: Ground) -> bool:
    """Whether a past stay can't have broken any limit: most can't, and this is cheaper than looking for the day."""
    plan = ground.plan
    if (
        ground.visa is not None
        or ground.zone_permit is not None
        or ground.covered
        or left - entered >= plan.least_per_entry
    ):
        return False
    return ledger.count(entered - plan.span + 1, left) <= plan.least


def _breach(ledger: Ledger, stay: Interval, ground: Ground) -> Breach | None:
    pieces = without(stay, ground.off)
    over = _first_over(ledger, stay, pieces, ground)
    if over is None:
        return None
    entered, left = stay
    return Breach(entered, left, over, _days_over(pieces, over, left, ground))


def _first_over(ledger: Ledger, stay: Interval, pieces: list[Interval], ground: Ground) -> int | None:
    """The first counted day of a stay that no permit covers and that is beyond a limit."""
    entered, left = stay
    for piece in pieces:
        for start, end in without(piece, ground.covered) if ground.covered else (piece,):
            for first, last, rule in ground.plan_at(entered).pieces(entered, start, end):
                over = None
                for bound in ground.bounds(entered, left, rule):
                    day = bound.breach(ledger, first, last if over is None else over)
                    if day is not None:
                        over = day
                if over is not None:
                    return over
    return None


def _days_over(pieces: list[Interval], over: int, last: int, ground: Ground) -> int:
    """Counted, uncovered days from `over` to `last`: once too long, a stay stays so until the person leaves."""
    return sum(
        min(end, last) - max(start, over) + 1
        for piece in pieces
        for start, end in without(piece, ground.covered)
        if end >= over and start <= last
    )


def _days_used(bounds: list[Bound], ledger: Ledger, on: int) -> int:
    """Days used of the tightest limit that adds up over stays; of the stay alone where no limit does."""
    tightest: tuple[int, int] | None = None
    alone = 0
    for bound in bounds:
        if bound.per == "until":
            continue
        used = bound.used(ledger, on)
        if bound.per == "entry":
            alone = max(alone, used)
        elif tightest is None or bound.days - used < tightest[0]:
            tightest = (bound.days - used, used)
    return alone if tightest is None else tightest[1]
