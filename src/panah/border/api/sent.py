"""From what a machine sent to what the desk takes; ProblemError says what is wrong, and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from panah.border.api.schemas import CrossingIn, DocumentIn, PresentationIn
from panah.border.desk.context import Place
from panah.border.desk.posts import PostView
from panah.border.facts.parts import HostPart
from panah.border.rules.line import line
from panah.documents import (
    Paper,
    Problem,
    Reading,
    Severity,
    TravelDocument,
    check_paper,
    from_paper,
    from_reading,
    read_mrz,
)
from panah.journal.carrying import clocks
from panah.people.devices import Device
from panah.web.problems import ProblemError
from panah.web.wording import word

UNREADABLE = (
    'Nothing is recorded yet. Scan again; if that fails too, send "document": {"kind": "none"} instead of mrz, '
    "so that a colleague comes."
)


def document_of(sent: PresentationIn, here: PostView) -> tuple[TravelDocument, Reading | None]:
    """The document that was sent, read or as keyed."""
    today = datetime.now(here.zone).date()
    if sent.mrz is not None and sent.document is None:
        reading = read_mrz(sent.mrz, today=today)
        if reading.format is None:
            wrong = _places(reading.problems, "body.mrz")
            raise ProblemError(422, "no_mrz", "This is no machine-readable zone", UNREADABLE, {"problems": wrong})
        return from_reading(reading), reading
    if sent.document is not None and sent.mrz is None:
        paper = Paper(**sent.document.model_dump())
        grave = [one for one in check_paper(paper, today) if one.severity is Severity.ERROR and _can_be_sent(one)]
        if grave:
            wrong = _places(grave, "body.document")
            raise ProblemError(422, "document", "The document can't be taken as it is", extra={"problems": wrong})
        return from_paper(paper), None
    raise ProblemError(422, "document_or_mrz", "Send either mrz or document", "Exactly one of the two is needed.")


def _can_be_sent(wrong: Problem) -> bool:
    """A machine can't describe anybody: what it has no field for, the colleague who comes asks."""
    return wrong.field in DocumentIn.model_fields


def _places(problems: Iterable[Problem], inside: str) -> list[dict[str, str]]:
    return [
        {"at": f"{inside}.{one.field}", "code": one.code, "message": word(f"documents:{one.code}", one.params)}
        for one in problems
    ]


def place_of(device: Device, here: PostView) -> Place:
    """Where the device stands."""
    lane = here.lane(device.lane)
    if lane is None:
        raise ProblemError(409, "no_lane", "This device has no lane", "An administrator gives it one.")
    return Place(here.id, lane.code, "gate" if lane.kind == "gate" else "kiosk")


def host_of(sent: PresentationIn | CrossingIn) -> HostPart | None:
    """Who invites them and where they stay, where that was sent."""
    return None if sent.host is None else HostPart(**sent.host.model_dump())


def arrival_of(sent: PresentationIn) -> datetime | None:
    """When they came to the machine; None if its clock can't be believed, for that must keep nobody waiting."""
    now = timezone.now()
    if sent.arrived is None or not now - line().arrived <= sent.arrived <= now + clocks.MOST:
        return None
    return sent.arrived
