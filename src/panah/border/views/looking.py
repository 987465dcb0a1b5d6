"""Before a page shows somebody who has gone on: the reason is asked, and the look is written down first (S8)."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from panah.border.desk.history import file_of
from panah.border.models import Hold, Presentation
from panah.border.rules.line import line
from panah.border.views.history import ReasonForm
from panah.people.access import Staff, must_be_staff
from panah.people.look_times import look_times
from panah.people.looks import record_look
from panah.people.problems import PeopleProblemError

_LOOKS = "looks"


class FileReasonForm(ReasonForm):
    """Why somebody opens a file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = gettext_lazy("Why do you open this file?")


class NamesReasonForm(ReasonForm):
    """Why somebody wants the names of a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = gettext_lazy("Why do you need the names?")


@dataclass(frozen=True, slots=True)
class Names:
    """Whether the names of a list are shown, and the form that asks why where they aren't. ``answer`` is what to give
    at once where the form was just filled in."""

    shown: bool
    form: NamesReasonForm
    answer: HttpResponse | None = None


def is_free(staff: Staff, row: Presentation) -> bool:
    """Whether seeing this presentation is no look: one's own work of this shift, or live work at the own post."""
    return _live(staff, row) or _own(staff, row)


def _live(staff: Staff, row: Presentation) -> bool:
    if staff.post is None or row.post != staff.post:
        return False
    if row.outcome == "set_aside" and row.hold is not None:
        return not Hold.objects.filter(subject=row.hold, released__isnull=False).exists()
    return row.outcome in ("", "set_aside")


def _own(staff: Staff, row: Presentation) -> bool:
    if timezone.now() - row.opened > line().own_work:
        return False
    if staff.id in (row.officer, row.outcome_by):
        return True
    return row.hold is not None and Hold.objects.filter(subject=row.hold, taken_by=staff.id).exists()


def at_work(since: datetime, *, ended: bool) -> bool:
    """Whether a party that came then is still at work; one that nobody closed is for a shift."""
    return not ended and timezone.now() - since <= line().own_work


def free_of(request: HttpRequest, presentations: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the presentations that this officer is free to see."""
    staff = must_be_staff(request)
    rows = Presentation.objects.filter(subject__in=list(presentations))
    return frozenset(row.subject for row in rows if is_free(staff, row))


def names_of_list(request: HttpRequest, file: UUID, screen: str) -> Names:
    """Whether a list shows its names: after a reason was given for it, which is one look under the list's handle.

    The page includes ``border/looking/names.html`` with ``names``, and gives ``answer`` where there is one.
    """
    posted = request.POST if request.method == "POST" and "reason" in request.POST else None
    form = NamesReasonForm(posted)
    if posted is not None and look(request, form, file, screen):
        return Names(True, form, redirect(request.get_full_path()))
    return Names(looked(request, file), form)


def look_or_ask(request: HttpRequest, row: Presentation, screen: str) -> HttpResponse | None:
    """None where the page may show this presentation; else the answer to give instead.

    Free are own work and live work (``is_free``), and a file this officer gave a reason for in this session within the
    last 15 minutes. Otherwise the answer asks the reason; a posted reason is recorded as a look under ``screen`` and
    leads back to the same page.
    """
    if is_free(must_be_staff(request), row):
        return None
    return ask_for(request, file_of(row), screen)


def ask_for(request: HttpRequest, file: UUID, screen: str) -> HttpResponse | None:
    """The same for a file by its handle, where nothing is free."""
    if looked(request, file):
        return None
    form = FileReasonForm(request.POST if request.method == "POST" and "reason" in request.POST else None)
    if form.is_bound and look(request, form, file, screen):
        return redirect(request.get_full_path())
    return render(request, "border/looking/reason.html", {"form": form}, status=422 if form.errors else 200)


def look(request: HttpRequest, form: ReasonForm, file: UUID, screen: str) -> bool:
    """Record the look for the reason in the form and remember it; False, with the form saying why, where it can't."""
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        record_look(request, file, said["reason"], screen, text=said["text"])
    except PeopleProblemError as error:
        form.add_error("text" if error.field == "text" else "reason", str(error.message))
        return False
    now = time.time()
    kept = {known: until for known, until in request.session.get(_LOOKS, {}).items() if until > now}
    request.session[_LOOKS] = {**kept, file.hex: now + look_times().file.total_seconds()}
    return True


def looked(request: HttpRequest, file: UUID) -> bool:
    """Whether a look at this file was recorded in this session within the last 15 minutes."""
    until: float = request.session.get(_LOOKS, {}).get(file.hex, 0)
    return until > time.time()
