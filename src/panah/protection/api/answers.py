"""From the desk's values to what a body's own system gets."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from panah.protection.api.schemas import (
    AnsweredOut,
    BodiesOut,
    BodyOut,
    ConsentOut,
    EventOut,
    EventsOut,
    HandedOverOut,
    ReferralLine,
    ReferralOut,
    ReferralsOut,
    SaidOut,
)
from panah.protection.desk import feed, passing, referrals
from panah.protection.desk.bodies import bodies
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referrals import ReferralView
from panah.protection.models import BodyEvent
from panah.protection.models.passing import PassedOn
from panah.safeguards.routes import least_fields
from panah.web.problems import ProblemError
from panah.web.wording import word


def referrals_out(body: UUID, after: int, limit: int) -> ReferralsOut:
    """Referrals with something new. What a body handed over itself, or isn't here any more, is left out."""
    feed.gather(body)
    found = feed.events(body, after, limit + 1)
    shown = found[:limit]
    newest = {one.referral: one.sequence for one in shown}
    return ReferralsOut(
        referrals=[_line(view, newest[id]) for id in newest if (view := _view(body, id)) is not None],
        cursor=shown[-1].sequence if shown else after,
        more=len(found) > limit,
    )


def events_out(body: UUID, after: int, limit: int) -> EventsOut:
    """The events themselves."""
    feed.gather(body)
    found = feed.events(body, after, limit + 1)
    shown = found[:limit]
    return EventsOut(
        events=[
            EventOut(id=one.id, event=one.event, referral=one.referral, at=one.at, sequence=one.sequence)  # type: ignore[arg-type]  # one of feed.EVENTS
            for one in shown
        ],
        cursor=shown[-1].sequence if shown else after,
        more=len(found) > limit,
    )


def referral_out(view: ReferralView) -> ReferralOut:
    """All of a referral."""
    row = view.row
    return ReferralOut(
        **_line(view, _changed(row.reader, row.subject)).model_dump(),
        values=view.values,
        why=row.why,
        consents=[_consent(one) for one in row.consents],
        said=[
            SaidOut(at=datetime.fromisoformat(one["at"]), what=one["what"], reason=one["reason"], text=one["text"])
            for one in row.said
        ],
    )


def answered(body: UUID, referral: UUID) -> AnsweredOut:
    """How a referral stands now."""
    view = referrals.referral_of(body, referral)
    return AnsweredOut(referral=referral, state=view.state, to_confirm=sorted(view.owed))  # type: ignore[arg-type]  # one of STATES


def handed_over_out(row: PassedOn) -> HandedOverOut:
    """A referral that the body sent."""
    return HandedOverOut(
        referral=row.subject,
        to=row.to,
        reference=row.reference,
        purpose=row.purpose,  # type: ignore[arg-type]  # from a fact that was checked
        needs=row.needs,
        urgent=row.urgent,
        sent=row.sent,
        state=referrals.state_of(row),  # type: ignore[arg-type]  # one of STATES
        reason=row.reason,
        question=row.question,
        to_confirm=sorted(passing.owed(row, int(time.time()))),
    )


def bodies_out(own: UUID) -> BodiesOut:
    """Whom this body may ask."""
    return BodiesOut(
        bodies=[
            BodyOut(
                body=one.id,
                name=one.name,
                kind=one.sort,
                needs=sorted(one.needs),
                languages=list(one.languages),
                fields={
                    purpose: [name for name in fields if name not in passing.FILLED_IN]
                    for (kind, purpose), fields in least_fields().items()
                    if kind == one.sort
                },
            )
            for one in bodies()
            if one.id != own and passing.reachable(one)
        ]
    )


def not_allowed(no: passing.NotAllowedError) -> ProblemError:
    """What stands against a hand-over, each at its place."""
    problems = [{"at": f"body.{one.at}", "code": one.code, "message": word(f"passing:{one.code}")} for one in no.wrong]
    return ProblemError(422, no.wrong[0].code, word(f"passing:{no.wrong[0].code}"), extra={"problems": problems})


def _view(body: UUID, referral: UUID) -> ReferralView | None:
    try:
        return referrals.referral_of(body, referral)
    except ProtectionError:
        return None


def _line(view: ReferralView, changed: int) -> ReferralLine:
    row = view.row
    return ReferralLine(
        referral=row.subject,
        reference=row.reference,
        purpose=row.purpose,  # type: ignore[arg-type]  # from a fact that was checked
        needs=row.needs,
        urgent=row.urgent,
        state=view.state,  # type: ignore[arg-type]  # one of STATES
        late=view.late,
        sent=row.sent,
        answer_by=_moment(view.answer_by),
        to_confirm=sorted(view.owed),
        changed=changed,
    )


def _changed(body: UUID, referral: UUID) -> int:
    feed.gather(body)
    newest = BodyEvent.objects.filter(body=body, referral=referral).aggregate(newest=Max("sequence"))["newest"]
    return int(newest or 0)


def _consent(one: Mapping[str, Any]) -> ConsentOut:
    return ConsentOut(
        purpose=one["purpose"],
        agreed=one["agreed"],
        at=_moment(one["at"]),
        recipient=UUID(one["recipient"]) if one["recipient"] else None,
        without=list(one["without"]),
        until=None if one["until"] is None else _moment(one["until"]),
        how=one["how"],
        language=one["language"],
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
