"""Devices of the API: registered, shown their token once, revoked."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from panah.people import devices as desk
from panah.people import words
from panah.people.access import may, must_be_staff
from panah.people.forms import DeviceForm
from panah.people.models import Device
from panah.people.ports import place_name
from panah.people.problems import PeopleProblemError
from panah.web.formats import ago, day
from panah.web.tables import Column, Table


@may("api.devices")
@require_GET
def devices(request: HttpRequest) -> HttpResponse:
    """All devices."""
    table = Table(
        request,
        [
            Column(
                "name",
                pgettext_lazy("of a thing", "Name"),
                cell=_link,
                text=lambda row: row.name,
                sort="name",
                heading=True,
            ),
            Column("post", gettext_lazy("Where"), cell=lambda row: place_name(row.post, row.lane)),
            Column("scopes", gettext_lazy("May"), cell=_scopes),
            Column("created", gettext_lazy("Since"), cell=lambda row: day(row.created), sort="created"),
            Column("last_used", gettext_lazy("Last used"), cell=_last_used, sort="last_used"),
            Column("revoked", gettext_lazy("State"), cell=_state, sort="revoked"),
        ],
        Device.objects.all(),
        id="devices",
        caption=_("Devices"),
        empty=_("No device is registered."),
        sort="name",
    )
    return render(request, "people/devices.html", {"table": table})


@may("api.devices")
@never_cache
@require_http_methods(["GET", "POST"])
def device_add(request: HttpRequest) -> HttpResponse:
    """Register a device; shows its token once."""
    form = DeviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        post, _slash, lane = given["place"].partition("/")
        actor = must_be_staff(request).id
        try:
            device, token = desk.register_device(given["name"], UUID(post), given["scopes"], actor=actor, lane=lane)
        except PeopleProblemError as problem:
            problem.on(form)
        else:
            return render(request, "people/token.html", {"name": given["name"], "token": token, "device": device})
    return render(request, "people/device_add.html", {"form": form}, status=422 if form.errors else 200)


@may("api.devices")
@require_GET
def device(request: HttpRequest, device: UUID) -> HttpResponse:
    """One device."""
    found = Device.objects.filter(pk=device).first()
    if found is None:
        raise Http404
    shown = {
        "device": found,
        "where": place_name(found.post, found.lane),
        "scopes": [words.SCOPES[scope] for scope in found.scopes],
    }
    return render(request, "people/device.html", shown)


@may("api.devices")
@require_POST
def device_revoke(request: HttpRequest, device: UUID) -> HttpResponse:
    """Its token isn't accepted any more."""
    try:
        desk.revoke_device(device, actor=must_be_staff(request).id, reason=request.POST.get("reason", ""))
    except PeopleProblemError as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("The token isn't accepted any more."))
    return HttpResponseRedirect(reverse("people:devices"))


def _link(row: Device) -> str:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("people:device", args=[row.pk]), row.name)


def _scopes(row: Device) -> str:
    return " · ".join(str(words.SCOPES.get(scope, scope)) for scope in row.scopes)


def _last_used(row: Device) -> str:
    return ago(row.last_used) if row.last_used else _("Never")


def _state(row: Device) -> str:
    return _("Revoked") if row.revoked else _("In use")
