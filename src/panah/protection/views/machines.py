"""Machines of a body's own system: its supervisor registers them, sees when they came last, and ends them."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.people.access import must_be_staff
from panah.people.permissions import BODY_SCOPES
from panah.people.words import BODY_SCOPES as SCOPE_WORDS
from panah.protection.desk import machines as desk
from panah.protection.desk import webhooks
from panah.protection.desk.problems import ProtectionError
from panah.protection.models import BodyMachine
from panah.protection.views.guard import at_the_desk, own_body, said
from panah.web.formats import ago, day
from panah.web.signs import state
from panah.web.tables import Column, Table

ACT = "protection.machines"


class MachineForm(forms.Form):
    """A machine that may use the API for this body."""

    name = forms.CharField(
        label=pgettext_lazy("of a thing", "Name"),
        max_length=200,
        help_text=gettext_lazy("Such as: case system of the shelter."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=[(scope, SCOPE_WORDS[scope]) for scope in BODY_SCOPES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing the machine may do.")},
    )


@at_the_desk(ACT)
@require_safe
def machines(request: HttpRequest) -> HttpResponse:
    """All machines of one's own body."""
    body = own_body(request)
    columns = [
        Column("name", pgettext_lazy("of a thing", "Name"), cell=lambda row: row.name, heading=True),
        Column("scopes", _("May"), cell=lambda row: " · ".join(str(SCOPE_WORDS[scope]) for scope in row.scopes)),
        Column("created", _("Since"), cell=lambda row: day(row.created), sort=lambda row: row.created),
        Column("last_used", _("Last used"), cell=lambda row: ago(row.last_used) if row.last_used else _("Never")),
        Column("revoked", _("State"), cell=_state),
    ]
    found = desk.of_body(body.id)
    table = Table(request, columns, found, id="machines", caption=_("Machines"), empty=_("No machine is registered."))
    working = [row for row in found if row.revoked is None]
    hook = webhooks.view(body.id)
    context = {"table": table, "body": body, "working": working, "ended": hook is not None and hook.state == "ended"}
    return render(request, "protection/machines/list.html", context)


@at_the_desk(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Register one; its token is shown once."""
    body = own_body(request)
    form = MachineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _id, token = desk.register(body.id, given["name"], given["scopes"], actor=must_be_staff(request))
        except ProtectionError as no:
            form.add_error(None, said(no))
        else:
            return render(request, "protection/machines/token.html", {"name": given["name"], "token": token})
    return render(
        request, "protection/machines/add.html", {"form": form, "body": body}, status=422 if form.errors else 200
    )


@at_the_desk(ACT)
@require_POST
def revoke(request: HttpRequest, machine: UUID) -> HttpResponse:
    """Its token isn't accepted any more."""
    body = own_body(request)
    try:
        desk.revoke(body.id, machine, request.POST.get("reason", ""), actor=must_be_staff(request))
    except ProtectionError as no:
        messages.error(request, said(no))
    else:
        messages.success(request, _("The token isn't accepted any more."))
    return redirect("protection:machines")


def _state(row: BodyMachine) -> SafeString:
    shown = state("neutral", _("Revoked")) if row.revoked else state("green", _("In use"))
    return format_html("{}", shown)
