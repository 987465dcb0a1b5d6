"""The vehicle register: what is at the post now; and, with a reason, every visit of one plate (S8)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from panah.border.desk import vehicles as desk
from panah.border.desk.posts import PostView
from panah.border.desk.vehicles import Visit
from panah.border.rules.plates import fold_plate, vehicle_file
from panah.border.views.at_post import both
from panah.border.views.history import ReasonForm
from panah.border.views.looking import look, looked
from panah.web import formats
from panah.web.tables import Column, Table
from panah.web.wording import country, word

ACT = "border.carriages"
_KEPT = "vehicles.plate"


class PlateForm(ReasonForm):
    """A plate, and why it is looked for."""

    field_order = ("q", "reason", "text")
    q = forms.CharField(
        label=gettext_lazy("Number plate"),
        max_length=40,
        help_text=gettext_lazy("In Latin or Cyrillic letters, with or without spaces."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = gettext_lazy("Why do you look for this vehicle?")

    def clean_q(self) -> str:
        plate: str = self.cleaned_data["q"]
        if not fold_plate(plate):
            raise forms.ValidationError(_("Give a number plate."))
        return plate


def _plate(visit: Visit) -> object:
    if visit.carriage is None:
        return format_html('<bdi class="mono">{}</bdi>', visit.plate)
    return format_html(
        '<a class="mono" href="{}"><bdi>{}</bdi></a>', reverse("border:carriage", args=[visit.carriage]), visit.plate
    )


@both(ACT)
def listing(request: HttpRequest, post: PostView) -> HttpResponse:
    """Vehicles that are at the post; with a plate and a reason, every visit of that vehicle here, which is a look.

    The plate is posted, so that it stands in no address, and kept while one sorts and pages, as long as the look lasts.
    """
    plate, form = _wanted(request)
    direction = request.GET.get("direction", "")
    direction = direction if direction in ("entry", "exit") else ""
    columns = (
        Column("plate", _("Plate"), cell=_plate, text=lambda v: v.plate, sort=lambda v: v.plate, heading=True),
        Column("country", _("Registered in"), cell=lambda v: country(v.country), sort=lambda v: v.country),
        Column("sort", _("Kind"), cell=lambda v: word(f"carriage:{v.sort}") if v.sort else "–", sort=lambda v: v.sort),
        Column(
            "direction", _("Direction"), cell=lambda v: word(f"direction:{v.direction}"), sort=lambda v: v.direction
        ),
        Column("when", _("When"), cell=lambda v: formats.moment(v.happened), sort=lambda v: v.happened),
        Column("heads", _("On board"), cell=lambda v: "–" if v.heads is None else v.heads, number=True),
    )
    table = Table(
        request,
        columns,
        _visits(post, plate, direction),
        id="visits",
        caption=_("Visits") if plate else _("At the post now"),
        empty=_("No visit of this vehicle is known. Only the exact plate is found.")
        if plate
        else _("No vehicle is at the post now. Buses and cars appear here when they come."),
        sort="-when",
        export_url=f"{reverse('border:vehicles')}?csv=1&direction={direction}",
    )
    if request.GET.get("csv"):
        return table.csv("visits.csv")
    tabs = [
        {"label": label, "url": f"?direction={code}", "current": direction == code}
        for code, label in (("", _("Both")), ("entry", _("Entry")), ("exit", _("Exit")))
    ]
    context = {"post": post, "table": table, "plate": plate, "tabs": tabs, "form": form}
    return render(request, "border/carriages/vehicles.html", context, status=422 if form.errors else 200)


def _wanted(request: HttpRequest) -> tuple[str, PlateForm]:
    """The plate whose visits may be shown (empty: none), and the form. A new search puts the one before away."""
    if request.method != "POST":
        plate = str(request.session.get(_KEPT, ""))
        if plate and not looked(request, vehicle_file(plate)):
            plate = request.session[_KEPT] = ""
        return plate, PlateForm(initial={"q": plate})
    request.session[_KEPT] = ""
    if not request.POST.get("q", "").strip():
        return "", PlateForm()
    form = PlateForm(request.POST)
    if form.is_valid() and look(request, form, vehicle_file(form.cleaned_data["q"]), "border:vehicles"):
        request.session[_KEPT] = form.cleaned_data["q"]
    return str(request.session[_KEPT]), form


def _visits(post: PostView, plate: str, direction: str) -> list[Visit]:
    if plate:
        return desk.visits(post.id, plate, direction=direction)
    return [visit for visit in desk.visits(post.id, direction=direction) if visit.released is None]
