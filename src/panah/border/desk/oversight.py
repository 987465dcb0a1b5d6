"""Nobody vanishes (S13): what the commander and the monitor must see of a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from panah.border.desk import calls, carriages, holds, presentations
from panah.border.desk.carriages import CarriageView
from panah.border.desk.holds import HoldView
from panah.border.desk.posts import post as post_view
from panah.border.desk.posts import shift_at
from panah.border.desk.presentations import PresentationView
from panah.border.models import Call, Presentation, Shift
from panah.border.rules.oversight_clocks import oversight_clocks

SHIFTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Lists:
    """What is open at a post, and what was declared to be nothing.

    ``without``: presentations open for longer than an inspection takes; ``earlier``: those of them that a shift before
    this one left behind; ``held``: all open holds, the shortest clock first; ``over``: those beyond their lawful
    maximum; ``voided``: scans of the last weeks declared to be of nobody new; ``left_open``: carriages that went on
    while somebody of theirs had no outcome or was never checked; ``shifts``: closed shifts, the newest first;
    ``unheard``: travellers who asked to speak and whom nobody has answered in time.
    """

    without: tuple[PresentationView, ...]
    earlier: tuple[PresentationView, ...]
    held: tuple[HoldView, ...]
    over: tuple[HoldView, ...]
    voided: tuple[Presentation, ...]
    left_open: tuple[CarriageView, ...]
    shifts: tuple[Shift, ...]
    unheard: tuple[Call, ...] = ()


def lists(post: UUID, now: datetime) -> Lists:
    """The lists of a post at ``now`` (aware)."""
    clocks = oversight_clocks()
    held = tuple(holds.queue(post))
    without = tuple(presentations.without_outcome(post, now - clocks.at_the_line))
    begun = shift_at(post, now)[0]
    voided = Presentation.objects.filter(post=post, outcome="voided", opened__gte=now - clocks.voided_shown)
    return Lists(
        without=without,
        earlier=tuple(one for one in without if one.row.opened < begun),
        held=held,
        over=tuple(hold for hold in held if hold.over(now)),
        voided=tuple(voided.order_by("-opened", "subject")),
        left_open=tuple(carriages.left_open(post)),
        shifts=tuple(Shift.objects.filter(post=post).order_by("-ended")[:SHIFTS_SHOWN]),
        unheard=tuple(calls.unanswered(post, now - clocks.heard_within)),
    )


@dataclass(frozen=True, slots=True)
class Closing:
    """The shift that ended last at a post, and how it was closed, if it was."""

    start: datetime
    end: datetime
    closed: Shift | None


def closing(post: UUID, now: datetime) -> Closing:
    """What there is to close at ``now`` (aware)."""
    end = shift_at(post, now)[0]
    start = shift_at(post, end - timedelta(seconds=1))[0]
    zone = post_view(post).zone
    return Closing(
        start.astimezone(zone), end.astimezone(zone), Shift.objects.filter(post=post, started=start, ended=end).first()
    )
