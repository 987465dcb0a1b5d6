"""Births, deaths and illness at the line; papers that are still to come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from panah.border.desk import events as desk
from panah.border.desk import presentations
from panah.border.desk.context import DeskError
from panah.border.desk.events import Owed
from panah.border.desk.parties import name_of
from panah.border.desk.posts import PostView
from panah.border.models import Event, Presentation
from panah.border.rules.line import line
from panah.border.rules.list_files import list_file
from panah.border.views.at_post import both, must_be_here, place_at
from panah.border.views.form_fields import SEXES, MomentField, Words, worded
from panah.border.views.keyed import PaperForm
from panah.border.views.looking import ask_for, look_or_ask, looked, names_of_list
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.web import formats
from panah.web.forms import Tiles
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "border.events"
_ICONS = {"illness": "heart-pulse", "birth": "baby", "death": "flower-2"}


class EventForm(forms.Form):
    """What happened, what was done, who was told."""

    sort = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=lambda: worded("event", desk.SORTS), widget=Tiles(icons=_ICONS)
    )
    happened = MomentField(label=gettext_lazy("When"), required=False, help_text=gettext_lazy("Empty means now."))
    described = Words(label=gettext_lazy("In your words"), rows=3)
    done = Words(label=gettext_lazy("What was done"), rows=2, required=False)
    told = Words(
        label=gettext_lazy("Who was told"),
        rows=2,
        required=False,
        help_text=gettext_lazy("Doctor, family, consulate, prosecutor …"),
    )


class BirthForm(forms.Form):
    """A child born at the line, and the mother's presentation."""

    given_names = forms.CharField(label=gettext_lazy("Given names of the child"), max_length=200, required=False)
    surname = forms.CharField(
        label=gettext_lazy("Surname"), max_length=200, required=False, help_text=gettext_lazy("Empty: the mother's.")
    )
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=SEXES, required=False)
    happened = MomentField(label=gettext_lazy("When"), required=False, help_text=gettext_lazy("Empty means now."))
    described = Words(label=gettext_lazy("In your words"), rows=2)
    done = Words(label=gettext_lazy("What was done"), rows=2, required=False)
    told = Words(label=gettext_lazy("Who was told"), rows=2, required=False)


def _link(row: Event) -> SafeString:
    url = reverse("border:event", args=[row.subject])
    return format_html('<a href="{}">{}</a>', url, formats.moment(row.happened))


def _of_this_shift(request: HttpRequest, row: Event | Owed) -> bool:
    """What happens now at the own post is live work; what is older is somebody's file (S8)."""
    return must_be_staff(request).post == row.post and timezone.now() - row.happened <= line().own_work


@both(ACT)
def listing(request: HttpRequest, post: PostView) -> HttpResponse:
    """What happened at the post. What is written about events of earlier shifts shows after a reason."""
    shown = names_of_list(request, list_file("events", post.id), "border:events")
    if shown.answer is not None:
        return shown.answer

    def words(row: Event, text: str) -> str:
        return text if shown.shown or _of_this_shift(request, row) else _("not shown")

    sort = request.GET.get("sort", "")
    sort = sort if sort in desk.SORTS else ""
    rows = desk.listed(post.id, sort=sort)
    names = names_of(rows.values_list("recorded_by", flat=True).distinct().order_by())
    columns = (
        Column(
            "when", _("When"), cell=_link, text=lambda row: formats.moment(row.happened), sort="happened", heading=True
        ),
        Column("sort", _("Kind"), cell=lambda row: word(f"event:{row.sort}"), sort="sort"),
        Column("described", _("What happened"), cell=lambda row: words(row, row.described)),
        Column("told", _("Who was told"), cell=lambda row: words(row, row.told)),
        Column("by", _("Written down by"), cell=lambda row: names.get(row.recorded_by, "–")),
    )
    table = Table(
        request,
        columns,
        rows,
        id="events",
        caption=_("Events"),
        empty=_("Nothing of the kind has been written down. “Write it down” does."),
        sort="-when",
        export_url=f"{reverse('border:events')}?csv=1&sort={sort}",
    )
    if request.GET.get("csv"):
        return table.csv("events.csv")
    tabs = [{"label": _("All"), "url": "?", "current": not sort}] + [
        {"label": word(f"event:{code}"), "url": f"?sort={code}", "current": code == sort} for code in desk.SORTS
    ]
    since = timezone.now() - line().own_work
    older = rows.filter(happened__lt=since).exists() or must_be_staff(request).post != post.id
    context = {
        "post": post,
        "table": table,
        "tabs": tabs,
        "owed": len(desk.papers_owed(post.id)),
        "names": shown,
        "hidden": older,
    }
    return render(request, "border/events/list.html", context)


@both(ACT)
def new(request: HttpRequest, post: PostView) -> HttpResponse:
    """Write an event down; with a presentation (``?presentation=``) it is about that person."""
    person = _person(request, post)
    form = EventForm(request.POST or None, initial={"sort": request.GET.get("sort", "illness")})
    if request.method == "POST" and "reason" not in request.POST and form.is_valid():
        given = form.cleaned_data
        if given["sort"] == "birth" and person is not None:
            asked = look_or_ask(request, person, "border:birth")
            return _birth_page(request, person, BirthForm(initial=given)) if asked is None else asked
        try:
            desk.record_event(
                post.id,
                actor=must_be_staff(request),
                presentation=person.subject if person else None,
                direction=person.direction if person else "",
                **given,
            )
        except DeskError as no:
            form.add_error(_field(no.code), word(f"desk:{no.code}", no.params))
        else:
            messages.success(request, _("Written down."))
            return redirect("border:events")
    if person is not None and (asked := look_or_ask(request, person, "border:event-new")) is not None:
        return asked
    context = {"post": post, "form": form, "person": name_of(person.document) if person else ""}
    return render(request, "border/events/new.html", context, status=422 if form.errors else 200)


def _field(code: str) -> str | None:
    return {"in_future": "happened", "described_needed": "described"}.get(code)


def _person(request: HttpRequest, post: PostView) -> Presentation | None:
    try:
        wanted = UUID(request.GET.get("presentation", ""))
    except ValueError:
        return None
    return Presentation.objects.filter(subject=wanted, post=post.id).first()


@both(ACT)
def birth(request: HttpRequest, post: PostView, presentation: UUID) -> HttpResponse:
    """A child is born: it joins the mother's family and gets an outcome of its own."""
    view = presentations.get(presentation)
    must_be_here(request, ACT, view.row.post)
    form = BirthForm(request.POST or None)
    if request.method == "POST" and "reason" not in request.POST and form.is_valid():
        try:
            born = desk.born(
                presentation, place=place_at(request, post), actor=must_be_staff(request), **form.cleaned_data
            )
        except DeskError as no:
            form.add_error(_field(no.code), word(f"desk:{no.code}", no.params))
        else:
            messages.success(request, _("Welcome to the child. Now it gets an outcome."))
            return redirect("border:group-person", group=born.group, presentation=born.presentation)
    if (asked := look_or_ask(request, view.row, "border:birth")) is not None:
        return asked
    return _birth_page(request, view.row, form)


def _birth_page(request: HttpRequest, mother: Presentation, form: BirthForm) -> HttpResponse:
    """The form of a birth, also with what was typed into that of an event."""
    context = {"form": form, "mother": name_of(mother.document), "presentation": mother.subject}
    return render(request, "border/events/birth.html", context, status=422 if form.errors else 200)


@both(ACT)
def show(request: HttpRequest, post: PostView, event: UUID) -> HttpResponse:
    """One event; of an earlier shift, after a reason."""
    row = desk.get(event)
    must_be_here(request, ACT, row.post)
    if not (_of_this_shift(request, row) or looked(request, list_file("events", row.post))):
        about = presentations.get(row.presentation).row if row.presentation else None
        asked = look_or_ask(request, about, "border:event") if about else ask_for(request, row.subject, "border:event")
        if asked is not None:
            return asked
    names = names_of([row.recorded_by])
    return render(request, "border/events/one.html", {"row": row, "by": names.get(row.recorded_by, "–")})


@both(ACT)
def papers(request: HttpRequest, post: PostView) -> HttpResponse:
    """Who was let in first and still owes papers, the longest wait first. Names of those let in before this shift show
    after a reason."""
    shown = names_of_list(request, list_file("papers", post.id), "border:papers-owed")
    if shown.answer is not None:
        return shown.answer
    owing = desk.papers_owed(post.id)
    named = {one.presentation for one in owing if shown.shown or _of_this_shift(request, one)}

    def name(owed: Owed) -> str:
        return owed.name or owed.described or _("No name") if owed.presentation in named else str(owed.presentation)[:8]

    def link(owed: Owed) -> SafeString:
        url = reverse("border:papers-complete", args=[owed.presentation])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', url, name(owed))

    columns = (
        Column("name", _("Person"), cell=link, text=name, sort=name, heading=True),
        Column("happened", _("Let in"), cell=lambda owed: formats.moment(owed.happened), sort=_when),
        Column("ago", _("How long ago"), cell=lambda owed: formats.ago(owed.happened)),
        Column("direction", _("Direction"), cell=lambda owed: word(f"direction:{owed.direction}")),
        Column("purpose", _("Purpose"), cell=lambda owed: word(f"purpose:{owed.purpose}")),
    )
    table = Table(
        request,
        columns,
        owing,
        id="papers",
        caption=_("Papers still to come"),
        empty=_("Nobody owes papers. Whoever is let in first in an emergency appears here."),
        sort="happened",
        export_url=f"{reverse('border:papers-owed')}?csv=1",
    )
    if request.GET.get("csv"):
        return table.csv("papers-still-to-come.csv")
    context = {"post": post, "table": table, "names": shown, "hidden": len(named) < len(owing)}
    return render(request, "border/events/papers.html", context)


def _when(owed: Owed) -> Any:
    return owed.happened


@both(ACT)
def complete(request: HttpRequest, post: PostView, presentation: UUID) -> HttpResponse:
    """The papers have come: the crossing keeps its time and gets its document."""
    view = presentations.get(presentation)
    must_be_here(request, ACT, view.row.post)
    if view.crossing is None or not view.crossing.papers_later:
        raise DeskError("presentation_unknown")
    keyed = request.method == "POST" and "reason" not in request.POST
    form = PaperForm(request.POST if keyed else None, today=timezone.localdate(), later=False)
    if form.is_valid():
        try:
            desk.complete_papers(presentation, form.paper(), actor=must_be_staff(request))
        except DeskError as no:
            form.add_error(None, word(f"desk:{no.code}", no.params))
        else:
            messages.success(request, _("The papers are complete."))
            return redirect("border:papers-owed")
    if not looked(request, list_file("papers", view.row.post)):
        asked = look_or_ask(request, view.row, "border:papers-complete")
        if asked is not None:
            return asked
    context = {
        "form": form,
        "view": view,
        "name": name_of(view.row.document) or view.row.document.get("description", ""),
    }
    return render(request, "border/events/complete.html", context, status=422 if form.errors else 200)
