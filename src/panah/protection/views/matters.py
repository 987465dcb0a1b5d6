"""What the body of whoever is signed in was told of. Nobody else's is ever shown."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from panah.people.looks import record_look
from panah.protection.desk import case_matters
from panah.protection.desk import matters as desk
from panah.protection.models import Conversation, Matter
from panah.protection.views.guard import at_the_desk, own_body
from panah.protection.views.told import told
from panah.web import formats
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.matters"


@at_the_desk(ACT)
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first."""
    body = own_body(request)
    columns = [
        Column("matter", _("Matter"), cell=_link, text=lambda one: str(one.subject)[:8], heading=True),
        Column("category", _("About"), cell=lambda one: word(f"matter:{one.category}"), sort="category"),
        Column("opened", _("Since"), cell=lambda one: formats.moment(one.opened), sort="opened"),
        Column(
            "let_go",
            pgettext("when it was", "Let go"),
            cell=lambda one: formats.moment(one.let_go) if one.let_go else "",
        ),
    ]
    table = Table(
        request, columns, desk.matters_of(body.id), id="matters", caption=_("Matters"),
        empty=_("Nothing here. What posts hand over to you comes by itself."),
    )  # fmt: skip
    return render(request, "protection/matters/list.html", {"table": table, "body": body})


@at_the_desk(ACT)
@require_safe
def show(request: HttpRequest, matter: UUID) -> HttpResponse:
    """One matter; the look is a fact (S8)."""
    body = own_body(request)
    row = desk.matter_of(body.id, matter)
    record_look(request, row.subject, "case", "protection:matter")
    context = {
        "body": body,
        "matter": row,
        "case": case_matters.of_matter(body.id, matter),
        "category": word(f"matter:{row.category}"),
        "corrected": desk.corrected(row),
        "records": [told(one) for one in Conversation.objects.for_body(body.id).filter(hold=row.hold)],
    }
    return render(request, "protection/matters/matter.html", context)


def _link(row: Matter) -> SafeString:
    address = reverse("protection:matter", args=[row.subject])
    return format_html('<a class="mono" href="{}">{}</a>', address, str(row.subject)[:8])
