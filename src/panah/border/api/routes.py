"""The operations of a border post's API. None of them can refuse anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from panah import movements
from panah.border.api.answers import advice_out, assessed, presented
from panah.border.api.idempotency import once
from panah.border.api.schemas import (
    CrossingIn,
    InspectionIn,
    InspectionOut,
    KindsOut,
    OutcomeOut,
    PresentationIn,
    PresentationOut,
    StayIn,
    StayOut,
)
from panah.border.desk import presentations
from panah.border.desk.context import DeskError, Place
from panah.border.desk.decision import Decision
from panah.border.desk.posts import post
from panah.border.desk.presentations import Opened
from panah.border.rules.findings import AREAS
from panah.documents import (
    Paper,
    Reading,
    Severity,
    TravelDocument,
    check_paper,
    from_paper,
    from_reading,
    paper_kinds,
    read_mrz,
)
from panah.people.devices import Device, DeviceAuth
from panah.stays import Crossing, RegimeError, StayInputError, assess, available_regimes, load_regime
from panah.web.problems import ProblemError

router = Router(tags=["border"])

READS, ADMITS, STAYS = DeviceAuth("inspect"), DeviceAuth("admit"), DeviceAuth("read_stays")


def _device(request: HttpRequest) -> Device:
    return request.auth  # type: ignore[attr-defined, no-any-return]


def _answer(request: HttpRequest, status: int, act: Callable[[], Schema]) -> HttpResponse:
    return once(request, _device(request).id, lambda: (status, act().model_dump_json().encode()))


def _document(sent: PresentationIn, device: Device) -> tuple[TravelDocument, Reading | None]:
    if (sent.mrz is None) == (sent.document is None):
        raise ProblemError(422, "document_or_mrz", "Send either mrz or document", "Exactly one of the two is needed.")
    today = datetime.now(post(device.post).zone).date()
    if sent.mrz is not None:
        reading = read_mrz(sent.mrz, today=today)
        if reading.format is None:
            raise ProblemError(422, "no_mrz", "This is no machine-readable zone", reading.problems[0].message)
        return from_reading(reading), reading
    assert sent.document is not None
    paper = Paper(**sent.document.model_dump())
    if wrong := [one for one in check_paper(paper, today) if one.severity is Severity.ERROR]:
        fields = [{"field": one.field, "code": one.code, "message": one.message} for one in wrong]
        raise ProblemError(422, "document", "The document can't be taken as it is", extra={"problems": fields})
    return from_paper(paper), None


def _open(sent: PresentationIn, device: Device) -> Opened:
    document, reading = _document(sent, device)
    lane = post(device.post).lane(device.lane)
    if lane is None:
        raise ProblemError(409, "no_lane", "This device has no lane", "An administrator gives it one.")
    return presentations.open_presentation(
        document,
        reading,
        direction=sent.direction,
        place=Place(device.post, lane.code, "gate" if lane.kind == "gate" else "kiosk"),
        actor=device,
        arrived=sent.arrived,
    )


def _own(request: HttpRequest, presentation: UUID) -> presentations.PresentationView:
    found = presentations.get(presentation)
    # A device learns nothing about other posts, not even that a handle exists.
    if found.row.post != _device(request).post:
        raise DeskError("presentation_unknown")
    return found


@router.post("/presentations", auth=READS, response={201: PresentationOut}, summary="Somebody presents themselves")
def open_presentation(request: HttpRequest, sent: PresentationIn) -> HttpResponse:
    """Open a presentation and get the advice. It stays open until it is crossed or set aside."""
    device = _device(request)

    def act() -> PresentationOut:
        return presented(presentations.get(_open(sent, device).presentation))

    return _answer(request, 201, act)


@router.get("/presentations/{uuid:presentation}", auth=READS, response=PresentationOut, summary="How it stands")
def show_presentation(request: HttpRequest, presentation: UUID) -> PresentationOut:
    """A presentation of the device's own post, with all findings so far."""
    return presented(_own(request, presentation))


@router.post(
    "/presentations/{uuid:presentation}/crossing", auth=ADMITS, response={201: OutcomeOut}, summary="Let them cross"
)
def cross(request: HttpRequest, presentation: UUID, sent: CrossingIn) -> HttpResponse:
    """Record the crossing. 409 where a safeguard asks for a colleague: then set aside."""
    device = _device(request)

    def act() -> OutcomeOut:
        _own(request, presentation)
        aside = presentations.is_sampled(presentation)
        if aside:
            presentations.set_aside(presentation, actor=device)
        else:
            decision = Decision(purpose=sent.purpose, means=sent.means)
            presentations.admit(presentation, decision, actor=device, line="gate")
        return OutcomeOut(presentation=presentation, outcome="set_aside" if aside else "crossed")

    return _answer(request, 201, act)


@router.post(
    "/presentations/{uuid:presentation}/set-aside", auth=ADMITS, response={201: OutcomeOut}, summary="Call a colleague"
)
def set_aside(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """Set aside, without a reason; a colleague of the second line comes."""

    def act() -> OutcomeOut:
        _own(request, presentation)
        presentations.set_aside(presentation, actor=_device(request))
        return OutcomeOut(presentation=presentation, outcome="set_aside")

    return _answer(request, 201, act)


@router.post("/inspections", auth=ADMITS, response={201: InspectionOut}, summary="A whole inspection at a gate")
def inspect(request: HttpRequest, sent: InspectionIn) -> HttpResponse:
    """Present and decide in one request: whoever is green throughout crosses, everybody else is set aside."""
    device = _device(request)

    def act() -> InspectionOut:
        opened = _open(sent, device)
        advice = opened.advice
        clear = not opened.automatic_set_aside and not advice.must_set_aside
        if clear and all(advice.state(area) in ("green", "unknown") for area in AREAS):
            decision = Decision(purpose=sent.purpose, means=sent.means, capacity=advice.capacity)
            presentations.admit(opened.presentation, decision, actor=device, line="gate")
            return InspectionOut(presentation=opened.presentation, outcome="crossed", advice=advice_out(advice))
        presentations.set_aside(opened.presentation, actor=device)
        return InspectionOut(presentation=opened.presentation, outcome="set_aside", advice=advice_out(advice))

    return _answer(request, 201, act)


@router.post("/stays", auth=STAYS, response=StayOut, summary="How long may somebody stay")
def reckon(request: HttpRequest, sent: StayIn) -> StayOut:
    """Assess a history under a regime. Nothing is stored, and no register is asked."""
    if sent.regime not in available_regimes():
        raise ProblemError(422, "regime", "There is no such regime", "GET /api/v1/kinds lists them.")
    try:
        history = [Crossing(day, direction) for day, direction in sent.crossings]
        return assessed(assess(load_regime(sent.regime), sent.nationality, history, sent.on))
    except (StayInputError, RegimeError) as error:
        raise ProblemError(422, "stay", "The history can't be assessed", str(error)) from None


@router.get("/kinds", auth=READS, response=KindsOut, summary="Codes that may be sent")
def list_kinds(request: HttpRequest) -> KindsOut:
    """Purposes, means, kinds of documents and regimes this node knows."""
    return KindsOut(
        purposes=list(movements.purposes()),
        means=list(movements.means()),
        documents=list(paper_kinds()),
        regimes=list(available_regimes()),
    )


@router.get("/time", auth=READS, summary="The node's clock")
def tell_time(request: HttpRequest) -> dict[str, str]:
    """The node's time, so that a machine with a wrong clock notices."""
    return {"now": datetime.now(UTC).isoformat()}
