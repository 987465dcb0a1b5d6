"""The cases of one's own body: the list, what is to do today, and how the work is spread."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import altair as alt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.people.desk.staff import members
from panah.protection.desk import case_lists as lists
from panah.protection.desk import case_opening
from panah.protection.desk import cases as desk
from panah.protection.desk.case_lists import Load
from panah.protection.models import Case
from panah.protection.views.case_looks import look, look_each_time
from panah.protection.views.case_words import number_of, procedure_title, step_title
from panah.protection.views.guard import at_the_desk, own_body
from panah.web import formats
from panah.web.pictures import picture
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.cases"
EXPORT = 10_000


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def cases(request: HttpRequest) -> HttpResponse:
    """All of one's own; what is looked for is posted. The list shows names: going through it is a look (S8)."""
    body, staff = own_body(request), must_be_staff(request)
    tab, procedure, today = _tab(request), request.GET.get("procedure", ""), timezone.localdate()
    words = request.POST.get("word", "").strip()[:100] if request.method == "POST" else ""
    look(request, body.id, screen="protection:cases")
    found = lists.find(body.id, tab=tab, procedure=procedure, words=words, worker=staff.id, today=today)
    counts = lists.counts(body.id, staff.id, today)
    kinds = lists.procedures_of(body.id)
    people = members(body.id)
    table = Table(
        request,
        _columns(people, today),
        found,
        id="cases",
        caption=_("Cases"),
        empty=_("No case here. A referral that you accept becomes one."),
        page_size=200 if words else 50,
        bound=lists.BOUND,
        export_url="" if words else f"{reverse('protection:cases-csv')}?{request.GET.urlencode()}",
    )
    shown = {
        "open": pgettext("a list: not closed yet", "Open"),
        "mine": _("Mine"),
        "unassigned": _("Nobody's"),
        "late": _("Late"),
        "closed": _("Closed"),
    }
    more = f"&procedure={procedure}" if procedure in kinds else ""
    context = {
        "body": body,
        "table": table,
        "looked_for": words,
        "supervises": staff.may(desk.SUPERVISE),
        "tabs": [
            {
                "label": label,
                "url": f"?tab={name}{more}",
                "current": tab == name,
                "count": counts[name],
                "counted_to": lists.COUNTED,
            }
            for name, label in shown.items()
        ],
        "kinds": [{"label": _("All"), "url": f"?tab={tab}", "current": not procedure}]
        + [
            {
                "label": procedure_title(code),
                "url": f"?tab={tab}&procedure={code}",
                "current": code == procedure,
            }
            for code in kinds
        ]
        if len(kinds) > 1
        else [],
    }
    return render(request, "protection/cases/list.html", context)


@at_the_desk(ACT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """A tab of the list as CSV; each time is a look (S8)."""
    body, staff = own_body(request), must_be_staff(request)
    look_each_time(request, body.id, screen="protection:cases-csv")
    today = timezone.localdate()
    found = lists.find(
        body.id, tab=_tab(request), procedure=request.GET.get("procedure", ""), worker=staff.id, today=today
    )
    columns = _columns(members(body.id), today)
    return Table(
        request, columns, list(found[:EXPORT]), id="export", caption=_("Cases"), empty=_("Nothing here")
    ).csv("cases.csv")  # fmt: skip


@at_the_desk(ACT)
@require_POST
def open_from_referral(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Open a case from a referral, which that accepts."""
    case = case_opening.open_case(own_body(request).id, referral=referral, actor=must_be_staff(request))
    return redirect("protection:case", case=case)


@at_the_desk(ACT)
@require_POST
def open_from_matter(request: HttpRequest, matter: UUID) -> HttpResponse:
    """Open a case from a matter that nobody referred."""
    case = case_opening.open_case(own_body(request).id, matter=matter, actor=must_be_staff(request))
    return redirect("protection:case", case=case)


@at_the_desk(ACT)
@require_POST
def open_for_claim(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Open the case of a claim that another body handed over, or open it again where it came back."""
    case = case_opening.open_for_claim(own_body(request).id, claim, actor=must_be_staff(request))
    return redirect("protection:case", case=case)


@at_the_desk(desk.SUPERVISE)
@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """How the work is spread, and what is late. The lists show names: going through them is a look (S8)."""
    body, today = own_body(request), timezone.localdate()
    look(request, body.id, screen="protection:case-load")
    spread = lists.load(body.id, today)
    people = names_of(one.worker for one in spread)
    context = {
        "body": body,
        "unanswered": lists.unanswered(body.id),
        "total": {name: sum(getattr(one, name) for one in spread) for name in ("open", "urgent", "late")},
        "workers": Table(
            request,
            [
                Column("worker", _("Who"), cell=lambda one: _who(one, people), heading=True),
                Column("open", pgettext("a list: not closed yet", "Open"), number=True, sort=lambda one: one.open),
                Column("urgent", _("Urgent"), number=True, sort=lambda one: one.urgent),
                Column("late", _("Steps late"), number=True, sort=lambda one: one.late),
                Column("tasks_late", _("Tasks late"), number=True, sort=lambda one: one.tasks_late),
            ],
            spread,
            id="load",
            caption=_("Cases by worker"),
            empty=_("Nothing here"),
            filter=False,
        ),
        "picture": _picture(spread, people) if spread else "",
        "late": _short(request, lists.late_steps(body.id, today), "late", _("Steps that are late"), people, today),
        "oldest": _short(request, lists.oldest_open(body.id), "oldest", _("Open for the longest time"), people, today),
    }
    return render(request, "protection/cases/load.html", context)


def _columns(people: dict[UUID, str], today: dt.date) -> list[Column]:
    return [
        Column("number", _("Number"), cell=_link, text=lambda one: one.number, heading=True),
        Column("name", _("Name"), cell=lambda one: format_html("<bdi>{}</bdi>", one.name), text=lambda one: one.name),
        Column("reference", _("Card"), cell=lambda one: one.reference),
        Column("procedure", _("Procedure"), cell=lambda one: procedure_title(one.procedure)),
        Column("worker", _("Who"), cell=lambda one: people.get(one.worker, "")),
        Column("due", _("Next"), cell=lambda one: _due(one, today), text=lambda one: _next(one)[0]),
        Column("opened", _("Since"), cell=lambda one: formats.day(one.opened), sort="opened"),
    ]


def _short(
    request: HttpRequest, rows: Any, id: str, caption: str, people: dict[UUID, str], today: dt.date
) -> Table:  # fmt: skip
    columns = [column for column in _columns(people, today) if column.key not in ("reference", "procedure")]
    return Table(
        request, [Column(one.key, one.label, one.cell, None, one.text, one.number, one.heading) for one in columns],
        rows, id=id, caption=caption, empty=_("Nothing here"), filter=False,
    )  # fmt: skip


def _tab(request: HttpRequest) -> str:
    wanted = request.GET.get("tab", "")
    return wanted if wanted in lists.TABS else "open"


def _link(row: Case) -> SafeString:
    urgent = format_html(" {}", state("amber", _("Urgent"))) if row.urgent and row.closed is None else ""
    address = reverse("protection:case", args=[row.subject])
    return format_html('<a class="mono" href="{}">{}</a>{}', address, number_of(row), urgent)


def _due(row: Case, today: dt.date) -> SafeString | str:
    by, title = _next(row)
    if not by:
        return ""
    shown = format_html("{} · {}", title, formats.day(dt.date.fromisoformat(by)))
    return format_html("{} {}", state("red", _("Late")), shown) if by < today.isoformat() else shown


def _next(row: Case) -> tuple[str, str]:
    """Until which day (ISO) what has to be done: the next step, or what the clock of the claim asks for before it."""
    by = "" if row.closed is not None else row.next_on or ""  # type: ignore[attr-defined]  # the lists bring it along
    if by and by == row.due:
        return by, step_title(row.procedure, row.due_step)
    return by, word(f"claim_due:{row.claim_step}") if by else ""  # type: ignore[attr-defined]  # the same


def _who(one: Load, people: dict[UUID, str]) -> str:
    return people.get(one.worker, "–") if one.worker else _("Nobody yet")


def _picture(spread: list[Load], people: dict[UUID, str]) -> SafeString:
    rows = [
        {"who": _who(one, people), "what": what, "count": count}
        for one in spread[:20]
        for what, count in ((_("In time"), one.open - one.late), (_("Late"), one.late))
    ]
    chart = (
        alt.Chart(alt.InlineData(values=rows), width=480, height=max(60, 34 * min(len(spread), 20)))
        .mark_bar()
        .encode(
            x=alt.X("count:Q", title=None, axis=alt.Axis(tickCount=min(5, max(one.open for one in spread)))),
            y=alt.Y("who:N", title=None, sort=None),
            color=alt.Color("what:N", sort=None),
        )
    )
    return picture(chart, alt=_("Open cases by worker, in time and late; the table has the same figures."))
