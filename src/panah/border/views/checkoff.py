"""Checking travellers of a carriage off, with one thumb: scan, decide, next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from panah.border.desk import carriages as desk
from panah.border.desk.carriages import CarriageView
from panah.border.desk.context import DeskError
from panah.border.desk.posts import PostView
from panah.border.facts.parts import VehiclePart
from panah.border.views import party
from panah.border.views import party_pages as pages
from panah.border.views.at_post import both, posting
from panah.border.views.carriages import ACT, vehicle_name
from panah.border.views.decision_form import DecisionForm
from panah.border.views.looking import at_work
from panah.border.views.party_pages import Party
from panah.documents import Reading
from panah.documents.travel_document import TravelDocument
from panah.people.access import must_be_staff
from panah.web.wording import word

_MEANS = {"bus", "minibus", "train", "car", "truck", "ship", "aircraft"}


def _of(post: PostView, carriage: UUID) -> CarriageView:
    view = desk.get(carriage)
    if view.row.post != post.id:
        raise DeskError("carriage_unknown")
    return view


def _party(view: CarriageView) -> Party:
    def take_in(document: TravelDocument | None, reading: Reading | None, **more: Any) -> UUID:
        return desk.scan(view.row.subject, document, reading, **more).opened.presentation

    return Party(
        kind="carriage",
        id=view.row.subject,
        name=vehicle_name(view.row),
        members=view.members,
        member=view.member,
        take_in=take_in,
        since=view.row.arrived,
        ended=view.row.released is not None,
    )


@both(ACT)
def show(request: HttpRequest, post: PostView, carriage: UUID) -> HttpResponse:
    """The carriage: how far one is, the scan field, who is missing, who stays. When it has gone on, the names show
    after a reason."""
    return _page(request, _of(post, carriage))


def _page(
    request: HttpRequest, view: CarriageView, problem: str = "", scan: str = "", status: int = 200
) -> HttpResponse:
    who = pages.named(request, _party(view))
    context = {
        "view": view,
        "who": who,
        "names": who.names,
        "name": vehicle_name(view.row),
        "problem": problem,
        "scan": scan,
        "open": [member for member in view.members if not member.outcome],
        "crossed": [member for member in view.members if member.outcome in ("crossed", "returned")],
        "noted": {note.presentation: note for note in view.notes},
    }
    return who.names.answer or render(request, "border/carriages/page.html", context, status=status)


@posting(ACT, back="border:carriage")
def scan(request: HttpRequest, post: PostView, carriage: UUID) -> HttpResponse:
    """A scanned document: it becomes a presentation at once, and its line is ticked or proposed."""
    view = _of(post, carriage)
    return pages.scan(request, post, _party(view), lambda wrong, text: _page(request, view, wrong, text, 422))


@posting(ACT, back="border:carriage-person")
def repair(request: HttpRequest, post: PostView, carriage: UUID, presentation: UUID) -> HttpResponse:
    """The officer compared the proposed repair with the document: it replaces what was misread."""
    return pages.repair(request, post, _party(_of(post, carriage)), presentation)


@both(ACT)
def keyed(request: HttpRequest, post: PostView, carriage: UUID) -> HttpResponse:
    """A document typed from the page, or nobody's document at all."""
    return pages.keyed(request, post, _party(_of(post, carriage)))


@both(ACT)
def person(request: HttpRequest, post: PostView, carriage: UUID, presentation: UUID) -> HttpResponse:
    """One traveller: advice, the line on the list, the decision. After the vehicle has gone on, seeing it is a look."""
    view = _of(post, carriage)
    return pages.asked(request, _party(view), presentation) or _person(request, view, presentation)


def _person(
    request: HttpRequest, view: CarriageView, presentation: UUID, form: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    member = view.member(presentation)
    proposed = desk.proposals(view, presentation)
    # The rest of the list is other people's names.
    missing = view.missing if at_work(view.row.arrived, ended=view.row.released is not None) else ()
    context = {
        "view": view,
        "pages": _party(view).addresses(presentation),
        "name": vehicle_name(view.row),
        "member": member,
        "line": view.line(member.line),
        "proposed": [line for number in proposed.lines if (line := view.line(number))],
        "others": [line for line in missing if line.line not in proposed.lines],
        "card": party.card(presentation, means=_means(view), form=form),
        "note": next((note for note in view.notes if note.presentation == presentation), None),
    }
    return render(request, "border/carriages/person.html", context, status=status)


def _means(view: CarriageView) -> str:
    return view.row.sort if view.row.sort in _MEANS else ""


@posting(ACT, back="border:carriage-person")
def match(request: HttpRequest, post: PostView, carriage: UUID, presentation: UUID) -> HttpResponse:
    """The officer says which line it is, or that the traveller is on none."""
    _of(post, carriage)
    line = request.POST.get("line", "")
    wanted = int(line) if line.isdecimal() and line.isascii() and len(line) < 6 else None
    desk.match(carriage, presentation, wanted, actor=must_be_staff(request))
    return redirect("border:carriage-person", carriage=carriage, presentation=presentation)


@posting(ACT, back="border:carriage-person")
def decide(request: HttpRequest, post: PostView, carriage: UUID, presentation: UUID) -> HttpResponse:
    """Admit or set aside; then the next one, or a note on what stays with whoever stays."""
    view = _of(post, carriage)
    member = view.member(presentation)
    if member.outcome:
        raise DeskError("has_outcome")
    vehicle = (
        VehiclePart(plate=view.row.plate, country=view.row.country, kind=view.row.sort) if view.row.plate else None
    )
    outcome = party.decide(request, presentation, actor=must_be_staff(request), vehicle=vehicle)
    if not isinstance(outcome, str):
        return _person(request, view, presentation, outcome, status=422)
    if outcome == "set_aside":
        messages.info(request, _("%(name)s goes to the second line.") % {"name": member.name or _("The person")})
        return redirect("border:carriage-stays", carriage=carriage, presentation=presentation)
    messages.success(request, _("%(name)s: checked.") % {"name": member.name or _("The person")})
    return redirect("border:carriage", carriage=carriage)


@both(ACT)
def stays(request: HttpRequest, post: PostView, carriage: UUID, presentation: UUID) -> HttpResponse:
    """Luggage and family of whoever stays, so that neither is lost."""
    view = _of(post, carriage)
    member = view.member(presentation)
    if (asked := pages.asked(request, _party(view), presentation)) is not None:
        return asked
    problem = ""
    if request.method == "POST" and "reason" not in request.POST:
        try:
            desk.note_stayed_behind(
                carriage,
                presentation,
                luggage=request.POST.get("luggage", ""),
                family=request.POST.get("family", ""),
                remark=request.POST.get("remark", ""),
                actor=must_be_staff(request),
            )
        except DeskError as no:
            problem = word(f"desk:{no.code}", no.params)
        else:
            messages.success(request, _("Noted."))
            return redirect("border:carriage", carriage=carriage)
    context = {
        "view": view,
        "name": vehicle_name(view.row),
        "member": member,
        "problem": problem,
        "note": next((note for note in view.notes if note.presentation == presentation), None),
    }
    return render(request, "border/carriages/stays.html", context, status=422 if problem else 200)


@posting(ACT, back="border:carriage")
def count(request: HttpRequest, post: PostView, carriage: UUID) -> HttpResponse:
    """Heads counted on board."""
    _of(post, carriage)
    heads = request.POST.get("heads", "")
    if not (heads.isdecimal() and heads.isascii() and len(heads) < 6):
        messages.error(request, _("Give a number."))
    else:
        desk.count(carriage, int(heads), actor=must_be_staff(request))
        messages.success(request, _("Counted."))
    return redirect("border:carriage", carriage=carriage)
