"""Nobody vanishes (S13): what the commander and the monitor must see of a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from panah.border.desk import carriages, holds, presentations
from panah.border.desk.carriages import CarriageView
from panah.border.desk.holds import HoldView
from panah.border.desk.presentations import PresentationView
from panah.border.models import Presentation

AT_THE_LINE = timedelta(minutes=15)
VOIDED_SHOWN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Lists:
    """What is open at a post, and what was declared to be nothing.

    ``without``: presentations open for longer than an inspection takes; ``held``: all open holds, the shortest clock
    first; ``voided``: scans of the last 30 days declared to be of nobody new; ``left_open``: carriages that went on
    while somebody of theirs had no outcome.
    """

    without: tuple[PresentationView, ...]
    held: tuple[HoldView, ...]
    over: tuple[HoldView, ...]
    voided: tuple[Presentation, ...]
    left_open: tuple[CarriageView, ...]


def lists(post: UUID, now: datetime) -> Lists:
    """The lists of a post at ``now`` (aware)."""
    held = tuple(holds.queue(post))
    voided = Presentation.objects.filter(post=post, outcome="voided", opened__gte=now - VOIDED_SHOWN)
    return Lists(
        without=tuple(presentations.without_outcome(post, now - AT_THE_LINE)),
        held=held,
        over=tuple(hold for hold in held if hold.over(now)),
        voided=tuple(voided.order_by("-opened", "subject")),
        left_open=tuple(carriages.left_open(post)),
    )
