"""The keys that decide: admit, set aside, take back. There is no third way, and no reason is asked for the second."""

from __future__ import annotations

from typing import Literal, cast, get_args
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.desk.decision import Decision, text
from panah.border.facts.parts import AccompanimentPart, HostPart, VehiclePart
from panah.border.rules.stamps import following
from panah.border.views.booth_screen import PERSON, READY, name_of, outcome_words, own, show
from panah.border.views.guard import at_the_line
from panah.border.views.seat import Seat, keep, seat
from panah.border.views.stage import stage_of
from panah.safeguards import children
from panah.web.forms import uuid_of
from panah.web.wording import word

TakeBackReason = Literal["wrong_key", "wrong_person", "wrong_direction", "turned_round", "other"]


def decision_from(data: QueryDict) -> Decision:
    """What the officer chose on the screen; unknown codes are for the desk to refuse."""
    return Decision(
        capacity=data.get("capacity") or "traveller",
        purpose=data.get("purpose") or "not_asked",
        means=data.get("means") or "not_asked",
        stamp=data.get("stamp", ""),
        accompaniment=company_from(data),
        vehicle=vehicle_from(data),
        papers_later=data.get("papers_later") == "on",
        plainly_adult=data.get("plainly_adult") == "on",
        remark=data.get("remark", ""),
        host=host_from(data),
    )


def host_from(data: QueryDict) -> HostPart | None:
    """Who invites them and where they stay; None where the form didn't ask."""
    if "sponsor" not in data:
        return None
    return HostPart(sponsor=data.get("sponsor") or "", address=data.get("address") or "")


def company_from(data: QueryDict) -> AccompanimentPart | None:
    """With whom a child travels; None where nothing was said."""
    adult, name = uuid_of(data.get("adult")), text(data.get("adult_name", ""), "name", 200)
    relation, authority = data.get("relation", ""), data.get("authority", "")
    if not (adult or name or relation):
        return None
    return AccompanimentPart(
        relation=relation if relation in children.RELATIONS else "",
        authority=authority if authority in children.AUTHORITIES else children.NOT_SHOWN,
        adult=adult,
        adult_name="" if adult else name,
        paper=text(data.get("paper", ""), "paper", 200),
    )


def vehicle_from(data: QueryDict) -> VehiclePart | None:
    """The vehicle they came with, if it was noted."""
    plate = text(data.get("plate", ""), "plate", 20)
    if not plate:
        return None
    return VehiclePart(plate=plate, country=text(data.get("plate_country", ""), "country", 3).upper())


@require_POST
@at_the_line("border.inspect")
def admit(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """Enter: the crossing is recorded. Where a safeguard asks for the second line, the screen says so."""
    sitting = seat(request)
    view = own(request, sitting, presentation)
    decision = None
    try:
        decision = decision_from(request.POST)
        desk.admit(presentation, decision, actor=sitting.staff)
    except DeskError as error:
        return refused(request, sitting, view, decision, error)
    sitting = keep(request, sitting, stamp=following(decision.stamp.strip()) if decision.stamp.strip() else "")
    return show(request, sitting, READY, said=outcome_words(desk.get(presentation)))


def refused(
    request: HttpRequest, sitting: Seat, view: desk.PresentationView, decision: Decision | None, error: DeskError
) -> HttpResponse:
    """The desk said no to a key, never to a person: what to do instead."""
    code = error.params.get("code")
    if error.code == "set_aside_required" and code == "sample":
        desk.set_aside(view.id, actor=sitting.staff, host=decision.host if decision else None)
        return show(request, sitting, READY, said=outcome_words(desk.get(view.id)))
    if error.code == "has_outcome":
        return show(request, sitting, READY, said=outcome_words(desk.get(view.id)))
    sentence = word(f"desk:{error.code}", error.params)
    if code in children.CODES:
        sentence = word(f"finding:{code}")
    elif code == "on_hold":
        sentence = word("set_aside:on_hold")
    return show(request, sitting, PERSON, at=view.id, stage=stage_of(sitting, view, chosen=decision, problem=sentence))


@require_POST
@at_the_line("border.set_aside")
def set_aside(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """F2: a colleague takes over. Nothing is asked."""
    sitting = seat(request)
    view = own(request, sitting, presentation)
    if not view.row.outcome:
        try:
            desk.set_aside(presentation, actor=sitting.staff, host=host_from(request.POST))
        except DeskError as error:
            return refused(request, sitting, view, None, error)
    return show(request, sitting, READY, said=outcome_words(desk.get(presentation)))


@require_POST
@at_the_line("border.take_back")
def take_back(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """F4: the wrong key. The person is on the screen again, as before."""
    sitting = seat(request)
    view = own(request, sitting, presentation)
    reason = request.POST.get("reason", "wrong_key")
    try:
        desk.take_back(
            presentation,
            cast("TakeBackReason", reason if reason in get_args(TakeBackReason) else "other"),
            actor=sitting.staff,
            stamp_cancelled=view.crossing.stamp if view.crossing else "",
        )
    except DeskError as error:
        said = {"state": "amber", "title": word(f"desk:{error.code}", error.params), "name": name_of(view)}
        return show(request, sitting, READY, said=said)
    if view.crossing is not None and view.crossing.stamp:
        sitting = keep(request, sitting, stamp=view.crossing.stamp)
    again = desk.get(presentation)
    if again.row.outcome:
        return show(request, sitting, READY, said=outcome_words(again))
    stage = stage_of(sitting, again, problem=_("Taken back. Decide again."))
    return show(request, sitting, PERSON, at=again.id, stage=stage)
