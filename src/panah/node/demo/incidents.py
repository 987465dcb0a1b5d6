"""What else happens at a post: a family with a child, a wrong key, a double scan, an illness, a hand-over, looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from panah.border.desk import events, groups, holds, posts, presentations
from panah.border.desk.context import Actor, Place
from panah.border.desk.decision import Decision
from panah.border.facts.holds import RollEntryPart
from panah.border.facts.parts import AccompanimentPart
from panah.border.models import Crossing
from panah.documents import Paper, from_paper
from panah.node.demo.country import PostPlan
from panah.node.demo.line import let_cross, present
from panah.node.demo.population import Traveller
from panah.people.access import Staff
from panah.people.looks import record_look


def incidents(post: PostPlan, staff: Mapping[str, UUID], who: Sequence[Traveller], now: datetime) -> None:
    """All of them, in the last hours of the post; ``who`` are at least six grown travellers of no other scene."""
    first = Actor(staff["first2"], frozenset({"first_line"}))
    second = Actor(staff["second2"], frozenset({"second_line"}))
    commander = Actor(staff["commander"], frozenset({"commander"}))
    _family(post, who[0], now - timedelta(minutes=95), first)
    _wrong_key(post, who[1], now - timedelta(minutes=88), first)
    _scanned_twice(post, who[2], now - timedelta(minutes=80), first)
    left_open = _left_open(post, who[3], now - timedelta(minutes=41), first)
    events.record_event(
        post.id,
        sort="illness",
        described="A man of about fifty, dizzy in the queue",
        done="Given water and a seat; the ambulance came after twenty minutes",
        told="His daughter, by telephone",
        actor=second,
        happened=now - timedelta(hours=3),
    )
    _handover(post, who[4:6], second)
    _roll(post, second)
    posts.close_shift(post.id, actor=commander, moment=now, remark="Quiet until midnight, two buses late")
    _looks(post, staff, left_open, now)


def _family(post: PostPlan, mother: Traveller, at: datetime, actor: Actor) -> None:
    """A parent, and a child of nine on a birth certificate."""
    group = groups.open_group(post.id, direction="entry", sort="family", actor=actor)
    parent = present(post, mother, at, actor, lane="2", group=group)
    let_cross(parent, Decision(purpose="family", means="car"), at + timedelta(seconds=40), actor)
    certificate = Paper(
        kind="birth_certificate",
        issuer=mother.issuer,
        number=f"BC{mother.number[-6:]}",
        surname=mother.surname,
        given_names="ALI",
        nationality=mother.nationality,
        birth_date=(at - timedelta(days=9 * 365 + 120)).date().isoformat(),
        sex="M",
    )
    child = presentations.open_presentation(
        from_paper(certificate),
        direction="entry",
        place=Place(post.id, "2"),
        actor=actor,
        group=group,
        happened=at + timedelta(minutes=1),
    ).presentation
    company = AccompanimentPart(
        relation="parent",
        authority="birth_certificate",
        adult=parent,
        adult_name=f"{mother.surname} {mother.given_names}",
    )
    decision = Decision(purpose="family", means="car", accompaniment=company)
    let_cross(child, decision, at + timedelta(minutes=2), actor)


def _wrong_key(post: PostPlan, one: Traveller, at: datetime, actor: Actor) -> None:
    presentation = present(post, one, at, actor, lane="2")
    if let_cross(presentation, Decision(), at + timedelta(seconds=20), actor):
        presentations.take_back(presentation, "wrong_key", actor=actor, remark="Pressed before the document was back")
        presentations.admit(presentation, Decision(purpose="trade", means="bus"), actor=actor)


def _scanned_twice(post: PostPlan, one: Traveller, at: datetime, actor: Actor) -> None:
    presentation = present(post, one, at, actor, lane="2")
    again = present(post, one, at + timedelta(seconds=8), actor, lane="2")
    let_cross(presentation, Decision(means="bus"), at + timedelta(seconds=30), actor)
    presentations.void(again, actor=actor, reason="duplicate", repeats=presentation)


def _left_open(post: PostPlan, one: Traveller, at: datetime, actor: Actor) -> UUID:
    """Scanned, and then the officer was called away: it is on the commander's list."""
    return present(post, one, at, actor, lane="2")


def _handover(post: PostPlan, who: Sequence[Traveller], actor: Actor) -> None:
    groups.open_group(
        post.id,
        direction="entry",
        sort="handover",
        state="RUS",
        reference="Practice 17/4",
        expected=len(who),
        label="Returned by road",
        actor=actor,
    )


def _roll(post: PostPlan, actor: Actor) -> None:
    held = [
        RollEntryPart(hold=hold.id, food=True, water=True, doctor="not_needed", call="made")
        for hold in holds.queue(post.id)
    ]
    holds.sign_roll(post.id, held, actor=actor)


def _looks(post: PostPlan, staff: Mapping[str, UUID], file: UUID, now: datetime) -> None:
    """Ordinary looks with a reason, and one officer who opens a file of long ago again and again: an alarm."""
    officer = Staff(staff["second"], "Officer, second line", frozenset({"second_line"}), post.id)
    record_look(officer, file, "inspection", "border:history", at=now - timedelta(minutes=30))
    curious = Staff(staff["first"], "Officer, first line", frozenset({"first_line"}), post.id)
    long_gone = Crossing.objects.filter(happened__lt=now - timedelta(days=90), capacity="traveller").first()
    for day in (4, 3, 2, 1):
        if long_gone is not None:
            at = now - timedelta(days=day, hours=2)
            record_look(curious, long_gone.subject, "inspection", "border:history", at=at)
