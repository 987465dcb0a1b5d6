"""The vehicle register: a plate, and every visit of the vehicle."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from panah.border.desk import vehicles as desk
from panah.border.desk.posts import PostView
from panah.border.desk.vehicles import Visit
from panah.border.views.at_post import both
from panah.web import formats
from panah.web.tables import Column, Table
from panah.web.wording import country, word

ACT = "border.carriages"
_KEPT = "vehicles.plate"


def _plate(visit: Visit) -> object:
    if visit.carriage is None:
        return format_html('<bdi class="mono">{}</bdi>', visit.plate)
    return format_html(
        '<a class="mono" href="{}"><bdi>{}</bdi></a>', reverse("border:carriage", args=[visit.carriage]), visit.plate
    )


@both(ACT)
def listing(request: HttpRequest, post: PostView) -> HttpResponse:
    """Visits at the post. The plate is posted, so that it stands in no address, and kept while one sorts and pages."""
    if request.method == "POST":
        request.session[_KEPT] = request.POST.get("q", "").replace("\x00", "")[:40]
    plate = str(request.session.get(_KEPT, ""))
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
        desk.visits(post.id, plate, direction=direction),
        id="visits",
        caption=_("Visits"),
        empty=_("No visit of this vehicle is known. Only the exact plate is found.")
        if plate
        else _("No vehicle has been written down yet. Buses and cars appear here."),
        sort="-when",
        export_url=f"{reverse('border:vehicles')}?csv=1&direction={direction}",
    )
    if request.GET.get("csv"):
        return table.csv("visits.csv")
    tabs = [
        {"label": label, "url": f"?direction={code}", "current": direction == code}
        for code, label in (("", _("Both")), ("entry", _("Entry")), ("exit", _("Exit")))
    ]
    return render(
        request, "border/carriages/vehicles.html", {"post": post, "table": table, "plate": plate, "tabs": tabs}
    )
