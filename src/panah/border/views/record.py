"""One presentation with all that was said about it, and what can still be put right. Opening it is a look (S8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from panah import movements
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.desk.searches import of_presentations
from panah.border.views.back import from_record
from panah.border.views.guard import at_the_line
from panah.border.views.looking import look_or_ask
from panah.border.views.searches import told
from panah.border.views.stage import AREA_NAMES, Counted, area_view, line
from panah.journal.reading import of_subjects
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.web.forms import uuid_of
from panah.web.wording import word

TAKE_BACK_REASONS = ("wrong_key", "wrong_person", "wrong_direction", "turned_round", "other")
VOID_REASONS = ("duplicate", "misread", "test")


def _mine(request: HttpRequest, presentation: UUID, act: str) -> desk.PresentationView:
    view = desk.get(presentation)
    if not must_be_staff(request).may(act, view.row.post):
        raise PermissionDenied
    return view


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_line("border.inspect")
def record(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """The record of one presentation. Own work of this shift and live work need no reason; the rest is a look."""
    view = _mine(request, presentation, "border.inspect")
    if (asked := look_or_ask(request, view.row, "border:record")) is not None:
        return asked
    return render(request, "border/record/record.html", _context(view) | {"back": from_record(request, view.row)})


def _context(view: desk.PresentationView) -> dict[str, Any]:
    entries = list(of_subjects([view.id]))
    names = names_of(entry.actor for entry in entries)
    return {
        "view": view,
        "areas": [area_view(view, area, Counted.of(view)) for area in AREA_NAMES],
        "traveller": [line(one) for one in view.advice.of("traveller")],
        "steps": [
            {"when": entry.happened, "what": word(f"fact:{entry.kind}"), "who": names.get(entry.actor, _("a machine"))}
            for entry in entries
        ],
        "searches": told(of_presentations([view.id])),
        "can_change": view.crossing is not None and view.crossing.status == "standing",
        "can_return": view.crossing is not None and view.crossing.status == "standing" and view.row.direction == "exit",
        "can_void": view.row.outcome == "",
        "repeatable": [one for one in _neighbours(view) if one.id != view.id],
        "reasons": TAKE_BACK_REASONS,
        "void_reasons": VOID_REASONS,
        "purposes": [purpose for purpose in movements.purposes().values() if purpose.key],
        "means": list(movements.means().values()),
        "capacities": list(movements.capacities().values()),
    }


def _neighbours(view: desk.PresentationView) -> list[desk.PresentationView]:
    from panah.border.models import Presentation

    rows = Presentation.objects.filter(post=view.row.post, officer=view.row.officer).exclude(outcome="voided")
    return [desk.view_of(row) for row in rows.order_by("-opened")[:8]]


def _done(request: HttpRequest, presentation: UUID, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except DeskError as error:
        messages.warning(request, word(f"desk:{error.code}", error.params))
    else:
        messages.success(request, said)
    return redirect("border:record", presentation)


@require_POST
@at_the_line("border.inspect")
def correct(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """Purpose, means, capacity or stamp were written down wrongly."""
    view = _mine(request, presentation, "border.stamps")
    new_stamp = request.POST.get("stamp", "").strip()
    old_stamp = view.crossing.stamp if view.crossing else ""
    replaced = bool(old_stamp) and (new_stamp not in ("", old_stamp) or request.POST.get("cancel_stamp") == "on")
    return _done(
        request,
        presentation,
        lambda: desk.correct(
            presentation,
            actor=must_be_staff(request),
            purpose=request.POST.get("purpose", ""),
            means=request.POST.get("means", ""),
            capacity=request.POST.get("capacity", ""),
            stamp=new_stamp if new_stamp != old_stamp else "",
            stamp_cancelled=old_stamp if replaced else "",
            remark=request.POST.get("remark", ""),
        ),
        _("Corrected. The old entry stays in the journal."),
    )


@require_POST
@at_the_line("border.take_back")
def take_back(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """The crossing did not take place."""
    view = _mine(request, presentation, "border.take_back")
    reason = request.POST.get("reason", "")
    said = _("Taken back. The person needs an outcome now.")
    if view.crossing is not None and view.crossing.line == "second":
        said = _("Taken back. The person is with the second line again, under the same clock.")
    return _done(
        request,
        presentation,
        lambda: desk.take_back(
            presentation,
            reason if reason in TAKE_BACK_REASONS else "other",
            actor=must_be_staff(request),
            stamp_cancelled=view.crossing.stamp if view.crossing else "",
            remark=request.POST.get("remark", ""),
        ),
        said,
    )


@require_POST
@at_the_line("border.take_back")
def returned(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """The neighbour did not take the person."""
    _mine(request, presentation, "border.take_back")
    return _done(
        request,
        presentation,
        lambda: desk.returned_by_neighbour(
            presentation, actor=must_be_staff(request), reason=request.POST.get("remark", "")
        ),
        _("The exit is undone: they never left, and no new entry is counted."),
    )


@require_POST
@at_the_line("border.take_back")
def void(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """The scan was of nobody new."""
    _mine(request, presentation, "border.take_back")
    reason = request.POST.get("reason", "duplicate")

    return _done(
        request,
        presentation,
        lambda: desk.void(
            presentation,
            actor=must_be_staff(request),
            reason=reason if reason in VOID_REASONS else "duplicate",
            repeats=uuid_of(request.POST.get("repeats")),
        ),
        _("Void. It stays on the commander's and the monitor's list."),
    )
