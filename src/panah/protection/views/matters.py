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
from django.views.decorators.http import require_http_methods, require_safe

from panah.protection.desk import case_matters
from panah.protection.desk import matter_lists as lists
from panah.protection.desk import matters as desk
from panah.protection.models import Conversation, Matter
from panah.protection.views.case_looks import look, look_each_time
from panah.protection.views.guard import at_the_desk, own_body
from panah.protection.views.told import told
from panah.web import formats
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.matters"


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def matters(request: HttpRequest) -> HttpResponse:
    """All of one's own; what is looked for is posted. The list shows names: going through it is a look (S8)."""
    body = own_body(request)
    part = request.GET.get("state", "open")
    words = request.POST.get("word", "").strip()[:100] if request.method == "POST" else ""
    if words:
        part = ""
    look(request, body.id, screen="protection:matters")
    columns = [
        Column("category", _("About"), cell=_link, text=lambda one: word(f"matter:{one.category}"), heading=True),
        Column("name", _("Name"), cell=lambda one: format_html("<bdi>{}</bdi>", one.name or "")),
        Column("card", _("Card"), cell=lambda one: _number(one.card)),
        Column("case", _("The case"), cell=lambda one: _number(one.case_number)),
        Column("opened", _("Since"), cell=lambda one: formats.moment(one.opened), sort="opened"),
        Column(
            "let_go",
            pgettext("when it was", "Let go"),
            cell=lambda one: formats.moment(one.let_go) if one.let_go else "",
            sort="let_go",
        ),
    ]
    table = Table(
        request, columns, lists.find(body.id, part, words), id="matters", caption=_("Matters"),
        empty=_("Nothing here. What posts hand over to you comes by itself."), bound=lists.BOUND,
        page_size=200 if words else 50,
    )  # fmt: skip
    counts = lists.counts(body.id)
    shown = {"open": pgettext("a list: not closed yet", "Open"), "ended": _("Let go or handed on"), "": _("All")}
    tabs = [
        {
            "label": label,
            "url": f"?state={name}",
            "current": part == name,
            "count": counts[name],
            "counted_to": lists.COUNTED,
        }
        for name, label in shown.items()
    ]
    context = {"table": table, "body": body, "tabs": tabs, "looked_for": words}
    return render(request, "protection/matters/list.html", context)


@at_the_desk(ACT)
@require_safe
def show(request: HttpRequest, matter: UUID) -> HttpResponse:
    """One matter; the look is a fact (S8)."""
    body = own_body(request)
    row = desk.matter_of(body.id, matter)
    look_each_time(request, row.subject, screen="protection:matter")
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
    return format_html('<a href="{}">{}</a>', address, word(f"matter:{row.category}"))


def _number(number: str | None) -> SafeString | str:
    return format_html('<bdi class="mono nowrap" dir="ltr">{}</bdi>', number) if number else ""
