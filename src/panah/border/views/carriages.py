"""Buses, trains and cars: arriving, the list of them, going on."""

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

from panah.border.desk import carriages as desk
from panah.border.desk.context import DeskError
from panah.border.desk.posts import PostView
from panah.border.models import Carriage
from panah.border.rules.manifests import Manifest, read_manifest
from panah.border.rules.sheets import LARGEST, CellError, decode
from panah.border.views.at_post import at_post, both
from panah.border.views.form_fields import DIRECTIONS, StateField, Words, states, worded
from panah.border.views.sheet_words import Fault, faults
from panah.people.access import must_be_staff
from panah.web import formats
from panah.web.forms import Tiles
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "border.carriages"
_ICONS = {
    "bus": "bus",
    "minibus": "van",
    "train": "train-front",
    "car": "car",
    "truck": "truck",
    "ship": "ship",
    "aircraft": "plane",
}


class ArrivalForm(forms.Form):
    """What comes, and who is on board: a list, or at least a number."""

    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=DIRECTIONS, widget=Tiles(segmented=True), initial="entry"
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("What comes"),
        choices=lambda: worded("carriage", desk.SORTS),
        widget=Tiles(icons=_ICONS),
        initial="bus",
    )
    plate = forms.CharField(label=gettext_lazy("Number plate"), max_length=40, required=False)
    country = StateField(label=gettext_lazy("Registered in"), required=False)
    service = forms.CharField(
        label=gettext_lazy("Line or train"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("As on the timetable."),
    )
    carrier = forms.CharField(label=gettext_lazy("Carrier"), max_length=200, required=False)
    heads = forms.IntegerField(
        label=gettext_lazy("How many on board"),
        required=False,
        min_value=0,
        max_value=desk.MOST_HEADS,
        help_text=gettext_lazy("Enough where there is no list."),
    )
    manifest = Words(
        label=gettext_lazy("List of passengers"),
        rows=8,
        required=False,
        max_length=None,
        strip=False,
        help_text=gettext_lazy(
            "Paste it from any table: one person a line, with name, document, nationality, date of birth, seat."
        ),
    )
    upload = forms.FileField(label=gettext_lazy("Or a file (CSV)"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["source"] = self._source()
        return given

    def _source(self) -> str | bytes:
        upload = self.cleaned_data.get("upload")
        found: str | bytes = upload.read(LARGEST + 1) if upload else self.cleaned_data.get("manifest", "")
        return found


@both(ACT)
def new(request: HttpRequest, post: PostView) -> HttpResponse:
    """Take a carriage in. A list with faults comes back with each at its line and column, ready to be corrected."""
    form = ArrivalForm(request.POST or None, request.FILES or None)
    found: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        source = given["source"]
        manifest = read_manifest(source) if source.strip() else Manifest()
        found = faults(manifest.problems)
        if not found:
            try:
                carriage = _arrive(request, post, given, manifest)
            except DeskError as no:
                form.add_error(_field(no.code), word(f"desk:{no.code}", no.params))
            else:
                return redirect("border:carriage", carriage=carriage)
        elif isinstance(source, bytes):
            form = _with_text(request, source)
    context = {"post": post, "form": form, "faults": found, "states": states()}
    return render(request, "border/carriages/new.html", context, status=422 if found or form.errors else 200)


def _arrive(request: HttpRequest, post: PostView, given: dict[str, Any], manifest: Manifest) -> UUID:
    return desk.arrive(
        post.id,
        direction=given["direction"],
        sort=given["sort"],
        plate=given["plate"],
        country=given["country"],
        service=given["service"],
        carrier=given["carrier"],
        heads=given["heads"],
        lines=manifest.lines,
        actor=must_be_staff(request),
    )


def _field(code: str) -> str | None:
    return {"plate_or_service": "plate", "neither_list_nor_heads": "heads", "country_unknown": "country"}.get(code)


def _with_text(request: HttpRequest, source: bytes) -> ArrivalForm:
    """The form with the file's text in the box, so that faults can be corrected where they are shown."""
    data = request.POST.copy()
    try:
        data["manifest"] = decode(source).replace("\x00", "\ufffd")
    except CellError:
        data["manifest"] = ""
    return ArrivalForm(data)


def vehicle_name(row: Carriage) -> str:
    """How a carriage is called: by its line or its plate."""
    return " · ".join(part for part in (row.service, row.plate) if part)


def _link(row: Carriage) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("border:carriage", args=[row.subject]), vehicle_name(row))


COLUMNS = (
    Column("name", gettext_lazy("Vehicle"), cell=_link, text=vehicle_name, sort="service", heading=True),
    Column("sort", gettext_lazy("Kind"), cell=lambda row: word(f"carriage:{row.sort}"), sort="sort"),
    Column(
        "direction", gettext_lazy("Direction"), cell=lambda row: word(f"direction:{row.direction}"), sort="direction"
    ),
    Column("arrived", gettext_lazy("Arrived"), cell=lambda row: formats.moment(row.arrived), sort="arrived"),
    Column("heads", gettext_lazy("On board"), cell=lambda row: row.counted or row.heads or "–", number=True),
    Column(
        "released",
        gettext_lazy("Went on"),
        cell=lambda row: formats.moment(row.released) if row.released else _("still here"),
        sort="released",
    ),
)


@at_post(ACT)
def listing(request: HttpRequest, post: PostView) -> HttpResponse:
    """Carriages at the post: those that are here, and all."""
    which = request.GET.get("which", "here")
    rows = Carriage.objects.filter(post=post.id)
    table = Table(
        request,
        COLUMNS,
        rows.filter(released__isnull=True) if which != "all" else rows,
        id="carriages",
        caption=_("Every vehicle with its travellers") if which == "all" else _("Here now"),
        empty=_("No bus or train is here now. Press “Arrived” when one comes."),
        sort="-arrived",
        export_url=f"{reverse('border:carriages')}?csv=1&which={'all' if which == 'all' else 'here'}",
    )
    if request.GET.get("csv"):
        return table.csv("vehicles.csv")
    tabs = [
        {"label": _("Here now"), "url": "?which=here", "current": which != "all"},
        {"label": _("All"), "url": "?which=all", "current": which == "all"},
    ]
    left = desk.left_open(post.id)
    return render(request, "border/carriages/list.html", {"post": post, "table": table, "tabs": tabs, "left": left})


@both(ACT)
def release(request: HttpRequest, post: PostView, carriage: UUID) -> HttpResponse:
    """Let the carriage go on: what is open is shown first and written down."""
    view = desk.get(carriage)
    if view.row.post != post.id:
        raise DeskError("carriage_unknown")
    if view.row.released is not None:
        return redirect("border:carriage", carriage=carriage)
    if request.method == "POST":
        try:
            desk.release(
                carriage,
                actor=must_be_staff(request),
                remark=request.POST.get("remark", "")[:2000],
                knowing=request.POST.get("knowing") == "on",
            )
        except DeskError as no:
            messages.error(request, word(f"desk:{no.code}", no.params))
        else:
            messages.success(request, _("Gone on, %(when)s.") % {"when": formats.clock(timezone.now())})
            return redirect("border:carriages")
    return render(request, "border/carriages/release.html", {"view": view, "name": vehicle_name(view.row)})
