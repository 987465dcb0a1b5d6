"""What clocks say to a body's machines: that it is reminded, that its silence goes further, that a consent's time is
over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from panah.protection.desk.referral_lists import WAITING
from panah.protection.desk.telling import said_of
from panah.protection.keeping_times import keeping_times
from panah.protection.models import Referral
from panah.protection.models.passing import PassedOn
from panah.protection.models.referrals import Handover
from panah.safeguards import routes
from panah.safeguards.routes import Answers

EVENTS = {"remind": "referral.reminded", "escalate": "referral.escalated"}
"""What is told, by step of the clocks."""
ENDED = "consent.ended"
"""What is told when the time of a consent is over."""

_IDS = UUID("6f0b6b0e-0a39-4a53-9d2f-0f4d3c1b8a55")
_COLUMNS = ("id", "subject", "sort", "urgent", "sent", "acknowledged", "asked")


@dataclass(frozen=True, slots=True)
class Struck:
    """A clock struck for a referral. ``id`` is the same however often it is reckoned."""

    id: UUID
    event: str
    referral: UUID
    at: datetime


def struck(body: UUID, now: datetime) -> list[Struck]:
    """All that struck by now, of what this body was asked and of what it asked others itself: for what waits for an
    answer, and for consents whose time ended lately."""
    asked = Referral.objects.for_body(body).filter(WAITING).only(*_COLUMNS)
    passed_on = PassedOn.objects.for_body(body).filter(WAITING).only(*_COLUMNS)
    waiting = [one for row in (*asked, *passed_on) for one in _of(body, row, int(now.timestamp()))]
    lately = _ended_lately(now)
    ours, others = Referral.objects.for_body(body), PassedOn.objects.for_body(body)
    ended = (
        *ours.filter(lately).only("id", "subject", "consents"),
        *others.filter(lately).only("id", "subject", "consents", "to"),
    )
    return waiting + [one for row in ended for one in _ends(body, row, now)]


def _of(body: UUID, row: Handover, now: int) -> list[Struck]:
    times = {
        name: int(moment.timestamp())
        for name in ("acknowledged", "asked")
        if (moment := getattr(row, name)) is not None
    }
    answers = Answers(int(row.sent.timestamp()), **times)
    return [
        Struck(
            uuid5(_IDS, f"{body} {row.subject} {one.step} {one.at}"), EVENTS[one.step], row.subject,
            datetime.fromtimestamp(one.at, UTC),
        )
        for one in routes.due(row.sort, answers, now, urgent=row.urgent)
        if one.step in EVENTS
    ]  # fmt: skip


def _ended_lately(now: datetime) -> RawSQL:
    """Only those with a word of consent whose time ended lately, whatever was said since. The first part is the
    index's."""
    return RawSQL(
        """jsonb_path_exists(consents, '$[*] ? (@.until != null)') AND jsonb_path_exists(
        consents, '$[*] ? (@.until > $from && @.until < $to)',
        jsonb_build_object('from', %s::bigint, 'to', %s::bigint))""",
        (int((now - keeping_times().ended_consent).timestamp()), int(now.timestamp())),
        output_field=BooleanField(),
    )


def _ends(body: UUID, row: Handover, now: datetime) -> list[Struck]:
    """What ended of what stands now; where the person said something else since, that counts."""
    said = [said_of(one) for one in row.consents]
    to = str(row.to if isinstance(row, PassedOn) else body)
    stands = (routes.standing(said, purpose, to, int(now.timestamp())) for purpose in {one.purpose for one in said})
    return [
        Struck(
            uuid5(_IDS, f"{body} {row.subject} {word.purpose} until {word.until}"), ENDED, row.subject,
            datetime.fromtimestamp(word.until, UTC),
        )
        for word in stands
        if word is not None and word.agreed and word.until is not None and word.until < now.timestamp()
    ]  # fmt: skip
