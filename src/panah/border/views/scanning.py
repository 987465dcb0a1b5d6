"""What comes to the booth: read by the reader, keyed in, or not readable at all; somebody is at the line each time."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.views.booth_screen import KEYED, PERSON, UNREAD, own, show
from panah.border.views.guard import at_the_line
from panah.border.views.keyed import PaperForm
from panah.border.views.seat import Seat, keep, seat
from panah.border.views.stage import stage_of
from panah.documents import Reading, read_mrz
from panah.web.forms import uuid_of
from panah.web.wording import word

LONGEST_SCAN = 4000


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


def again(request: HttpRequest, sitting: Seat, view: desk.PresentationView) -> HttpResponse:
    """Open the same document once more, as things are now, in place of a presentation that isn't decided yet."""
    opened = desk.open_again(view, direction=sitting.habit.direction, place=sitting.place, actor=sitting.staff)
    # Papers that say nobody's name may have changed hands meanwhile: then the first one stays on the list.
    with suppress(DeskError):
        desk.void(view.id, actor=sitting.staff, reason="misread", repeats=opened.presentation)
    return show(
        request, sitting, PERSON, at=opened.presentation, stage=stage_of(sitting, desk.get(opened.presentation))
    )


def _today(sitting: Seat) -> date:
    return timezone.now().astimezone(sitting.post.zone).date()
