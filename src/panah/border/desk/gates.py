"""A whole inspection at a gate: present and decide in one step, for machines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from panah.border.desk.context import Acting, DeskError, Place
from panah.border.desk.decision import Decision, checked
from panah.border.desk.outcomes import crossing_as_told
from panah.border.desk.placing import placing
from panah.border.desk.posts import post
from panah.border.desk.presentations import document_part, prepare
from panah.border.facts.parts import Direction
from panah.border.facts.presentations import SetAside
from panah.border.rules import gates
from panah.border.rules.advice import Advice
from panah.documents import Reading, TravelDocument
from panah.journal.entries import Source, Statement
from panah.journal.record import record

MachineOutcome = Literal["crossed", "set_aside"]


@dataclass(frozen=True, slots=True)
class Inspected:
    """What became of somebody at a gate, with the advice that led to it."""

    presentation: UUID
    outcome: MachineOutcome
    advice: Advice


def inspect(
    document: TravelDocument,
    reading: Reading | None,
    *,
    direction: Direction,
    place: Place,
    actor: Acting,
    decision: Decision,
    arrived: dt.datetime | None = None,
) -> Inspected:
    """Whoever is green throughout crosses; everybody else, the random sample, and whom a list may know, is set aside.
    All is recorded at once. DeskError for an unknown post, lane, purpose or means."""
    here = post(place.post)
    if here.lane(place.lane) is None:
        raise DeskError("lane_unknown")
    good = checked(decision)
    now = timezone.now()
    prepared = prepare(
        document_part(document, reading),
        reading,
        here=here,
        direction=direction,
        place=place,
        now=now,
        arrived=arrived,
        host=good.host,
    )
    advice, presentation = prepared.advice, prepared.presentation
    outcome: MachineOutcome = "crossed" if gates.clear(advice) and not prepared.drawn else "set_aside"
    with transaction.atomic(savepoint=False):
        if outcome == "crossed":
            chosen = replace(good, capacity=advice.capacity, host=None)
            fact = crossing_as_told(advice, chosen, "gate", direction=direction, regime=here.regime)
            decided = [Statement(fact, presentation, now)]
        else:
            hold, placed = placing(
                presentation,
                here.id,
                at=now,
                source=Source.CLOCK,
                hours=here.hold_hours,
                not_after=prepared.gathered.hold_until,
            )
            decided = [Statement(SetAside(hold=hold), presentation, now), placed]
        record([*prepared.statements, *decided], actor=actor.id)
    return Inspected(presentation, outcome, advice)
