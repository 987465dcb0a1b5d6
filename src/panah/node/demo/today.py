"""A post in the middle of its day: somebody on hold, a bus at the line, paper forms to confirm, listed residents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from panah.border.desk import carriages, forms, holds, paper, presentations
from panah.border.desk.context import Actor
from panah.border.desk.decision import Decision
from panah.border.facts.groups import Listed
from panah.border.rules.manifests import Line
from panah.documents import Paper
from panah.journal.entries import Statement
from panah.journal.record import record
from panah.node.demo.country import PostPlan
from panah.node.demo.documents import part
from panah.node.demo.incidents import incidents
from panah.node.demo.line import let_cross, present
from panah.node.demo.population import Traveller


def scenes(
    posts: Sequence[PostPlan], staff: Mapping[str, UUID], people: Sequence[Traveller], now: datetime, chance: Random
) -> None:
    """Everything that is going on at the moment the demo opens."""
    post = posts[0]
    first = Actor(staff["first"], frozenset({"first_line"}))
    second = Actor(staff["second"], frozenset({"second_line"}))
    _residents(people, now, staff["headquarters"])
    of_age = (now - timedelta(days=20 * 365)).date()
    grown = [one for one in people if one.birth_date < of_age and one.nationality != "KAZ"]
    strangers = chance.sample(grown, 30)
    _last_half_hour(post, strangers[:9], now, first)
    _on_hold(post, strangers[9:11], now, first, second)
    _bus(post, strangers[11:21], first)
    _paper(post, strangers[21:24], now, first)
    incidents(post, staff, strangers[24:], now)


def _residents(people: Sequence[Traveller], now: datetime, actor: UUID) -> None:
    listed = [one for one in people if one.habit.name == "local resident"]
    statements: list[Statement] = []
    for one in listed:
        document = part(one)
        fact = Listed(
            sort="local_resident",
            issuer=document.issuer,
            number=document.number,
            name=f"{one.surname} {one.given_names}",
            valid_from=(now - timedelta(days=200)).date().isoformat(),
            valid_to=(now + timedelta(days=165)).date().isoformat(),
            paper=f"LBT-{one.number[-5:]}",
        )
        statements.append(Statement(fact, uuid4(), now - timedelta(days=200)))
    record(statements, actor=actor)


def _last_half_hour(post: PostPlan, who: Iterable[Traveller], now: datetime, actor: Actor) -> None:
    at = now - timedelta(minutes=28)
    for one in who:
        decision = Decision(purpose=max(one.habit.purpose, key=one.habit.purpose.__getitem__), means="bus")
        let_cross(present(post, one, at, actor), decision, at + timedelta(seconds=24), actor)
        at += timedelta(minutes=3)


def _on_hold(post: PostPlan, who: Sequence[Traveller], now: datetime, first: Actor, second: Actor) -> None:
    for one, minutes in zip(who, (135, 18), strict=True):
        at = now - timedelta(minutes=minutes)
        hold = presentations.set_aside(present(post, one, at, first), actor=first, happened=at + timedelta(seconds=30))
        if minutes > 60:
            holds.take(hold, actor=second)


def _bus(post: PostPlan, who: Sequence[Traveller], actor: Actor) -> None:
    lines = [
        Line(line=number, name=f"{one.surname} {one.given_names}", number=one.number, nationality=one.nationality)
        for number, one in enumerate(who, 1)
    ]
    carriages.arrive(
        post.id,
        direction="entry",
        sort="bus",
        plate="01 518 KLA",
        country="UZB",
        service="Tashkent to Shymkent",
        carrier="Practice carrier",
        lines=lines,
        actor=actor,
    )


def _paper(post: PostPlan, who: Sequence[Traveller], now: datetime, actor: Actor) -> None:
    """Yesterday the power failed for two hours; three forms are keyed and wait for a second officer."""
    began = now - timedelta(hours=26)
    paper.print_forms(post.id, 20, actor=actor)
    paper.declare(post.id, began, began + timedelta(hours=2), actor=actor, reason="Power cut")
    numbers = [f"{paper.prefix(post.id)}-{number:06d}" for number in range(1, len(who) + 1)]
    for minutes, (number, one) in enumerate(zip(numbers, who, strict=True)):
        forms.key(
            post.id,
            forms.Keyed(
                number=number,
                happened=began + timedelta(minutes=20 + 7 * minutes),
                direction="entry",
                paper=Paper(
                    kind=one.kind,
                    issuer=one.issuer,
                    number=one.number,
                    surname=one.surname,
                    given_names=one.given_names,
                    native_name=one.native_name,
                    nationality=one.nationality,
                    birth_date=one.birth_date.isoformat(),
                    sex=one.sex,
                    expiry_date=one.expiry_date.isoformat(),
                ),
                lane="1",
                means="bus",
                officer_on_paper="Officer, first line",
            ),
            actor=actor,
        )
