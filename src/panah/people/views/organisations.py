"""Organisations with staff here."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from panah.people import desk, words
from panah.people.access import may, must_be_staff
from panah.people.forms import OrganisationForm
from panah.people.models import Organisation, StaffMember
from panah.people.problems import PeopleProblemError
from panah.web.formats import day
from panah.web.tables import Column, Table


@may("people.staff.manage")
@require_http_methods(["GET", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations; posting registers one."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        desk.register_organisation(given["name"], given["type"], actor=must_be_staff(request).id)
        messages.success(request, _("The organisation was registered."))
        return HttpResponseRedirect(reverse("people:organisations"))
    here = dict(StaffMember.objects.filter(left=None).values_list("organisation").annotate(Count("subject")).order_by())
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
            Column("type", gettext_lazy("Kind"), cell=lambda row: words.ORGANISATION_TYPES.get(row.type), sort="type"),
            Column("staff", gettext_lazy("Staff"), cell=lambda row: here.get(row.subject, 0), number=True),
            Column("registered", gettext_lazy("Since"), cell=lambda row: day(row.registered), sort="registered"),
            Column("closed", gettext_lazy("State"), cell=_state, sort="closed"),
        ],
        Organisation.objects.all(),
        id="organisations",
        caption=_("Organisations"),
        empty=_("No organisation yet"),
        sort="name",
    )
    return render(
        request, "people/organisations.html", {"table": table, "form": form}, status=422 if form.errors else 200
    )


@may("people.staff.manage")
@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """One organisation: rename or close it."""
    found = Organisation.objects.filter(subject=organisation).first()
    if found is None:
        raise Http404
    form = OrganisationForm(
        request.POST if request.POST.get("act") == "rename" else None, initial={"name": found.name, "type": found.type}
    )
    form.fields.pop("type")
    if request.method == "POST":
        actor = must_be_staff(request).id
        try:
            if request.POST.get("act") == "close":
                desk.close_organisation(organisation, actor=actor)
                messages.success(request, _("The organisation was closed."))
            elif form.is_valid():
                desk.rename_organisation(organisation, form.cleaned_data["name"], actor=actor)
                messages.success(request, _("The name was changed."))
        except PeopleProblemError as problem:
            messages.error(request, str(problem.message))
        if not form.errors:
            return HttpResponseRedirect(reverse("people:organisations"))
    shown = {"organisation": found, "form": form, "kind": words.ORGANISATION_TYPES.get(found.type)}
    return render(request, "people/organisation.html", shown, status=422 if form.errors else 200)


def _link(row: Organisation) -> str:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("people:organisation", args=[row.subject]), row.name)


def _state(row: Organisation) -> str:
    return _("Closed") if row.closed else pgettext("an organisation", "Open")
