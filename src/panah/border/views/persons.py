"""One person or two: search before asking, both records side by side, join at once, or have another officer confirm.

Every file that is opened here is a look with its reason (S8).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from panah.border.desk import corrections, parties, persons
from panah.border.desk.context import DeskError
from panah.border.desk.history import file_of
from panah.border.desk.persons import Rerun
from panah.border.desk.posts import post
from panah.border.desk.presentations import document_part
from panah.border.facts.parts import DocumentPart
from panah.border.facts.persons import CorrectionPart
from panah.border.models import Hold, Presentation
from panah.border.views.comparison import side_by_side
from panah.border.views.keyed import PaperForm
from panah.border.views.looking import ask_for, is_free, look_or_ask
from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.people.looks import record_looks
from panah.web import formats
from panah.web.wording import word

ACT = "border.persons"
CONFIRM = "border.corrections"
View = Callable[..., HttpResponse]
_FEW = 5


class FindForm(forms.Form):
    """Whom to look for. It travels in the request's body, never in an address."""

    number = forms.CharField(label=gettext_lazy("Document number"), max_length=40, required=False)
    name = forms.CharField(
        label=gettext_lazy("Name, or a part of it"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("As read from a document, in its letters or in Latin ones. The last 90 days."),
    )


class WhyForm(forms.Form):
    """What shows it."""

    why = forms.CharField(
        label=gettext_lazy("What shows it"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DeclineForm(WhyForm):
    """Why it goes no further."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = gettext_lazy("Why not?")


def _found(presentation: UUID) -> Presentation:
    row = Presentation.objects.filter(subject=presentation).first()
    if row is None:
        raise Http404
    return row


def _in_words(view: View) -> View:
    """A desk's no becomes a message on the same page."""

    @wraps(view)
    def answered(request: HttpRequest, **handles: Any) -> HttpResponse:
        try:
            return view(request, **handles)
        except DeskError as no:
            if no.code in ("presentation_unknown", "correction_unknown"):
                raise Http404 from None
            messages.error(request, word(f"desk:{no.code}", no.params))
            return redirect(request.path)

    return answered


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
@_in_words
def person(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """What is known to be of this person; whom they might be, too. It tells when they came before: a look, like the
    history, however live the work."""
    row = _found(presentation)
    if (asked := ask_for(request, file_of(row), "border:person")) is not None:
        return asked
    form = FindForm(request.POST if "find" in request.POST else None)
    found = persons.candidates(presentation, **form.cleaned_data) if form.is_bound and form.is_valid() else None
    if found and (form.cleaned_data["number"] or len(found) <= _FEW):
        # Whoever knows a number, or a name that a few have, learns whether and when they came: that is as much as
        # opening the file.
        told = [file_of(one) for one in found if not is_free(must_be_staff(request), one)]
        record_looks(request, told, "hold", "border:person-search")
    return render(
        request,
        "border/persons/person.html",
        {
            "person": row,
            "name": parties.name_of(row.document),
            "hold": row.hold,
            "own": [one for one in _rows(persons.of_person(presentation)) if one.subject != presentation],
            "waiting": [
                (one, parties.name_of(one.document))
                for one in persons.candidates(presentation, waiting=True)
                if one.post == must_be_staff(request).post
            ],
            "form": form,
            "found": found,
            "corrections": corrections.about(presentation),
        },
    )


def _rows(subjects: list[UUID]) -> list[Presentation]:
    rows = Presentation.objects.in_bulk(subjects)
    return [rows[one] for one in subjects if one in rows]


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
@_in_words
def compare(request: HttpRequest, presentation: UUID, other: UUID) -> HttpResponse:
    """Two files side by side. Opening each is a look."""
    rows = _found(presentation), _found(other)
    for row in rows:
        if (asked := look_or_ask(request, row, "border:person-compare")) is not None:
            return asked
    form = WhyForm(request.POST if "act" in request.POST else None)
    if form.is_bound and form.is_valid():
        return _act(request, presentation, other, form.cleaned_data["why"])
    pair = persons.pair_of(presentation, other)
    return render(
        request,
        "border/persons/compare.html",
        {
            "one": rows[0],
            "other": rows[1],
            "names": [parties.name_of(row.document) for row in rows],
            "rows": side_by_side(*(DocumentPart.model_validate(row.document) for row in rows)),
            "joined": other in persons.of_person(presentation),
            "pair": pair,
            "pair_said": _("They are one person") if pair and pair.state == "same" else _("They are two persons"),
            "said_by": names_of([pair.said_by]).get(pair.said_by, "") if pair else "",
            "same_document": rows[0].document_key is not None and rows[0].document_key == rows[1].document_key,
            "holds": Hold.objects.filter(presentation=presentation, released__isnull=True).order_by("placed"),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def _act(request: HttpRequest, presentation: UUID, other: UUID, why: str) -> HttpResponse:
    actor, act = must_be_staff(request), request.POST["act"]
    if act == "join":
        _pair, rerun = persons.join(presentation, other, why, actor=actor)
        messages.success(request, _("Joined. Whatever is open about one binds the other."))
        told(request, rerun)
        return redirect("border:person", presentation=presentation)
    hold = request.POST.get("hold", "") or None
    try:
        moving = UUID(hold) if hold else None
    except ValueError:
        raise Http404 from None
    content = CorrectionPart(
        sort="hold" if act == "hold" else "apart", presentation=presentation, other=other, hold=moving
    )
    correction = corrections.propose(content, why, actor=actor)
    messages.success(request, _("Written down. Nothing changes until another officer has confirmed it."))
    return redirect("border:correction", correction=correction)


def told(request: HttpRequest, rerun: Rerun) -> None:
    """What asking the guard again gave, in words."""
    if rerun.stopped:
        text = ngettext(
            "A prepared refusal was stopped.", "%(count)s prepared refusals were stopped.", len(rerun.stopped)
        )
        messages.warning(request, text % {"count": formats.number(len(rerun.stopped))})
    if rerun.recalls:
        messages.error(
            request,
            _("This person was refused while something was open about them. See “Refusals”: it is to be recalled."),
        )


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
@_in_words
def document(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """The scan was of somebody else's document: key in the right one, and another officer confirms."""
    row = _found(presentation)
    if (asked := look_or_ask(request, row, "border:person-document")) is not None:
        return asked
    posted = request.POST if "why" in request.POST else None
    form, why = PaperForm(posted, today=timezone.localdate()), WhyForm(posted)
    if posted is not None and form.is_valid() and why.is_valid():
        part = document_part(form.document(), description=form.cleaned_data["description"])
        correction = corrections.propose(
            CorrectionPart(sort="document", presentation=presentation, document=part),
            why.cleaned_data["why"],
            actor=must_be_staff(request),
        )
        messages.success(request, _("Written down. Nothing changes until another officer has confirmed it."))
        return redirect("border:correction", correction=correction)
    context = {"person": row, "name": parties.name_of(row.document), "form": form, "why": why}
    return render(request, "border/persons/document.html", context, status=422 if posted is not None else 200)


@may(CONFIRM)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Corrections that wait for another officer; without names."""
    waiting = corrections.waiting()
    people = names_of(one.proposed_by for one in waiting)
    return render(
        request,
        "border/persons/corrections.html",
        {
            "waiting": [
                (one, people.get(one.proposed_by, "–"), word(f"correction:{one.content.sort}")) for one in waiting
            ]
        },
    )


@may(CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
@_in_words
def correction(request: HttpRequest, correction: UUID) -> HttpResponse:
    """Everything another officer needs to confirm or decline; afterwards, what came of it."""
    view = corrections.get(correction)
    content = view.content
    rows = [_found(one) for one in (content.presentation, content.other) if one is not None]
    for row in rows:
        if (asked := look_or_ask(request, row, "border:correction")) is not None:
            return asked
    staff = must_be_staff(request)
    form = DeclineForm(request.POST if request.POST.get("act") == "decline" else None)
    if request.POST.get("act") == "confirm":
        rerun = corrections.confirm(correction, actor=staff)
        messages.success(request, _("Confirmed. Both states of things stay in the journal."))
        told(request, rerun)
        return redirect("border:correction", correction=correction)
    if form.is_bound and form.is_valid():
        corrections.decline(correction, form.cleaned_data["why"], actor=staff)
        messages.success(request, _("Declined. Nothing has changed."))
        return redirect("border:correction", correction=correction)
    documents = [DocumentPart.model_validate(row.document) for row in rows]
    if content.document is not None:
        documents.append(content.document)
    people = names_of([view.proposed_by, view.ended_by])
    with timezone.override(post(rows[0].post).zone):
        return render(
            request,
            "border/persons/correction.html",
            {
                "view": view,
                "what": word(f"correction:{content.sort}"),
                "name": parties.name_of(rows[0].document),
                "rows": side_by_side(documents[0], documents[1]),
                "people": rows,
                "proposed_by": people.get(view.proposed_by, "–"),
                "ended_by": people.get(view.ended_by, "–") if view.ended_by else "",
                "own": view.proposed_by == staff.id,
                "form": form,
            },
            status=422 if form.errors else 200,
        )
