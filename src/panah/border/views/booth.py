"""The booth: one screen for a shift. A scan brings up the advice; one key decides."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from panah.border.desk import groups
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.desk.watching import with_hits
from panah.border.views.guard import at_the_line
from panah.border.views.keyed import PaperForm
from panah.border.views.looking import is_free
from panah.border.views.seat import Seat, keep, seat
from panah.border.views.stage import areas_of, stage_of
from panah.documents import Reading, read_mrz
from panah.safeguards.noticing import thresholds
from panah.watchlists.desk import lists
from panah.web.forms import uuid_of
from panah.web.wording import word

READY, UNREAD, PERSON, KEYED = "ready", "unread", "person", "keyed"
LONGEST_SCAN = 4000


def show(request: HttpRequest, sitting: Seat, kind: str, *, at: UUID | None = None, **context: Any) -> HttpResponse:
    """The booth in one of its states: the whole page, or for htmx what changes on it."""
    address = reverse("border:booth-person", args=[at]) if at else reverse("border:booth")
    last = sitting.last
    context |= {
        "seat": sitting,
        "kind": kind,
        "body": f"border/booth/{kind}.html",
        "last": last,
        "undo": sitting.undoable(last),
        "open_ones": sitting.open_ones(at),
        "now": timezone.now(),
        "unlisted": not any(one.version for one in lists.in_use()),
        "here": at,
    }
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "border/booth.html", context)
    answer = render(request, "border/booth/answer.html", context)
    answer["HX-Replace-Url"] = address
    return answer


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


def own(request: HttpRequest, sitting: Seat, presentation: UUID) -> desk.PresentationView:
    """A presentation of the post where the officer works; DeskError ``presentation_unknown`` otherwise."""
    view = desk.get(presentation)
    if view.row.post != sitting.post.id:
        raise DeskError("presentation_unknown")
    return view


def outcome_words(view: desk.PresentationView) -> dict[str, str]:
    """What became of somebody, large, for the moment the document goes back over the desk."""
    name = name_of(view)
    if view.row.outcome == "set_aside":
        return {"state": "neutral", "title": _("Please send this person to the second line"), "name": name}
    title = word(f"outcome:{view.row.outcome}")
    tell = ""
    if view.crossing is not None and view.crossing.leave_by is not None:
        tell = word("finding:stay_until", {"leave_by": view.crossing.leave_by})
    return {"state": "green", "title": title, "name": name, "tell": tell}


def name_of(view: desk.PresentationView) -> str:
    """How the person is called on this screen: as in the document, else in their own script."""
    document = view.document
    return f"{document.surname} {document.given_names}".strip() or document.native_name or _("Name not known")


@require_POST
@at_the_line("border.inspect")
def scan(request: HttpRequest) -> HttpResponse:
    """What the reader typed: somebody is at the line."""
    sitting = seat(request)
    text = request.POST.get("zone", "")
    reading = read_mrz(text[: LONGEST_SCAN + 1], today=_today(sitting))
    if reading.format is None:
        return unread(request, sitting, reading, text)
    return present(request, sitting, reading)


def unread(request: HttpRequest, sitting: Seat, reading: Reading, text: str) -> HttpResponse:
    """Nothing could be read: say why, and show what came, so that the officer sees it.

    Somebody is at the line all the same (S13): the presentation waits for a reading or a keyed document that takes its
    place, or for the second line.
    """
    problems = [word(f"documents:{problem.code}", problem.params) for problem in reading.problems]
    came = printable(text[:200]).strip()
    waiting = _unread(sitting)
    if waiting is None and came:
        opened = desk.open_presentation(
            None, None, direction=sitting.habit.direction, place=sitting.place, actor=sitting.staff, group=sitting.group
        )
        waiting = opened.presentation
        sitting = keep(request, sitting, unread=str(waiting))
    return show(request, sitting, UNREAD, problems=problems, came=came, waiting=waiting)


def _unread(sitting: Seat) -> UUID | None:
    """The presentation of whoever is at the line with a document that couldn't be read, while it is undecided."""
    waiting = uuid_of(sitting.habit.unread)
    if waiting is None:
        return None
    with suppress(DeskError):
        if not desk.get(waiting).row.outcome:
            return waiting
    return None


def read_after_all(request: HttpRequest, sitting: Seat, instead: UUID) -> Seat:
    """What could be read or keyed now takes the place of the scan that couldn't."""
    waiting = _unread(sitting)
    if waiting is not None and waiting != instead:
        # After some minutes it may have been somebody else: then it stays on the list.
        with suppress(DeskError):
            desk.void(waiting, actor=sitting.staff, reason="misread", repeats=instead)
    return keep(request, sitting, unread="")


def printable(text: str) -> str:
    """What came from the reader, without characters that could hide or reorder it."""
    return "".join(character if character.isprintable() else "␣" for character in text)


def present(request: HttpRequest, sitting: Seat, reading: Reading, *, replaces: UUID | None = None) -> HttpResponse:
    """Open a presentation for what was read, or show the one that this scan repeats."""
    known = desk.still_open(reading, direction=sitting.habit.direction, place=sitting.place)
    if known is not None and known != replaces:
        sitting = read_after_all(request, sitting, known)
        return show(request, sitting, PERSON, at=known, stage=stage_of(sitting, desk.get(known)))
    opened = desk.open_presentation(
        None,
        reading,
        direction=sitting.habit.direction,
        place=sitting.place,
        actor=sitting.staff,
        group=sitting.group,
    )
    if replaces is not None:
        with suppress(DeskError):
            desk.void(replaces, actor=sitting.staff, reason="misread", repeats=opened.presentation)
    sitting = read_after_all(request, sitting, opened.presentation)
    view = desk.get(opened.presentation)
    return show(request, sitting, PERSON, at=view.id, stage=stage_of(sitting, view))


def _today(sitting: Seat) -> Any:
    return timezone.now().astimezone(sitting.post.zone).date()


@require_http_methods(["GET", "POST"])
@at_the_line("border.inspect")
def keyed(request: HttpRequest) -> HttpResponse:
    """People without a zone that can be read: any paper, in both scripts and either calendar, or none at all."""
    sitting = seat(request)
    if request.method == "GET":
        kind = request.GET.get("kind", "passport")
        return show(request, sitting, KEYED, form=PaperForm(initial={"kind": kind}, today=_today(sitting)))
    form = PaperForm(request.POST, today=_today(sitting))
    if not form.is_valid():
        return show(request, sitting, KEYED, form=form)
    opened = desk.open_presentation(
        form.document(),
        None,
        direction=sitting.habit.direction,
        place=sitting.place,
        actor=sitting.staff,
        group=sitting.group,
        description=form.cleaned_data["description"],
    )
    sitting = read_after_all(request, sitting, opened.presentation)
    view = desk.get(opened.presentation)
    return show(request, sitting, PERSON, at=view.id, stage=stage_of(sitting, view))


@require_POST
@at_the_line("border.inspect")
def repair(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """The officer compared the proposed repair with the document and takes it: a new reading replaces the misread."""
    sitting = seat(request)
    view = own(request, sitting, presentation)
    reading = read_mrz(view.document.mrz, today=_today(sitting))
    if reading.repair is None:
        return show(request, sitting, PERSON, at=view.id, stage=stage_of(sitting, view))
    return present(request, sitting, read_mrz("\n".join(reading.repair.lines), today=_today(sitting)), replaces=view.id)


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


def again(request: HttpRequest, sitting: Seat, view: desk.PresentationView) -> HttpResponse:
    """Open the same document once more, as things are now, in place of a presentation that isn't decided yet."""
    opened = desk.open_again(view, direction=sitting.habit.direction, place=sitting.place, actor=sitting.staff)
    # Papers that say nobody's name may have changed hands meanwhile: then the first one stays on the list.
    with suppress(DeskError):
        desk.void(view.id, actor=sitting.staff, reason="misread", repeats=opened.presentation)
    return show(
        request, sitting, PERSON, at=opened.presentation, stage=stage_of(sitting, desk.get(opened.presentation))
    )


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
    """What came later than the scan, each in the place kept for it; nothing (204) as long as there is nothing."""
    sitting = seat(request)
    view = with_hits(own(request, sitting, presentation))
    counted = request.GET.get("seen", "")
    seen = int(counted) if counted.isascii() and counted.isdecimal() and len(counted) < 6 else 0
    if view.row.outcome:
        return HttpResponse(status=286)
    if len(view.advice.findings) <= seen:
        return HttpResponse(status=204)
    areas = areas_of(view, seen)
    return render(request, "border/booth/late.html", {"areas": areas})


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
