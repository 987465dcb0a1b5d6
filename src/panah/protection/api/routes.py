"""The operations for a body's own system. A token belongs to one body and sees nothing of any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel

from panah.border.api.answers import acknowledged
from panah.border.api.idempotency import PARAMETER, once
from panah.border.api.schemas import Recorded
from panah.protection.api.answers import answered, bodies_out, events_out, handed_over_out, referral_out, referrals_out
from panah.protection.api.auth import BodyAuth
from panah.protection.api.looking import PARAMETERS as LOOKING
from panah.protection.api.looking import look_first
from panah.protection.api.schemas import (
    AnsweredOut,
    AnswerIn,
    BodiesOut,
    ConsentIn,
    EventsOut,
    ExplainIn,
    HandedOverListOut,
    HandedOverOut,
    HandOverIn,
    NarrowIn,
    ReferralOut,
    ReferralsOut,
)
from panah.protection.api.sent import handing_of, said_of, until_of
from panah.protection.desk import passing, referrals
from panah.protection.desk.machines import Machine

router = Router(tags=["body"])

READS, ANSWERS, SENDS = BodyAuth("referrals_read"), BodyAuth("referrals_answer"), BodyAuth("referrals_send")
RECORDING: dict[str, Any] = {"parameters": [PARAMETER]}
MOST = 500


class Since(BaseModel):
    """Where to go on."""

    after: Annotated[int, Query(ge=0, lt=1 << 62)] = 0
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100


def _machine(request: HttpRequest) -> Machine:
    return request.auth  # type: ignore[attr-defined, no-any-return]  # what the authenticator gave back


def _record(request: HttpRequest, act: Callable[[], Recorded]) -> HttpResponse:
    return once(request, _machine(request).id, lambda: (201, acknowledged(act())))


@router.get("/referrals", auth=READS, response=ReferralsOut, summary="What the body was asked")
def list_referrals(request: HttpRequest, since: Query[Since]) -> ReferralsOut:
    """Referrals to the token's body that are new or changed since a cursor, without anything told of a person. Begin
    with 0; keep the cursor of each answer for the next."""
    return referrals_out(_machine(request).body, since.after, since.limit)


@router.get("/events", auth=READS, response=EventsOut, summary="What happened, in order")
def list_events(request: HttpRequest, since: Query[Since]) -> EventsOut:
    """What a webhook is told, for whoever would rather ask, or missed something."""
    return events_out(_machine(request).body, since.after, since.limit)


@router.get(
    "/referrals/{referral}",
    auth=READS,
    response=ReferralOut,
    summary="One referral",
    openapi_extra={"parameters": LOOKING},
)
def show_referral(request: HttpRequest, referral: UUID) -> ReferralOut:
    """A referral to the token's body, with what it was told. Opening it is a look: say why."""
    machine = _machine(request)
    view = referrals.referral_of(machine.body, referral)
    look_first(request, machine, referral)
    return referral_out(view)


@router.post(
    "/referrals/{referral}/answer",
    auth=ANSWERS,
    response={201: AnsweredOut},
    summary="Answer it",
    openapi_extra=RECORDING,
)
def answer(request: HttpRequest, referral: UUID, sent: AnswerIn) -> HttpResponse:
    """The body has it, accepts, asks something back, or declines with a reason. The post is told under seal."""
    machine = _machine(request)

    def act() -> AnsweredOut:
        referrals.answer(machine.body, referral, sent.answer, reason=sent.reason, text=sent.text, actor=machine)
        return answered(machine.body, referral)

    return _record(request, act)


@router.post(
    "/referrals/{referral}/consent",
    auth=ANSWERS,
    response={201: AnsweredOut},
    summary="What the person says about consent",
    openapi_extra=RECORDING,
)
def say_consent(request: HttpRequest, referral: UUID, sent: ConsentIn) -> HttpResponse:
    """The person said something else to the referral's purpose. A no reaches everybody who received anything; a yes,
    and what they except from it, counts for this body."""
    machine = _machine(request)

    def act() -> AnsweredOut:
        referrals.say_consent(machine.body, referral, said_of(sent), actor=machine)
        return answered(machine.body, referral)

    return _record(request, act)


@router.post(
    "/referrals/{referral}/consent/narrow",
    auth=ANSWERS,
    response={201: AnsweredOut},
    summary="Narrow it for everybody",
    openapi_extra=RECORDING,
)
def narrow_consent(request: HttpRequest, referral: UUID, sent: NarrowIn) -> HttpResponse:
    """The person wants less of them told or kept, by everybody who received anything for the referral's purpose. What
    is left reaches them all, and each has to confirm."""
    machine = _machine(request)

    def act() -> AnsweredOut:
        referrals.narrow(machine.body, referral, sent.without, until_of(sent), sent.how, sent.language, actor=machine)
        return answered(machine.body, referral)

    return _record(request, act)


@router.post(
    "/referrals/{referral}/consent/confirm",
    auth=ANSWERS,
    response={201: AnsweredOut},
    summary="Confirm that consent was taken back",
    openapi_extra=RECORDING,
)
def confirm_consent(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The body no longer uses the fields under ``to_confirm``, and whoever had them from it was told."""
    machine = _machine(request)

    def act() -> AnsweredOut:
        referrals.acknowledge_consent(machine.body, referral, actor=machine)
        return answered(machine.body, referral)

    return _record(request, act)


@router.get("/directory", auth=SENDS, response=BodiesOut, summary="Whom the body may ask")
def directory(request: HttpRequest) -> BodiesOut:
    """The bodies that can be asked, with the fields each needs for a purpose: nothing else can be sent."""
    return bodies_out(_machine(request).body)


@router.post(
    "/handed-over",
    auth=SENDS,
    response={201: HandedOverOut},
    summary="Hand somebody over",
    openapi_extra=RECORDING,
)
def hand_over(request: HttpRequest, sent: HandOverIn) -> HttpResponse:
    """Ask another body to help somebody, or pass a claim on: sealed to that body, with the least it needs and as the
    person consented. Whatever isn't allowed is named at its place, and then nothing is sent."""
    machine = _machine(request)

    def act() -> HandedOverOut:
        return handed_over_out(passing.hand_over(machine.body, handing_of(sent), actor=machine))

    return _record(request, act)


@router.get("/handed-over", auth=SENDS, response=HandedOverListOut, summary="What the body handed over")
def list_handed_over(request: HttpRequest) -> HandedOverListOut:
    """What the token's body handed over itself, and what came back; the newest 500."""
    found = passing.all_handed_over(_machine(request).body)
    return HandedOverListOut(referrals=[handed_over_out(row) for row in found[:MOST]], more=len(found) > MOST)


@router.get("/handed-over/{referral}", auth=SENDS, response=HandedOverOut, summary="How one of them stands")
def show_handed_over(request: HttpRequest, referral: UUID) -> HandedOverOut:
    """What the other body answered. What was told of the person isn't kept here."""
    return handed_over_out(passing.handed_over(_machine(request).body, referral))


@router.post(
    "/handed-over/{referral}/explain",
    auth=SENDS,
    response={201: HandedOverOut},
    summary="Answer a question",
    openapi_extra=RECORDING,
)
def explain(request: HttpRequest, referral: UUID, sent: ExplainIn) -> HttpResponse:
    """Answer what the other body asked back: only what it needs, and what the person agrees to."""
    machine = _machine(request)

    def act() -> HandedOverOut:
        passing.explain(machine.body, referral, sent.text, actor=machine)
        return handed_over_out(passing.handed_over(machine.body, referral))

    return _record(request, act)


@router.post(
    "/handed-over/{referral}/consent",
    auth=SENDS,
    response={201: HandedOverOut},
    summary="What the person says about consent now",
    openapi_extra=RECORDING,
)
def tell_consent(request: HttpRequest, referral: UUID, sent: ConsentIn) -> HttpResponse:
    """The person said something else to the body that handed them over: the other body is told, and has to confirm."""
    machine = _machine(request)

    def act() -> HandedOverOut:
        passing.say_consent(machine.body, referral, said_of(sent), actor=machine)
        return handed_over_out(passing.handed_over(machine.body, referral))

    return _record(request, act)
