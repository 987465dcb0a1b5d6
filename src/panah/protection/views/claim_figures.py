"""The supervisor's figures of claims, their list as a file, and what is published to the monitor."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from panah.people.access import must_be_staff
from panah.protection.desk import claim_lists
from panah.protection.desk import figures as desk
from panah.protection.desk.claims import AUTHORITIES
from panah.protection.desk.figures import MONTHS, Published
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.figures import FigurePart
from panah.protection.models.figures import PublishedFigure
from panah.protection.views.case_looks import look_each_time
from panah.protection.views.guard import at_the_desk, own_body, said
from panah.safeguards.fairness import smallest
from panah.web import formats
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.claims.figures"


@at_the_desk(ACT)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """How many, how long, how late; and what would be published."""
    body, today, now = own_body(request), timezone.localdate(), timezone.now()
    counts = claim_lists.counts(body.id, today)
    months = claim_lists.months(body.id) if body.sort in AUTHORITIES else []
    columns = (
        Column("month", _("Month"), heading=True, cell=lambda row: month(row.month), sort=lambda row: row.month),
        Column("registered", _("Registered"), number=True),
        Column("in_time", _("Within the legal days"), cell=lambda row: share(row.in_time, row.known), number=True),
        Column("days", _("Half registered within, days"), cell=lambda row: formats.number(row.days), number=True),
        Column("decided", _("Decided"), number=True),
        Column(
            "decided_days",
            _("Half decided within, days"),
            cell=lambda row: formats.number(row.decided_days),
            number=True,
        ),
    )
    context = {
        "body": body,
        "counts": counts,
        "claims": body.sort in AUTHORITIES,
        "waiting": counts["interview"] + counts["decision"],
        "months": Table(
            request, columns, months, id="months", caption=_("By month"), empty=_("No claim is registered yet"),
            filter=False,
        ),
        "to_publish": figures_table(request, desk.to_publish(body.id, now), "publish", _("What the monitor would get")),
        "last": desk.last_published(body.id),
        "smallest": smallest(),
        "back": MONTHS,
    }  # fmt: skip
    return render(request, "protection/claims/figures.html", context)


@at_the_desk(ACT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The claims as CSV, without names; the look is a fact (S8)."""
    body, today = own_body(request), timezone.localdate()
    part = request.GET.get("part", "")
    look_each_time(request, body.id, screen="protection:claims-csv")
    columns = [
        Column("number", _("Number")),
        Column("state", _("State"), cell=lambda row: word(f"claim_state:{row.state}")),
        *(
            Column(name, label)
            for name, label in (
                ("feared_on", _("First fear")),
                ("registered_on", _("Registered")),
                ("interviewed_on", _("Interviewed")),
                ("decided_on", _("Decided")),
                ("served_on", _("Handed over")),
                ("appeal_until", _("Last day to appeal")),
                ("valid_until", _("Certificate valid until")),
            )
        ),
        Column("due_on", _("Next by"), cell=lambda row: row.due_on or ""),
        Column("due_step", _("Next"), cell=lambda row: word(f"claim_due:{row.due_step}") if row.due_step else ""),
        Column("region", _("Region")),
    ]
    rows = claim_lists.listed(body.id, part, today)
    return Table(request, columns, rows, id="claims", caption="", empty="").csv("claims.csv")


@at_the_desk(ACT)
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Give the figures to the monitor."""
    try:
        amount = desk.publish(own_body(request).id, actor=must_be_staff(request))
    except ProtectionError as no:
        messages.error(request, said(no))
    else:
        messages.success(request, _("Published to the monitor: %(amount)s rows.") % {"amount": formats.number(amount)})
    return redirect("protection:claim-figures")


def figures_table(
    request: HttpRequest, rows: Sequence[FigurePart | PublishedFigure | Published], id: str, caption: str
) -> Table:
    """Figures as a table; with who said them where that is known."""

    def of(row: FigurePart | PublishedFigure | Published) -> FigurePart | PublishedFigure:
        return row.row if isinstance(row, Published) else row

    body = [Column("body", _("Body"), heading=True, sort=lambda row: row.body)]
    columns = [
        *(body if id == "bodies" else []),
        Column("month", _("Month"), cell=lambda row: month(of(row).month), sort=lambda row: of(row).month),
        Column("measure", _("What"), cell=lambda row: word(f"figure:{of(row).measure}")),
        Column("count", _("How many"), cell=lambda row: few(of(row).count), number=True),
        Column("within", _("In time"), cell=lambda row: share(of(row).within, of(row).count), number=True),
        Column("open", _("Still waiting"), cell=lambda row: formats.number(of(row).open), number=True),
        Column("days", _("Half within, days"), cell=lambda row: formats.number(of(row).days), number=True),
        *([Column("by", _("Said by"), cell=said_by)] if id == "bodies" else []),
    ]
    empty = _("Nothing yet")
    return Table(request, columns, rows, id=id, caption=caption, empty=empty, filter=False)


def said_by(row: Published) -> SafeString | str:
    """Which node said a figure; a node that isn't the body's own stands out."""
    by = row.by or _("This node")
    return format_html("{} {}", state("red", _("Not the body's own")), by) if row.own is False else by


def month(text: str) -> str:
    """A month (YYYY-MM) in words."""
    return formats.partial_date(f"{text}-XX").partition(" (")[0]


def few(count: int | None) -> str:
    """A count, or that it is kept back."""
    return (
        _("fewer than %(smallest)s") % {"smallest": formats.number(smallest())}
        if count is None
        else formats.number(count)
    )


def share(part: int | None, whole: int | None) -> str:
    """A part of a whole as a percentage; a dash of nothing."""
    return formats.percent(part / whole) if whole and part is not None else "–"


def export_url(part: str) -> str:
    """Where a part of the list is had as a file."""
    return f"{reverse('protection:claims-csv')}?part={part}"
