"""A matter goes from one body to another, with what it has in its hands; and what comes after goes where it belongs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils import timezone

from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.apply.matters import holding_of
from panah.protection.desk import matters, returns
from panah.protection.desk.bodies import bodies
from panah.protection.facts.matters import MatterHandedOver, MatterPassedOn, MatterSuspected, ShareEntrusted
from panah.protection.holding import Holding
from panah.protection.models import Matter


def as_told(row: Matter, competent: UUID, since: datetime) -> Statement:
    """A matter, as another body is told of it, as open ``since``. That alone gives it no say (S14)."""
    told = MatterSuspected(
        hold=row.hold,
        presentation=row.presentation,
        post=row.post,
        category=row.category,
        competent=competent,
        said=row.said,
        noticed=tuple(row.noticed),
    )
    return Statement(told, row.subject, since)


def over(row: Matter, to: UUID) -> tuple[list[Statement], list[Statement]]:
    """What hands a matter over that the body was told of, and whose turn it is: for the other, and for itself. Two
    times nothing where no post has to do with it. Whoever was given it second has to ask for a share of their own:
    nobody lets go for another.
    """
    held, now, handing = holding_of(row), timezone.now(), uuid4()
    if not held.posts:
        return [], []
    fact = MatterHandedOver(of=row.reader, handing=handing, posts=tuple(held.posts), asks=tuple(held.to_settle))
    theirs = [Statement(fact, row.subject, now), *_shares(row, held)]
    if held.passed_to is not None:
        return theirs[:1], []
    mine = MatterPassedOn(
        to=to,
        shares=tuple(one.digest for one in held.here),
        handing=handing,
        asks=fact.asks,
        handed=matters.ids(held.handed),
        openings=matters.ids(held.openings),
    )
    return theirs, [Statement(mine, row.subject, now)]


def settle() -> None:
    """Do what bodies at home here owe: a share that comes when its matter was let go of goes back at once, one of a
    matter that was handed on follows it, and where a matter came without a share the posts are asked."""
    home = matters.at_home()
    keys = {one.id: one.key for one in bodies()} if _owing(home).exists() else {}
    # What one of them does may be owed by the next, where several are at home here.
    while sum(_settled(row.reader, row.subject, keys) for row in list(_owing(home))):
        continue


returns.afterwards.append(settle)


def _owing(home: Collection[UUID]) -> QuerySet[Matter]:
    return Matter.objects.for_bodies(home).filter(owes=True)


def _settled(body: UUID, matter: UUID, keys: Mapping[UUID, str]) -> bool:
    """Whether it had to be done, and could be: what follows a matter waits where the other body has no key."""
    with one_at_a_time(matter):
        row = matters.in_turn(body, matter)
        if not row.owes:
            return False
        if row.passed_to is not None:
            return _followed(row, row.passed_to, keys.get(row.passed_to, ""))
        if row.let_go is not None:
            matters.give_back(row, row.why, row.let_go_by or row.reader)
        else:
            matters.ask(row, row.reader)
    return True


def _followed(row: Matter, to: UUID, key: str) -> bool:
    if not key:
        return False
    held = holding_of(row)
    keep([letter(_shares(row, held), to=[key], actor=row.reader)])
    fact = MatterPassedOn(to=to, shares=tuple(one.digest for one in held.here))
    matters.say_as_body(row.reader, [Statement(fact, row.subject, timezone.now())], actor=row.reader)
    return True


def _shares(row: Matter, held: Holding) -> list[Statement]:
    now = timezone.now()
    return [
        Statement(ShareEntrusted(hold=one.hold, share=one.share, reply_to=one.reply_to), row.subject, now)
        for one in held.here
    ]
