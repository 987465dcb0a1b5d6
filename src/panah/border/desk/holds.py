"""Holds: the queue of the second line, and what is done about each, until the token opens the lock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import timezone

from panah.border.desk import envelopes, parties, tokens
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import LONGEST_REMARK, Decision, checked, text
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.outcomes import child_decision, crossing
from panah.border.facts.holds import (
    HoldNoted,
    HoldPassedOn,
    HoldReleased,
    HoldTaken,
    RollEntryPart,
    RollSigned,
)
from panah.border.models import Hold, HoldEvent, Presentation, Roll, RollEntry
from panah.journal.entries import Statement
from panah.journal.record import record, say
from panah.watchlists.desk import hits

Resolution = Literal["settled", "stands", "unclear"]


@dataclass(frozen=True, slots=True)
class HoldView:
    """One hold as the second line sees it. ``presentation`` is the register row of the person who waits."""

    id: UUID
    post: UUID
    placed: datetime
    placed_by: UUID
    until: datetime
    taken_by: UUID | None
    taken: datetime | None
    released: datetime | None
    presentation: Presentation
    events: tuple[HoldEvent, ...] = ()

    @property
    def name(self) -> str:
        """How the person is called: as in the document, or what describes them; empty for nothing."""
        return parties.name_of(self.presentation.document)

    def over(self, now: datetime) -> bool:
        """Whether the lawful maximum has passed while the hold still stands."""
        return self.released is None and now >= self.until


def queue(post: UUID) -> list[HoldView]:
    """Everybody who waits at the post, the shortest clock first."""
    return _views(Hold.objects.waiting().filter(post=post).order_by("until", "subject"))


def overdue(post: UUID | None, now: datetime) -> list[HoldView]:
    """Holds past their lawful maximum, at one post or (None) at all."""
    holds = Hold.objects.waiting().filter(until__lte=now).order_by("until", "subject")
    return _views(holds if post is None else holds.filter(post=post))


def get(hold: UUID) -> HoldView:
    """One hold with everything that was done about it; DeskError ``hold_unknown``."""
    return _views([_row(hold)])[0]


def still_open(holds: Iterable[str]) -> set[UUID]:
    """Which of these holds aren't released."""
    return set(Hold.objects.filter(subject__in=holds, released=None).values_list("subject", flat=True))


def standing(holds: Collection[UUID]) -> list[Hold]:
    """Those of these holds that aren't released."""
    return list(Hold.objects.filter(subject__in=holds, released=None))


def over_before(holds: Collection[UUID], moment: datetime) -> set[UUID]:
    """Those of these holds that were over before then, and those nobody here knows."""
    later = Q(released=None) | Q(released__gt=moment)
    return set(holds) - set(Hold.objects.filter(later, subject__in=holds).values_list("subject", flat=True))


def holder(hold: UUID) -> UUID | None:
    """The presentation that a hold is of; None where this node doesn't know the hold."""
    return Hold.objects.filter(subject=hold).values_list("presentation", flat=True).first()


def placed_at(hold: UUID) -> datetime | None:
    """Since when somebody waited under a hold; None where this node doesn't know it."""
    return Hold.objects.filter(subject=hold).values_list("placed", flat=True).first()


def _views(holds: Iterable[Hold]) -> list[HoldView]:
    rows = list(holds)
    people = Presentation.objects.in_bulk([row.presentation for row in rows])
    events: dict[UUID, list[HoldEvent]] = {}
    for event in HoldEvent.objects.filter(subject__in=[row.subject for row in rows]).order_by("clock", "id"):
        events.setdefault(event.subject, []).append(event)
    return [
        HoldView(
            id=row.subject,
            post=row.post,
            placed=row.placed,
            placed_by=row.placed_by,
            until=row.until,
            taken_by=row.taken_by,
            taken=row.taken,
            released=row.released,
            presentation=people[row.presentation],
            events=tuple(events.get(row.subject, ())),
        )
        for row in rows
        if row.presentation in people
    ]


def _row(hold: UUID) -> Hold:
    row = Hold.objects.filter(subject=hold).first()
    if row is None:
        raise DeskError("hold_unknown")
    return row


def open_with(hold: UUID, *, actor: Acting | None = None) -> Hold:
    """A hold that isn't over and, with ``actor``, is with them; DeskError ``hold_released``, ``hold_not_taken``,
    ``hold_taken_by_other``."""
    row = _row(hold)
    if row.released is not None:
        raise DeskError("hold_released")
    if actor is not None and row.taken_by is None:
        raise DeskError("hold_not_taken")
    if actor is not None and row.taken_by != actor.id:
        raise DeskError("hold_taken_by_other")
    return row


def take(hold: UUID, *, actor: Acting) -> None:
    """Take the person over from the queue; DeskError where a colleague already has."""
    with one_at_a_time(hold):
        row = open_with(hold)
        if row.taken_by == actor.id:
            return
        if row.taken_by is not None:
            raise DeskError("hold_taken_by_other")
        say(HoldTaken(), actor=actor.id, about=hold)
        envelopes.leave_when_taken(row)


def note(
    hold: UUID,
    finding: str,
    resolution: Resolution,
    remark: str = "",
    *,
    actor: Acting,
    envelope: Statement | None = None,
) -> None:
    """Say what came out about one finding (its code). ``envelope`` (of ``envelopes.WITH_HOLD``) takes the place of the
    empty one that every act on a hold leaves."""
    with one_at_a_time(hold):
        open_with(hold, actor=actor)
        fact = HoldNoted(
            finding=text(finding, "finding", 60), resolution=resolution, remark=text(remark, "remark", LONGEST_REMARK)
        )
        say(fact, actor=actor.id, about=hold)
        envelopes.leave(envelope)


def pass_on(hold: UUID, remark: str = "", *, actor: Acting, letters: Sequence[Statement] = ()) -> None:
    """Leave the person in the queue for a colleague. The clock runs on. ``letters`` (of ``envelopes.WITH_HOLD``) take
    the places of empty envelopes, of which passing on leaves always the same number."""
    with one_at_a_time(hold):
        open_with(hold, actor=actor)
        fact = HoldPassedOn(remark=text(remark, "remark", LONGEST_REMARK))
        say(fact, actor=actor.id, about=hold)
        envelopes.leave_when_passing(letters)


def put_back(hold: UUID, remark: str, *, actor: Acting) -> None:
    """Leave a person in the queue whom a colleague had who is gone. The clock runs on. DeskError ``hold_released``."""
    with one_at_a_time(hold):
        open_with(hold)
        say(HoldPassedOn(remark=text(remark, "remark", LONGEST_REMARK)), actor=actor.id, about=hold)
        envelopes.leave_when_passing(())


def release_and_admit(hold: UUID, decision: Decision, *, actor: Acting) -> None:
    """End the hold by revealing its token and record the crossing, in one transaction.

    DeskError ``hits_unanswered`` while a possible match on a list has no answer (whatever the answer is, it refuses
    nobody); ``hold_not_here`` where the token isn't the second line's: then only whoever has it can release;
    ``child_needs_company`` where nobody is named into whose care a child goes, with what shows it (S6): a parent, a
    guardian, or the competent body's own officer.
    """
    good = checked(decision)
    with one_at_a_time(hold):
        row = open_with(hold, actor=actor)
        token = tokens.of(row, to_admit=True)
        if token is None:
            raise DeskError("hold_not_here")
        person, now = _may_go_on(row, good)
        record(
            [
                Statement(HoldReleased(token=token), hold, now),
                Statement(crossing(person, good, line="second"), person.subject, now),
            ],
            actor=actor.id,
        )
        envelopes.leave(None)
        tokens.forget(hold)


def admit_with_question_open(hold: UUID, decision: Decision, *, actor: Acting) -> None:
    """Record the crossing and leave the hold as it is: the person goes on, the question stays (S1).

    Always possible, in and out, whoever has a say in the hold: into the country for the procedure before the competent
    body, out of it freely: on the way out it waits for no answer to a possible match. It looks alike for every kind of
    question. DeskError as ``release_and_admit``, but for the token, which nobody needs.
    """
    good = checked(decision)
    with one_at_a_time(hold):
        row = open_with(hold, actor=actor)
        person, now = _may_go_on(row, good, freely_out=True)
        say(crossing(person, good, line="second"), actor=actor.id, about=person.subject, at=now)
        envelopes.leave(None)


def _may_go_on(row: Hold, decision: Decision, *, freely_out: bool = False) -> tuple[Presentation, datetime]:
    """Whoever waits, if nothing but the hold itself keeps them; and the moment."""
    person, now = Presentation.objects.get(subject=row.presentation), timezone.now()
    if person.outcome == "crossed":
        raise DeskError("has_outcome", {"outcome": "outcome:crossed"})
    if not (freely_out and person.direction == "exit") and hits.stops(person.subject):
        raise DeskError("hits_unanswered")
    child = child_decision(person, decision, now)
    if child.set_aside:
        raise DeskError("child_needs_company", {"code": child.code})
    return person, now


def sign_roll(post: UUID, entries: Sequence[RollEntryPart], *, actor: Acting) -> UUID:
    """Sign how everybody held at the post is: each of them once, nobody else."""
    held = set(Hold.objects.waiting().filter(post=post).values_list("subject", flat=True))
    named = [entry.hold for entry in entries]
    if not held.issuperset(named):
        raise DeskError("roll_foreign")
    if len(named) != len(held) or held.difference(named):
        raise DeskError("roll_incomplete", {"missing": len(held.difference(named))})
    roll = uuid4()
    clean = tuple(
        entry.model_copy(update={"remark": text(entry.remark, "remark", LONGEST_REMARK)}) for entry in entries
    )
    say(RollSigned(post=post, entries=clean), actor=actor.id, about=roll)
    return roll


@dataclass(frozen=True, slots=True)
class SignedRoll:
    """A signed roll, with each line and the hold it speaks of."""

    id: UUID
    post: UUID
    signed: datetime
    signed_by: UUID
    lines: tuple[tuple[RollEntry, HoldView], ...] = ()


def signed_rolls(post: UUID, limit: int = 30) -> list[SignedRoll]:
    """The rolls of a post, the last signed first, without their lines."""
    rows = Roll.objects.filter(post=post).order_by("-signed", "subject")[:limit]
    return [SignedRoll(row.subject, row.post, row.signed, row.signed_by) for row in rows]


def signed_roll(roll: UUID) -> SignedRoll:
    """One roll with its lines, whose hold began first first; DeskError ``roll_unknown``."""
    row = Roll.objects.filter(subject=roll).first()
    if row is None:
        raise DeskError("roll_unknown")
    entries = {entry.hold: entry for entry in RollEntry.objects.filter(subject=roll)}
    held = _views(Hold.objects.filter(subject__in=entries).order_by("placed", "subject"))
    return SignedRoll(row.subject, row.post, row.signed, row.signed_by, tuple((entries[h.id], h) for h in held))
