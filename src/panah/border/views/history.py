"""A person's history: it opens with a reason, and the look is written down before anything is shown (S8)."""

from __future__ import annotations

import time
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from panah.border.desk import presentations as desk
from panah.border.desk.posts import posts
from panah.border.rules.history import Known
from panah.border.rules.stays import Span
from panah.border.views.back import from_history
from panah.border.views.guard import at_the_line
from panah.border.views.stage import reading_of
from panah.documents import Reading
from panah.people.look_times import look_times
from panah.people.looks import NEEDS_TEXT, record_look
from panah.people.problems import PeopleProblemError
from panah.people.words import LOOK_REASONS
from panah.web.formats import day, moment
from panah.web.forms import offer
from panah.web.tables import Column, Table
from panah.web.wording import word

_GRANTS = "histories"
_REASONS = ("inspection", "hold", "handover", "correction", "request_of_person", "court", "oversight", "other")


class ReasonForm(forms.Form):
    """Why somebody opens a history."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you open this history?"), widget=forms.RadioSelect({"autofocus": True})
    )
    text = forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Needed for a court or authority (its number) and for another reason"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["reason"], [(code, LOOK_REASONS[code]) for code in _REASONS])

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("reason") in NEEDS_TEXT and not self.cleaned_data.get("text", "").strip():
            self.add_error("text", _("Say it in a few words."))
        return self.cleaned_data


@require_http_methods(["GET", "POST"])
@at_the_line("border.history")
def history(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """First the reason, then the history."""
    if request.method == "GET" and _granted(request, presentation):
        return _shown(request, presentation)
    view = desk.get(presentation)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _look(request, presentation, form.cleaned_data, "border:history")
        except PeopleProblemError as error:
            form.add_error("text" if error.field == "text" else "reason", str(error.message))
        else:
            return redirect("border:history", presentation)
    return render(request, "border/history/reason.html", {"form": form, "back": from_history(request, view.row)})


def _look(request: HttpRequest, presentation: UUID, said: dict[str, Any], screen: str) -> None:
    record_look(request, desk.history(presentation).file, said["reason"], screen, text=said["text"])
    grants = {key: kept for key, kept in request.session.get(_GRANTS, {}).items() if kept["until"] > time.time()}
    # Sorting, turning pages and saving belong to one look; afterwards the reason is asked again.
    until = time.time() + look_times().history.total_seconds()
    grants[str(presentation)] = {"until": until, "reason": said["reason"], "text": said["text"]}
    request.session[_GRANTS] = grants


def _granted(request: HttpRequest, presentation: UUID) -> dict[str, Any] | None:
    kept = request.session.get(_GRANTS, {}).get(str(presentation))
    return cast("dict[str, Any]", kept) if kept and kept["until"] > time.time() else None


def _shown(request: HttpRequest, presentation: UUID) -> HttpResponse:
    found = desk.history(presentation)
    here = desk.get(presentation)
    return render(
        request,
        "border/history/history.html",
        {
            "found": found,
            "view": here,
            "back": from_history(request, here.row),
            "reading": _reading(here),
            "crossings": _crossings(request, found, presentation),
            "stays": _stays(request, found),
            "steps": _steps(found),
        },
    )


def _reading(view: desk.PresentationView) -> Reading | None:
    return reading_of(view.document)


def _steps(found: desk.History) -> dict[str, Any]:
    assessment = found.assessment
    if assessment is None:
        return {}
    return {
        "steps": [word(f"stays:{step.code}", step.params) for step in assessment.why],
        "doubts": [word(f"stays:{doubt.code}", doubt.params) for doubt in assessment.doubts],
        "rules": assessment.rules,
        "warning": assessment.warning,
    }


def _crossings(request: HttpRequest, found: desk.History, presentation: UUID) -> Table:
    from django.urls import reverse

    names = {post.id: post.name for post in posts()}
    columns = [
        Column("happened", _("When"), cell=lambda one: moment(one.happened), sort=lambda one: one.happened,
               heading=True),
        Column("direction", _("Direction"), cell=lambda one: word(f"direction:{one.direction}"),
               sort=lambda one: one.direction),
        Column("post", _("Post"), cell=lambda one: names.get(one.post, "–"), sort=lambda one: names.get(one.post, "")),
        Column("purpose", _("Purpose"), cell=lambda one: word(f"purpose:{one.purpose}")),
        Column("capacity", _("As"), cell=lambda one: word(f"capacity:{one.capacity}")),
        Column("leave_by", _("Told to leave by"), cell=lambda one: day(one.leave_by) if one.leave_by else "–"),
        Column("status", _("State"), cell=_status),
    ]  # fmt: skip
    return Table(
        request, columns, found.crossings, id="crossings", caption=_("Crossings, newest first"),
        empty=_("No crossing is known here"), export_url=reverse("border:history-export", args=[presentation]),
    )  # fmt: skip


def _status(one: Known) -> str:
    parts = [word(f"crossing:{one.status}")]
    if one.happened_source != "clock":
        parts.append(word(f"time:{one.happened_source}"))
    if one.papers_later:
        parts.append(_("papers to come"))
    if one.other_document:
        parts.append(_("perhaps: another document"))
    return " · ".join(parts)


def _stays(request: HttpRequest, found: desk.History) -> Table:
    doubtful = set(found.doubtful)
    columns = [
        Column("entered", _("Entered"), cell=lambda one: moment(one.entered) if one.entered else _("not known"),
               heading=True),
        Column("left", _("Left"), cell=lambda one: _left(one, found, doubtful)),
        Column("leave_by", _("Told to leave by"), cell=lambda one: day(one.leave_by) if one.leave_by else "–"),
        Column("doubt", _("Doubt"), cell=lambda one: _("a crossing is missing") if one in doubtful else "–"),
    ]  # fmt: skip
    return Table(
        request, columns, found.stays, id="stays", caption=_("Stays, newest first"), empty=_("No stay is known here"),
        filter=False,
    )  # fmt: skip


def _left(one: Span, found: desk.History, doubtful: set[Span]) -> str:
    if one.left is not None:
        return moment(one.left)
    return _("not known") if one in doubtful else _("still here")


@require_GET
@at_the_line("border.history")
def export(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """The crossings as CSV: a look of its own, for the reason that was given."""
    granted = _granted(request, presentation)
    if granted is None:
        raise Http404
    record_look(
        request, desk.history(presentation).file, granted["reason"], "border:history-export", text=granted["text"]
    )
    return _crossings(request, desk.history(presentation), presentation).csv("crossings.csv")
