"""The lists of those who cross a short way: searched, imported, ended."""

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

from panah.border.desk import listings as desk
from panah.border.desk.context import DeskError
from panah.border.desk.posts import PostView
from panah.border.models import Listing
from panah.border.rules import cells
from panah.border.rules.line import line
from panah.border.rules.list_files import list_file
from panah.border.rules.sheets import LARGEST, CellError, decode
from panah.border.views.at_post import both
from panah.border.views.form_fields import StateField, Words, states, worded
from panah.border.views.looking import ask_for, looked, names_of_list
from panah.border.views.sheet_words import Fault, faults
from panah.people.access import must_be_staff
from panah.web import formats
from panah.web.forms import Tiles
from panah.web.tables import Column, Table
from panah.web.wording import word

VIEW = "border.listings.view"
MANAGE = "border.listings.manage"
_KEPT = "listings.words"
STATES = ("standing", "coming", "ended")


def _sort_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Which list"), choices=lambda: worded("listing", desk.SORTS), widget=Tiles(segmented=True)
    )


class EntryForm(forms.Form):
    """One person on a list."""

    sort = _sort_field()
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    issuer = StateField(label=gettext_lazy("Issued by"))
    number = forms.CharField(label=gettext_lazy("Document number"), max_length=40)
    valid_from = forms.DateField(label=gettext_lazy("Valid from"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(label=gettext_lazy("Valid to"), widget=forms.DateInput(attrs={"type": "date"}))
    paper = forms.CharField(label=gettext_lazy("List or paper it rests on"), max_length=200, required=False)
    adult = forms.CharField(label=gettext_lazy("Adult who may accompany"), max_length=200, required=False)
    relation = forms.CharField(label=gettext_lazy("Relation"), max_length=60, required=False)
    authority = forms.CharField(label=gettext_lazy("Consent"), max_length=200, required=False)

    def _cell(self, name: str, read: Any) -> str:
        try:
            return str(read(self.cleaned_data[name]))
        except CellError as error:
            raise forms.ValidationError(word(f"sheet:{error.code}", dict(error.params))) from None

    def clean_name(self) -> str:
        return self._cell("name", cells.name)

    def clean_number(self) -> str:
        return self._cell("number", cells.number)

    def fields_of(self) -> dict[str, str]:
        """The columns as the desk wants them."""
        return {name: str(value) for name, value in self.cleaned_data.items() if name != "sort"}


class ImportForm(forms.Form):
    """A whole list, pasted or uploaded."""

    sort = _sort_field()
    sheet = Words(
        label=gettext_lazy("The list"),
        rows=10,
        required=False,
        max_length=None,
        strip=False,
        help_text=gettext_lazy(
            "One person a line: name; issuing state; document number; valid from; valid to; list or paper; adult; "
            "relation; consent. A line of titles may come first."
        ),
    )
    upload = forms.FileField(label=gettext_lazy("Or a file (CSV)"), required=False)


def _link(row: Listing) -> SafeString:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("border:listing", args=[row.subject]), row.name)


def _state(row: Listing) -> str:
    today = timezone.localdate()
    if row.ended is not None:
        return _("Ended")
    if row.valid_to < today:
        return _("Run out")
    return _("Not yet valid") if row.valid_from > today else _("Valid")


COLUMNS = (
    Column("name", gettext_lazy("Name"), cell=_link, text=lambda row: row.name, sort="name", heading=True),
    Column("sort", gettext_lazy("List"), cell=lambda row: word(f"listing:{row.sort}"), sort="sort"),
    Column("paper", gettext_lazy("Paper"), sort="paper"),
    Column("valid_from", gettext_lazy("Valid from"), cell=lambda row: formats.day(row.valid_from), sort="valid_from"),
    Column("valid_to", gettext_lazy("Valid to"), cell=lambda row: formats.day(row.valid_to), sort="valid_to"),
    Column("state", gettext_lazy("State"), cell=_state),
)


@both(VIEW)
def listing(request: HttpRequest, post: PostView) -> HttpResponse:
    """Search and see the lists, after a reason (S8). What is searched for is posted and kept while one sorts and
    pages."""
    shown = names_of_list(request, list_file("listings", post.id), "border:listings")
    if shown.answer is not None or not shown.shown:
        context = {"post": post, "names": shown, "manages": must_be_staff(request).may(MANAGE)}
        return shown.answer or render(request, "border/listings/list.html", context)
    if request.method == "POST":
        request.session[_KEPT] = request.POST.get("q", "").replace("\x00", "")[:200]
    words = str(request.session.get(_KEPT, ""))
    sort, state = request.GET.get("sort", ""), request.GET.get("state", "standing")
    sort = sort if sort in desk.SORTS else ""
    state = state if state in (*STATES, "all") else "standing"
    rows = desk.search(words, sort=sort, state="" if state == "all" else state, on=timezone.localdate())
    table = Table(
        request,
        COLUMNS,
        rows,
        id="listings",
        caption=_("Persons who cross a short way"),
        empty=_("Nobody here has this. Try another validity, or fewer letters.")
        if words
        else _("Nobody is on a list yet. Import one, or enter a person."),
        sort="name",
        export_url=f"{reverse('border:listings')}?csv=1&sort={sort}&state={state}",
    )
    if request.GET.get("csv"):
        return table.csv("short-way.csv")
    labels = {"standing": _("Valid"), "coming": _("Not yet valid"), "ended": _("Ended"), "all": _("All")}
    context = {
        "post": post,
        "table": table,
        "words": words,
        "tabs": [
            {"label": label, "url": f"?state={code}&sort={sort}", "current": code == state}
            for code, label in labels.items()
        ],
        "sorts": [{"label": _("All lists"), "url": f"?state={state}", "current": not sort}]
        + [
            {"label": word(f"listing:{code}"), "url": f"?state={state}&sort={code}", "current": code == sort}
            for code in desk.SORTS
        ],
        "manages": must_be_staff(request).may(MANAGE),
        "names": shown,
    }
    return render(request, "border/listings/list.html", context)


@both(MANAGE)
def new(request: HttpRequest, post: PostView) -> HttpResponse:
    """Enter one person."""
    form = EntryForm(request.POST or None, initial={"sort": "local_resident", "issuer": post.neighbour})
    if request.method == "POST" and form.is_valid():
        try:
            desk.enter(form.cleaned_data["sort"], form.fields_of(), actor=must_be_staff(request))
        except DeskError as no:
            field = {"validity_turned": "valid_to", "already_listed": "number", "number_needed": "number"}.get(no.code)
            form.add_error(field, word(f"desk:{no.code}", no.params))
        else:
            messages.success(request, _("Entered."))
            return redirect("border:listings")
    context = {"post": post, "form": form, "states": states()}
    return render(request, "border/listings/new.html", context, status=422 if form.errors else 200)


@both(MANAGE)
def imported(request: HttpRequest, post: PostView) -> HttpResponse:
    """Enter a whole list: everybody, or nobody and each fault at its place."""
    form = ImportForm(request.POST or None, request.FILES or None, initial={"sort": "local_resident"})
    found: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        source = upload.read(LARGEST + 1) if upload else form.cleaned_data["sheet"]
        sort = form.cleaned_data["sort"]
        result = desk.import_sheet(sort, source, actor=must_be_staff(request))
        found = faults(result.problems)
        if not found:
            said = _("%(new)s entered, %(known)s were there already.")
            messages.success(request, said % {"new": result.entered, "known": result.known})
            return redirect("border:listings")
        if isinstance(source, bytes):
            form = ImportForm({"sort": sort, "sheet": _text(source)})
    context = {"post": post, "form": form, "faults": found, "columns": [column.name for column in desk.COLUMNS]}
    return render(request, "border/listings/import.html", context, status=422 if found or form.errors else 200)


def _text(source: bytes) -> str:
    try:
        return decode(source).replace("\x00", "\ufffd")
    except CellError:
        return ""


@both(VIEW)
def show(request: HttpRequest, post: PostView, listing: UUID) -> HttpResponse:
    """One listing, and how to end it. Own entries of this shift are free to see; the rest is a look."""
    row = desk.get(listing)
    problem = ""
    staff = must_be_staff(request)
    manages = staff.may(MANAGE)
    if request.method == "POST" and manages and "why" in request.POST:
        try:
            desk.end(listing, request.POST["why"][:8000], actor=staff)
        except DeskError as no:
            problem = word(f"desk:{no.code}", no.params)
        else:
            messages.success(request, _("The listing has ended."))
            return redirect("border:listings")
    own = row.entered_by == staff.id and timezone.now() - row.entered <= line().own_work
    if not own and not looked(request, list_file("listings", post.id)):
        asked = ask_for(request, UUID(bytes=bytes(row.document_key)), "border:listing")
        if asked is not None:
            return asked
    context = {"row": row, "state": _state(row), "problem": problem, "manages": manages}
    return render(request, "border/listings/one.html", context, status=422 if problem else 200)
