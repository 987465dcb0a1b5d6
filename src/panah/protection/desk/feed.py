"""What happened to a body's referrals, numbered in the order in which this node learned of it: for its machines.

A number is given once, without gaps, and never changes. It says that something happened to which referral, and nothing
of what.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from panah.journal import following
from panah.journal.envelopes.registers import opened
from panah.journal.store import HeadRow
from panah.protection.desk import feed_clock, returns
from panah.protection.facts.referrals import (
    ConsentAcknowledged,
    ConsentSaid,
    ReferralAnswered,
    ReferralExplained,
    ReferralSent,
)
from panah.protection.models import BodyEvent, BodyFeed

EVENTS = {
    ReferralSent.kind: "referral.sent",
    ReferralExplained.kind: "referral.explained",
    ReferralAnswered.kind: "referral.answered",
    ConsentSaid.kind: "consent.said",
    ConsentAcknowledged.kind: "consent.confirmed",
}
"""What is told, by kind of fact; besides what ``feed_clock`` tells."""

_CLOCK = UUID(int=0)
"""In the place of a journal: in which minute the clocks of answers were asked last."""


def gather(body: UUID, *, everything: bool = False) -> int:
    """Number what this body's key opened since the last time, and which clocks struck; gives how much that was.

    ``everything`` looks through all there is: see ``gather_everything``.
    """
    return _gather_opened(body, everything) + _gather_struck(body)


def _gather_opened(body: UUID, everything: bool) -> int:
    with transaction.atomic():
        if not _behind(body) and not everything:
            return 0
        _take_turn(body)
        # The heads are read before what was opened: whatever stands behind them later is left to the next round.
        behind = _behind(body)
        told = BodyEvent.objects.filter(id=OuterRef("id"))
        said = opened().defer("body").filter(~Exists(told), reader=body, kind__in=EVENTS)
        if not everything:
            said = said.filter(_between(behind))
        numbered = enumerate(said.order_by("clock", "journal", "sequence", "number"), _newest(body) + 1)
        new = BodyEvent.objects.bulk_create(
            BodyEvent(
                id=one.id, body=body, sequence=number, event=EVENTS[one.kind], referral=one.about, at=one.happened
            )
            for number, one in numbered
        )
        BodyFeed.objects.bulk_create(
            [BodyFeed(body=body, journal=head.journal, sequence=head.sequence) for head, _after in behind],
            update_conflicts=True,
            unique_fields=["body", "journal"],
            update_fields=["sequence"],
        )
        return len(new)


def _gather_struck(body: UUID) -> int:
    """Number which clocks struck since, once a minute."""
    now = timezone.now()
    minute = int(now.timestamp()) // 60
    if BodyFeed.objects.filter(body=body, journal=_CLOCK, sequence__gte=minute).exists():
        return 0
    with transaction.atomic():
        _take_turn(body)
        struck = {one.id: one for one in feed_clock.struck(body, now)}
        told = set(BodyEvent.objects.filter(id__in=struck).values_list("id", flat=True))
        found = sorted((one for one in struck.values() if one.id not in told), key=lambda one: (one.at, one.id))
        BodyEvent.objects.bulk_create(
            BodyEvent(id=one.id, body=body, sequence=number, event=one.event, referral=one.referral, at=one.at)
            for number, one in enumerate(found, _newest(body) + 1)
        )
        BodyFeed.objects.bulk_create(
            [BodyFeed(body=body, journal=_CLOCK, sequence=minute)],
            update_conflicts=True,
            unique_fields=["body", "journal"],
            update_fields=["sequence"],
        )
        return len(found)


def _take_turn(body: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 41))", [str(body)])


def _newest(body: UUID) -> int:
    return int(BodyEvent.objects.filter(body=body).aggregate(newest=Max("sequence"))["newest"] or 0)


def _behind(body: UUID) -> list[tuple[HeadRow, int]]:
    return following.news(dict(BodyFeed.objects.filter(body=body).values_list("journal", "sequence")))


def _between(behind: Iterable[tuple[HeadRow, int]]) -> Q:
    places = Q(pk__in=[])
    for head, after in behind:
        places |= Q(journal=head.journal, sequence__gt=after, sequence__lte=head.sequence)
    return places


def gather_everything() -> None:
    """Number what came later than its entry, for every body whose machines were ever told anything: an envelope that
    was kept back, an entry let out of quarantine, a key that came back."""
    for body in sorted(set(BodyFeed.objects.values_list("body", flat=True))):
        gather(body, everything=True)


returns.thorough.append(gather_everything)


def events(body: UUID, after: int, limit: int) -> Sequence[BodyEvent]:
    """Those behind a number, in order."""
    return list(BodyEvent.objects.filter(body=body, sequence__gt=after).order_by("sequence")[:limit])
