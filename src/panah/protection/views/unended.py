"""Conversations that aren't ended, for the commander of a post: since when, whose, and to whom one is given."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panah.border.desk.context import DeskError
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.protection.desk import unended as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.views.guard import at_the_desk, said
from panah.web.forms import uuid_of
from panah.web.wording import word

ACT = "protection.unended"


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """All of the post; what is posted gives one of them to another officer."""
    staff = must_be_staff(request)
    if staff.post is None:
        raise PermissionDenied
    if request.method == "POST":
        _give(request, staff.post)
        return redirect("protection:unended")
    found = desk.of_post(staff.post)
    names = names_of([one.officer for one in found])
    rows = [
        {
            "hold": one.hold,
            "officer": one.officer,
            "by": names.get(one.officer, "–"),
            "begun": one.begun,
            "placed": one.placed,
            "until": one.until,
            "long": desk.is_long(one),
            "others": desk.others(staff.post, one.officer).items(),
        }
        for one in found
    ]
    return render(request, "protection/unended/list.html", {"rows": rows})


def _give(request: HttpRequest, post: UUID) -> None:
    given = request.POST
    hold, officer, to = (uuid_of(given.get(name)) for name in ("hold", "officer", "to"))
    name = desk.others(post, officer).get(to, "") if officer and to else ""
    try:
        if hold is None or officer is None or to is None:
            raise ProtectionError("officer_unknown")
        remark = _("The conversation goes to %(name)s.") % {"name": name}
        desk.give(post, hold, officer, to, remark, actor=must_be_staff(request))
    except ProtectionError as no:
        messages.error(request, said(no))
    except DeskError as no:
        messages.error(request, word(f"desk:{no.code}", no.params))
    else:
        messages.success(request, _("Given to %(name)s, who takes the person over and goes on.") % {"name": name})
