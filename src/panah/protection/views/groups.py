"""Declared groups: headquarters puts them down, a body confirms, everybody concerned reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from panah.border.views.form_fields import Words
from panah.people.access import must_be_staff
from panah.people.permissions import allows
from panah.protection.desk import groups as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.models.groups import DeclaredGroup
from panah.protection.views.claim_forms import Day
from panah.protection.views.guard import at_the_desk, own_body, said

DECLARE, CONFIRM = "protection.groups.declare", "protection.groups.confirm"


class GroupForm(forms.Form):
    """A group as it was declared."""

    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=200)
    who = Words(label=gettext_lazy("Who is meant"), rows=3)
    source = Words(label=gettext_lazy("Declared by whom, in which act"), rows=2)
    since = Day(label=gettext_lazy("From which day on"), today=True)


@at_the_desk("protection.groups")
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """All of them; headquarters may put one down."""
    roles, staff = must_be_staff(request).roles, must_be_staff(request)
    declares = allows(DECLARE, roles)
    form = GroupForm(request.POST if request.method == "POST" and declares else None)
    if form.is_valid():
        try:
            desk.declare(**form.cleaned_data, actor=staff)
        except ProtectionError as no:
            form.add_error(None, said(no))
        else:
            messages.success(request, _("Put down. It is in force once the asylum authority or UNHCR confirms it."))
            return redirect("protection:groups")
    context = {
        "groups": [_shown(row) for row in desk.groups()],
        "form": form if declares else None,
        "confirms": allows(CONFIRM, roles),
    }
    return render(request, "protection/groups/list.html", context, status=422 if form.errors else 200)


@at_the_desk(CONFIRM)
@require_POST
def confirm(request: HttpRequest, group: UUID) -> HttpResponse:
    """The body says the same."""
    desk.confirm(group, own_body(request).id, actor=must_be_staff(request))
    messages.success(request, _("In force. Claims of this group can be decided without an interview."))
    return redirect("protection:groups")


@at_the_desk(DECLARE)
@require_POST
def end(request: HttpRequest, group: UUID) -> HttpResponse:
    """It ends for those who come from now on."""
    desk.end(group, request.POST.get("why", ""), actor=must_be_staff(request))
    messages.success(request, _("Ended. Whoever was recognised stays recognised."))
    return redirect("protection:groups")


def _shown(row: DeclaredGroup) -> dict[str, Any]:
    if row.ended is not None:
        state = ("neutral", _("Ended"))
    elif row.confirmed is None:
        state = ("amber", _("Waits for the authority"))
    elif row.since > timezone.localdate().isoformat():
        state = ("neutral", _("Not yet in force"))
    else:
        state = ("green", _("In force"))
    return {"row": row, "colour": state[0], "state": state[1]}
