"""The booth: one screen for a shift. A scan brings up the advice; one key decides."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from panah.border.desk import groups, left_unasked
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.desk.watching import with_hits
from panah.border.views.booth_screen import PERSON, READY, outcome_words, own, show
from panah.border.views.guard import at_the_line
from panah.border.views.looking import is_free
from panah.border.views.scanning import again
from panah.border.views.seat import keep, seat
from panah.border.views.stage import Counted, areas_of, stage_of
from panah.safeguards.noticing import thresholds
from panah.web.forms import uuid_of
from panah.web.wording import word


@require_GET
@at_the_line("border.inspect")
def booth(request: HttpRequest) -> HttpResponse:
    """Ready for the next document."""
    return show(request, seat(request), READY)


@require_GET
@at_the_line("border.inspect")
def person(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """A presentation that was opened before, to decide now; one that has its outcome shows its record."""
    sitting = seat(request)
    view = own(request, sitting, presentation)
    if view.row.outcome and not is_free(sitting.staff, view.row):
        return redirect("border:record", presentation)
    if view.row.outcome:
        return show(request, sitting, READY, said=outcome_words(view))
    return show(request, sitting, PERSON, at=view.id, stage=stage_of(sitting, view))


@require_POST
@at_the_line("border.inspect")
def direction(request: HttpRequest) -> HttpResponse:
    """Entry or exit from now on. Somebody on the screen is asked again for the other direction."""
    sitting = seat(request)
    wanted = "exit" if request.POST.get("direction") == "exit" else "entry"
    sitting = keep(request, sitting, direction=wanted)
    at = uuid_of(request.POST.get("person"))
    if at is None:
        return show(request, sitting, READY)
    view = own(request, sitting, at)
    if view.row.outcome or view.row.direction == wanted:
        return show(request, sitting, READY)
    return again(request, sitting, view)


@require_POST
@at_the_line("border.inspect")
def family(request: HttpRequest) -> HttpResponse:
    """The next scans belong to the same family, or their papers come from one hand, or (pressed again) no longer do."""
    sitting = seat(request)
    at = uuid_of(request.POST.get("person"))
    view = own(request, sitting, at) if at else None
    if sitting.group is not None:
        # Who still has no outcome keeps the group open; closing it is then for the page of groups.
        with suppress(DeskError):
            groups.close(sitting.group, actor=sitting.staff)
        sitting = keep(request, sitting, group="", hand="")
    else:
        one_hand = request.POST.get("hand") == "other"
        group = groups.open_group(
            sitting.post.id,
            direction=sitting.habit.direction,
            sort="group" if one_hand else "family",
            papers_from="other" if one_hand else "",
            # The button says how many it is for, so that the first of them counts like the last.
            expected=thresholds()["documents_of_others"] + 1 if one_hand else None,
            actor=sitting.staff,
        )
        if view is not None:
            groups.join(group, view.id, actor=sitting.staff)
        sitting = keep(request, sitting, group=str(group), hand="other" if one_hand else "")
    if view is None or view.row.outcome:
        return show(request, sitting, READY)
    return show(request, sitting, PERSON, at=view.id, stage=stage_of(sitting, view))


@require_GET
@at_the_line("border.inspect")
def advised(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """What came since it was last asked, into the place kept for it; nothing (204) as long as there is nothing. Lists
    that couldn't be asked at the scan are asked first."""
    sitting = seat(request)
    view = with_hits(left_unasked.ask(own(request, sitting, presentation), actor=sitting.staff))
    if view.row.outcome:
        return HttpResponse(status=286)
    seen = Counted(_count(request, "hits"), _count(request, "seen"))
    areas = [area for area in areas_of(view, seen) if area.late]
    if not areas:
        return HttpResponse(status=204)
    context = {"areas": areas, "person": presentation, "counted": Counted.of(view)}
    return render(request, "border/booth/late.html", context)


def _count(request: HttpRequest, of: str) -> int:
    """A small number from the address; 0 where it is none."""
    given = request.GET.get(of, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0


@require_GET
@at_the_line("border.inspect")
def arithmetic(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """How the stay was reckoned, step by step; counts only, no crossing of the person's history."""
    sitting = seat(request)
    view = own(request, sitting, presentation)
    assessment = desk.reckoned(view)
    steps = [word(f"stays:{step.code}", step.params) for step in assessment.why] if assessment else []
    doubts = [word(f"stays:{doubt.code}", doubt.params) for doubt in assessment.doubts] if assessment else []
    return render(
        request,
        "border/booth/arithmetic.html",
        {"steps": steps, "doubts": doubts, "rules": assessment.rules if assessment else (),
         "warning": assessment.warning if assessment else ""},
    )  # fmt: skip
