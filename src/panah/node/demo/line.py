"""Coming to the line and crossing, for the scenes of the practice country."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from panah.border.desk import presentations
from panah.border.desk.context import Actor, DeskError, Place
from panah.border.desk.decision import Decision
from panah.border.facts.parts import Direction
from panah.documents import from_reading, read_mrz
from panah.node.demo.country import PostPlan
from panah.node.demo.documents import zone
from panah.node.demo.population import Traveller


def present(
    post: PostPlan,
    who: Traveller,
    at: datetime,
    actor: Actor,
    *,
    direction: Direction = "entry",
    lane: str = "1",
    group: UUID | None = None,
) -> UUID:
    """Somebody comes to the line with their document."""
    reading = read_mrz(zone(who), today=at.date())
    opened = presentations.open_presentation(
        from_reading(reading),
        reading,
        direction=direction,
        place=Place(post.id, lane),
        actor=actor,
        group=group,
        happened=at,
    )
    return opened.presentation


def let_cross(presentation: UUID, decision: Decision, at: datetime, actor: Actor) -> bool:
    """Admit, or set aside where the random sample or a safeguard says so; whether they crossed."""
    try:
        presentations.admit(presentation, decision, actor=actor, happened=at)
    except DeskError:
        presentations.set_aside(presentation, actor=actor, happened=at)
        return False
    return True
