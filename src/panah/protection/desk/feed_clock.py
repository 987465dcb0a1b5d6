"""What the clocks of answers say to a body's machines: that it is reminded, and that its silence goes further."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from panah.protection.desk.referral_lists import WAITING
from panah.protection.models import Referral
from panah.protection.models.passing import PassedOn
from panah.protection.models.referrals import Handover
from panah.safeguards import routes
from panah.safeguards.routes import Answers

EVENTS = {"remind": "referral.reminded", "escalate": "referral.escalated"}
"""What is told, by step of the clocks."""

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
    """All that struck by now for what waits for an answer, of this body or of one that it asked itself."""
    asked = Referral.objects.for_body(body).filter(WAITING).only(*_COLUMNS)
    passed_on = PassedOn.objects.for_body(body).filter(WAITING).only(*_COLUMNS)
    return [one for row in (*asked, *passed_on) for one in _of(body, row, int(now.timestamp()))]


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
