"""The operations of a border post's API. None of them can refuse anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from panah import movements
from panah.border.api.answers import acknowledged, advice_out, assessed, presented
from panah.border.api.idempotency import PARAMETER, once
from panah.border.api.looking import PARAMETERS as LOOKING
from panah.border.api.looking import look_first
from panah.border.api.schemas import (
    CrossingIn,
    InspectionIn,
    InspectionOut,
    KindsOut,
    OpenedOut,
    OutcomeOut,
    PresentationIn,
    PresentationOut,
    Recorded,
    StayIn,
    StayOut,
    TimeOut,
)
from panah.border.api.sent import arrival_of, document_of, host_of, place_of
from panah.border.desk import gates, presentations, sample
from panah.border.desk.context import DeskError
from panah.border.desk.decision import Decision
from panah.border.desk.posts import post
from panah.border.desk.presentations import Opened
from panah.border.desk.regimes import names, regime
from panah.border.rules.gates import clear
from panah.documents import paper_kinds
from panah.people.devices import Device, DeviceAuth
from panah.stays import Crossing, RegimeError, StayInputError, assess
from panah.web.problems import ProblemError

router = Router(tags=["border"])

READS, ADMITS, STAYS = DeviceAuth("inspect"), DeviceAuth("admit"), DeviceAuth("read_stays")
RECORDING: dict[str, Any] = {"parameters": [PARAMETER]}


def _device(request: HttpRequest) -> Device:
    return request.auth  # type: ignore[attr-defined, no-any-return]  # what the authenticator gave back


def _answer(request: HttpRequest, act: Callable[[], Recorded]) -> HttpResponse:
    return once(request, _device(request).id, lambda: (201, acknowledged(act())))


def _open(sent: PresentationIn, device: Device) -> Opened:
    here = post(device.post)
    document, reading = document_of(sent, here)
    return presentations.open_presentation(
        document,
        reading,
        direction=sent.direction,
        place=place_of(device, here),
        actor=device,
        arrived=arrival_of(sent),
        host=host_of(sent),
    )


def _own(device: Device, presentation: UUID) -> presentations.PresentationView:
    found = presentations.get(presentation)
    # A device learns nothing about other posts, not even that a handle exists.
    if found.row.post != device.post:
        raise DeskError("presentation_unknown")
    return found


@router.post(
    "/presentations",
    auth=READS,
    response={201: OpenedOut},
    summary="Somebody presents themselves",
    openapi_extra=RECORDING,
)
def open_presentation(request: HttpRequest, sent: PresentationIn) -> HttpResponse:
    """Open a presentation and get the advice. It stays open until it is crossed or set aside."""
    device = _device(request)

    def act() -> OpenedOut:
        opened = _open(sent, device)
        standing = presented(presentations.get(opened.presentation), opened.advice)
        return OpenedOut(**standing.model_dump())

    return _answer(request, act)


@router.get(
    "/presentations/{presentation}",
    auth=READS,
    response=PresentationOut,
    summary="How it stands",
    openapi_extra={"parameters": LOOKING},
)
def show_presentation(request: HttpRequest, presentation: UUID) -> PresentationOut:
    """A presentation of the device's own post, with all findings so far. Another machine's, or an older one, wants a
    reason."""
    view = _own(_device(request), presentation)
    look_first(request, _device(request), view)
    return presented(view, view.advice)


@router.post(
    "/presentations/{presentation}/crossing",
    auth=ADMITS,
    response={201: OutcomeOut},
    summary="Let them cross",
    openapi_extra=RECORDING,
)
def cross(request: HttpRequest, presentation: UUID, sent: CrossingIn) -> HttpResponse:
    """Record the crossing of somebody who is green throughout; everybody else is set aside, and the answer says so."""
    device = _device(request)

    def act() -> OutcomeOut:
        view = _own(device, presentation)
        advice = view.advice
        if not clear(advice) or sample.is_sampled(sample.lot_of(view.row)):
            presentations.set_aside(presentation, actor=device, host=host_of(sent))
            return OutcomeOut(presentation=presentation, outcome="set_aside")
        decision = Decision(purpose=sent.purpose, means=sent.means, capacity=advice.capacity, host=host_of(sent))
        try:
            presentations.admit(presentation, decision, actor=device, line="gate")
        except DeskError as error:
            if error.code != "set_aside_required":
                raise
            presentations.set_aside(presentation, actor=device, host=host_of(sent))
            return OutcomeOut(presentation=presentation, outcome="set_aside")
        return OutcomeOut(presentation=presentation, outcome="crossed")

    return _answer(request, act)


@router.post(
    "/presentations/{presentation}/set-aside",
    auth=ADMITS,
    response={201: OutcomeOut},
    summary="Call a colleague",
    openapi_extra=RECORDING,
)
def set_aside(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """Set aside, without a reason; a colleague of the second line comes."""
    device = _device(request)

    def act() -> OutcomeOut:
        _own(device, presentation)
        presentations.set_aside(presentation, actor=device)
        return OutcomeOut(presentation=presentation, outcome="set_aside")

    return _answer(request, act)


@router.post(
    "/inspections",
    auth=ADMITS,
    response={201: InspectionOut},
    summary="A whole inspection at a gate",
    openapi_extra=RECORDING,
)
def inspect(request: HttpRequest, sent: InspectionIn) -> HttpResponse:
    """Present and decide in one request: whoever is green throughout crosses, everybody else is set aside."""
    device = _device(request)

    def act() -> InspectionOut:
        here = post(device.post)
        document, reading = document_of(sent, here)
        became = gates.inspect(
            document,
            reading,
            direction=sent.direction,
            place=place_of(device, here),
            actor=device,
            decision=Decision(purpose=sent.purpose, means=sent.means, host=host_of(sent)),
            arrived=arrival_of(sent),
        )
        return InspectionOut(presentation=became.presentation, outcome=became.outcome, advice=advice_out(became.advice))

    return _answer(request, act)


@router.post("/stays", auth=STAYS, response=StayOut, summary="How long may somebody stay")
def reckon(request: HttpRequest, sent: StayIn) -> StayOut:
    """Assess a history under a regime. Nothing is stored, and no register is asked."""
    if sent.regime not in names():
        raise ProblemError(422, "regime", "There is no such regime", "GET /api/v1/kinds lists them.")
    try:
        history = [Crossing(day, direction) for day, direction in sent.crossings]
        return assessed(assess(regime(sent.regime), sent.nationality, history, sent.on))
    except (StayInputError, RegimeError) as error:
        raise ProblemError(422, "stay", "The history can't be assessed", str(error)) from None


@router.get("/kinds", auth=READS, response=KindsOut, summary="Codes that may be sent")
def list_kinds(request: HttpRequest) -> KindsOut:
    """Purposes, means, kinds of documents and regimes this node knows."""
    return KindsOut(
        purposes=list(movements.purposes()),
        means=list(movements.means()),
        documents=list(paper_kinds()),
        regimes=list(names()),
    )


@router.get("/time", auth=READS, response=TimeOut, summary="The node's clock")
def tell_time(request: HttpRequest) -> TimeOut:
    """The node's time, so that a machine with a wrong clock notices."""
    return TimeOut(now=datetime.now(UTC))
