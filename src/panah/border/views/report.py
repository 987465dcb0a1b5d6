"""The shift report: on the screen, to print and sign, as CSV; and closing the shift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from panah.border.desk.context import DeskError
from panah.border.desk.oversight import closing
from panah.border.desk.posts import PostView, close_shift, shift_at
from panah.border.desk.reports import ShiftReport, shift_report
from panah.border.views.at_post import at_post, posting
from panah.border.views.common import post_tabs
from panah.border.views.printed import report_pdf
from panah.journal.heads import sign_head
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.web import formats
from panah.web.printing import pdf_response
from panah.web.tables import Column, Table
from panah.web.wording import country, word

ACT = "border.report"


def _count(key: str, label: str | Promise) -> Column:
    return Column(key, label, number=True, sort=lambda row: getattr(row, key))


TALLIES = (
    # A form on paper may name no lane.
    Column(
        "name",
        gettext_lazy("Name"),
        cell=lambda row: row.name or _("not known"),
        heading=True,
        sort=lambda row: row.name,
    ),
    _count("presentations", gettext_lazy("Presentations")),
    _count("entries", gettext_lazy("Entries")),
    _count("exits", gettext_lazy("Exits")),
    _count("set_aside", gettext_lazy("Set aside")),
    _count("taken_back", gettext_lazy("Taken back")),
    _count("voided", gettext_lazy("Voided")),
    _count("without_outcome", gettext_lazy("Without outcome")),
    Column(
        "median_seconds",
        gettext_lazy("Usual time to outcome"),
        cell=lambda row: formats.duration(row.median_seconds),
        text=lambda row: row.median_seconds,
        number=True,
    ),
)
SECOND_LINE = (
    Column("name", gettext_lazy("Name"), heading=True),
    _count("taken", gettext_lazy("Taken over")),
    _count("noted", gettext_lazy("Doubts looked at")),
    _count("released", gettext_lazy("Holds ended")),
    _count("refused", gettext_lazy("Refused")),
)


def _asked(request: HttpRequest, post: PostView) -> ShiftReport:
    now = datetime.now(UTC)
    moment = now
    if at := request.GET.get("at"):
        try:
            wanted = parse_datetime(at)
        except ValueError:
            wanted = None
        if wanted is None or wanted.tzinfo is None or wanted.year < 2000 or wanted > now + timedelta(days=1):
            raise Http404
        moment = wanted
    start, end = shift_at(post.id, moment)
    return shift_report(post, start, end, names_of, now=now)


def _tables(request: HttpRequest, report: ShiftReport) -> dict[str, Table]:
    export = f"{reverse('border:report-csv')}?post={report.post.id.hex}&at={_stamp(report.start)}&table="

    def table(mark: str, columns: Sequence[Column], rows: Sequence[Any], caption: str, sort: str) -> Table:
        return Table(
            request,
            columns,
            rows,
            id=mark,
            caption=caption,
            empty=_("Nothing in this shift yet.") if report.running else _("Nothing in this shift."),
            sort=sort,
            filter=False,
            export_url=f"{export}{mark}",
        )

    def counted(of: str) -> tuple[Column, ...]:
        return (
            Column("name", of, cell=lambda row: row[0], heading=True),
            Column("crossings", _("Crossings"), cell=lambda row: row[1], number=True, sort=lambda row: row[1]),
        )

    purposes = [(word(f"purpose:{code}"), count) for code, count in report.by_purpose]
    nationalities = [(country(code) if code else _("not known"), count) for code, count in report.by_nationality]
    return {
        "lanes": table("lanes", TALLIES, report.by_lane, _("By lane"), "-presentations"),
        "officers": table("officers", TALLIES, report.by_officer, _("By officer"), "-presentations"),
        "second": table("second", SECOND_LINE, report.second_line, _("Second line, by officer"), "-released"),
        "purposes": table("purposes", counted(_("Purpose")), purposes, _("By purpose"), "-crossings"),
        "nationalities": table(
            "nationalities", counted(_("Nationality")), nationalities, _("By nationality"), "-crossings"
        ),
    }


@at_post(ACT)
def show(request: HttpRequest, post: PostView) -> HttpResponse:
    """One shift as a page; ``?at=`` an instant within it (ISO with offset), default the running one."""
    report = _asked(request, post)
    query = f"?post={post.id.hex}&at="
    last = closing(post.id, datetime.now(UTC))
    return render(
        request,
        "border/report/page.html",
        {
            "post": post,
            "report": report,
            "tabs": post_tabs(request, ACT, post),
            "tables": _tables(request, report),
            "before": query + _stamp(report.start - timedelta(minutes=1)),
            "after": "" if report.running else query + _stamp(report.end),
            "here": query + _stamp(report.start),
            "last": last,
            "closer": names_of([last.closed.commander]).get(last.closed.commander, "–") if last.closed else "",
            "may_close": must_be_staff(request).may("border.shift.close", post.id),
        },
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@at_post(ACT)
def printed(request: HttpRequest, post: PostView) -> HttpResponse:
    """The report as a PDF, with lines to sign and the journal's newest signed head."""
    report = _asked(request, post)
    return pdf_response(report_pdf(request, report, sign_head()), f"shift-{report.start:%Y-%m-%d-%H%M}.pdf")


@at_post(ACT)
def export(request: HttpRequest, post: PostView) -> HttpResponse:
    """One table as CSV: ``?table=officers|lanes|second|purposes|nationalities``, default by officer."""
    report = _asked(request, post)
    wanted = _tables(request, report).get(request.GET.get("table", "officers"))
    if wanted is None:
        raise Http404
    return wanted.csv(f"shift-{report.start:%Y-%m-%d-%H%M}-{wanted.id}.csv")


@posting("border.shift.close", back="border:report")
def close(request: HttpRequest, post: PostView) -> HttpResponse:
    """Close the shift that ended last: what is open is written down for the commander who follows and the monitor."""
    try:
        closed = close_shift(post.id, actor=must_be_staff(request), remark=request.POST.get("remark", "")[:500])
    except DeskError as no:
        messages.error(request, word(f"desk:{no.code}", no.params))
    else:
        left = len(closed["without_outcome"])
        if left:
            text = ngettext(
                "Shift closed. %(count)s presentation is without outcome and stays on the list.",
                "Shift closed. %(count)s presentations are without outcome and stay on the list.",
                left,
            )
            messages.warning(request, text % {"count": formats.number(left)})
        else:
            messages.success(request, _("Shift closed. Every presentation has an outcome."))
    return redirect(f"{reverse('border:report')}?post={post.id.hex}")
